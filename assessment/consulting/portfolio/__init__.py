"""All clients of a practice at a glance."""
