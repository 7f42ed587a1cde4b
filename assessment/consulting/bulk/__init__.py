"""Reports of many clients as one job, made in the background and downloaded together."""
