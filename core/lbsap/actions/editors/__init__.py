"""What editors do: set up, invite, follow, see, decide, publish, report."""
