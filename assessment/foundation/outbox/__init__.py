"""Emails, stored with the change that causes them and delivered in the background."""
