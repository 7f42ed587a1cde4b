"""Building a plan, comparing versions of it, and saving it."""
