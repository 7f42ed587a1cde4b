"""Quarters compared: what changed, and whether it is more than chance."""
