"""Mails about what is due: to whom, when, and how to stop them."""
