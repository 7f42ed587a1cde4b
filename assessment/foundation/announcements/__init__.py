"""Sentences that say what has just happened, and the place on the page to return to."""
