"""The sentences that say what has just happened, and where the reader is then."""
