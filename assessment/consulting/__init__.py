"""The consultants’ half: portfolio and clients."""
