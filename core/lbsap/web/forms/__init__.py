"""Forms: what a page's fields are called, and how their words become values; one module per page group."""
