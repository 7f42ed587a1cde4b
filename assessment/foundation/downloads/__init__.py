"""File downloads: names, content types and caching headers."""
