"""Benchmarks, most of them as ratios to a reference measured in the same run."""
