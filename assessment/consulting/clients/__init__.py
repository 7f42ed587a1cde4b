"""One client: notes, comments, suggested changes, evidence, points for a meeting and a summary."""
