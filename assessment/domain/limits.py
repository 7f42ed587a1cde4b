"""Limits on what people can enter, shared by every form and every file import."""

from datetime import date, timedelta

MOST_HOURS = 2_000
"""For the whole team together, in a quarter or for one action."""
MOST_MONEY = 100_000
"""In the business's currency, for a quarter or for one action."""
LEAST_ACTIONS, MOST_ACTIONS = 1, 60
MOST_OWN_COSTS = 30
"""If every action had its own estimates, finding a plan could take several seconds."""
MOST_TEAM = 50
"""The largest team that Cairn is made for."""
MOST_HEARD = 1_000_000
"""Outcomes of one kind that a file can count."""
LONGEST_NAME = 100
"""The longest name of a business, in characters."""
LONGEST_NOTE = 10_000
LONGEST_COMMENT = 5_000
"""The longest comment of a consultant on one area or question, in characters."""
LOGO_KILOBYTES = 900
"""The server accepts one megabyte per request, which also carries the other form fields."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""Dates outside this range are typing errors.

Near the ends of Python's calendar, time zone conversion would overflow.
"""
RESTORABLE_FOR = timedelta(days=30)
"""How long a deleted business or account can be brought back; after that it is gone for good."""
