"""Sentences about being asked again."""

from django.utils.translation import gettext as _

from assessment.foundation.formatting.dates import day
from assessment.journey.retests.queries.asked_again import AskedAgain


def will_ask(asked: AskedAgain) -> str:
    return _("Thank you. We’ll ask you on %(day)s.") % {"day": day(asked.asked_on)}


def withdrawn(asked: AskedAgain) -> str:
    if asked.answered:
        return _("Your second answers are deleted. Your check and its result haven’t changed.")
    return _("We won’t ask you again unless you change your mind.")
