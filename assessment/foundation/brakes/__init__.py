"""Limits on attempts: counters that strangers cannot reset, and devices that are known already."""
