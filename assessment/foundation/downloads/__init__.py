"""Files that are handed out: their names, their kinds, and when they need not be sent again."""
