"""Businesses, consulting firms, and which of each other's data they can see."""
