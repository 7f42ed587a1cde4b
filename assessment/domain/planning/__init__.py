"""The exact best plan within the owner's hours and money."""
