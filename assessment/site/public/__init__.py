"""The pages that anyone can read before signing up."""
