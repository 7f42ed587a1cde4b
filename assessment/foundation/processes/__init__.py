"""Processes of our own for what could end the site: limited, and without its secrets."""
