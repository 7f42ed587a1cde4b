"""Pages about access, for owners and for practices."""
