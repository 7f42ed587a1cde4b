"""Comparison of quarters: what changed, and whether it is more than chance."""
