"""Consulting firms, their branding and their access to businesses."""
