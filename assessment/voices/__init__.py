"""What team and customers say, beside the owner's own view."""
