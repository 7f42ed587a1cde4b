"""Emails, stored with the change they tell about and delivered in the background."""
