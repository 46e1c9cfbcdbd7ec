"""What the people of a city do in its workspace; editors may help them."""
