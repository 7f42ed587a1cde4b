"""Businesses, firms of consultants, and what they see of each other."""
