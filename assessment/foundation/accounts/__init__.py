"""People who sign in, and the access rule that every view carries."""
