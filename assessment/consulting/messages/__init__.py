"""Emails to many clients at once, and the Monday email to the practice itself."""
