"""One client of a practice: what the consultant writes, asks and suggests."""
