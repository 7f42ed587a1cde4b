"""Who did what and when: a table that is only ever added to."""
