"""A whole business taken from one site to another."""
