"""How much time things take, as ratios of what was measured beside them in the same run."""
