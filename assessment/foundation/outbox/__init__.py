"""E-mails: rendered in two parts, and sent."""
