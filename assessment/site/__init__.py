"""The front door, the day, reminders, and running the site."""
