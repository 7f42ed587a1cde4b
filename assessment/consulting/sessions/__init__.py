"""A consultant and a client go through a check together, and sign what they agreed."""
