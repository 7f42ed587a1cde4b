"""Background work, health checks, commands and the sample site."""
