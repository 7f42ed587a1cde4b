"""Some questions of a check answered a second time, to learn how much answers vary by chance."""
