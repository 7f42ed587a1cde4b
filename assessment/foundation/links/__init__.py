"""Secret links: tokens, expiry, quotas, and on whose authority they were made."""
