"""Move a whole business from one site to another."""
