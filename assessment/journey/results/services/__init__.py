"""Services that submit a check, and keep the row of its business in lists up to date."""

from assessment.journey.results.services.standings import keep_standing, standing_of
from assessment.journey.results.services.submitting import freeze, say_who_answered, submit

__all__ = ["freeze", "keep_standing", "say_who_answered", "standing_of", "submit"]
