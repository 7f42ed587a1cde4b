"""Scoring rules, and what they make of answers."""
