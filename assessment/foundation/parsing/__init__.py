"""Parsing of names, numbers and dates that people type."""
