"""Scoring rules, and the scores they give to answers."""
