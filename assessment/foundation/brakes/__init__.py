"""Brakes: counters that strangers cannot flush, and the devices that they do not stop."""
