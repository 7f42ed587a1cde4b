"""Names, numbers and dates as people type them."""
