"""Shared code that every room may use."""
