"""How much people may say and give, the same in every form and in every file that is read."""

from datetime import date

MOST_HOURS = 2_000
"""Of everybody together, in a quarter or for one action."""
MOST_MONEY = 100_000
"""In a quarter or for one action, in the business's currency."""
LEAST_ACTIONS, MOST_ACTIONS = 1, 60
MOST_OWN_COSTS = 30
"""With numbers of one's own for every action, a plan could take seconds to find."""
LONGEST_NAME = 100
"""Of a business."""
LONGEST_NOTE = 10_000
LONGEST_COMMENT = 5_000
"""Of a consultant, about one thing."""
LOGO_KILOBYTES = 900
"""What the server takes at once is a megabyte, with the words and what goes around them."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""Days beyond these are slips; near the ends of the calendar no clock can be asked."""
