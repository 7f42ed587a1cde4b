"""A business's home page: what to do today."""
