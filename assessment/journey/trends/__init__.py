"""Comparison of quarters, and the outcomes of past plans."""
