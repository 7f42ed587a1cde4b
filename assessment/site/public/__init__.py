"""What anybody may read before signing up."""
