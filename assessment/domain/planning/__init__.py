"""The best plan within hours and money, found exactly."""
