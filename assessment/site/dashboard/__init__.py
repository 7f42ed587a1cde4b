"""The home page of a business: what to do today."""
