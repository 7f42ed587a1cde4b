"""Pages about results as values."""
