"""Looking things up about reports."""
