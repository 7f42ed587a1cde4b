"""Reminder emails: who gets which, when, and how to stop them."""
