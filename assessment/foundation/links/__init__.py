"""Secret links: tokens, expiry, quotas and who created them."""
