"""What team and customers say, as scores with their doubt, and what too few voices hide."""
