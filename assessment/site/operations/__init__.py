"""Background work, health checks, commands without a browser, and the sample site."""
