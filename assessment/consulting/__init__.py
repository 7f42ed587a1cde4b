"""What consultants do with the businesses that let them in."""
