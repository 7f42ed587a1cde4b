"""Quarters side by side, and what came of what was done."""
