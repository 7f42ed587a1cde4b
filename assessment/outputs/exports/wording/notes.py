"""Notes that explain the columns of the workbook to readers who don’t know the method."""

from django.utils.translation import gettext as _


def score() -> str:
    return _("As answered. It is empty where “not sure” leaves too much open.")


def change() -> str:
    return _("In points, over the questions that count in both checks.")


def compared() -> str:
    return _("How many questions the change is counted over.")


def best() -> str:
    return _("The score if every “not sure” turned out to be the best answer.")


def sure() -> str:
    return _("Answers differ a little from one day to the next, so a small change can be chance.")


def status() -> str:
    return _("“Not chosen” marks the other actions considered. Filter them out to see the plan.")


def note() -> str:
    return _("What was noted about the action, or why it was not chosen.")


def hours() -> str:
    return _("Of everyone involved, added up.")


def money() -> str:
    return _("The most that it should cost.")
