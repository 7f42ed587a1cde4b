"""The public pages, the home page of a business, reminders, and running the site."""
