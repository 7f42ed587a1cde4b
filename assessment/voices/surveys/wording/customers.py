"""Sentences that customers read on the page of a survey."""

from math import ceil

from django.utils.translation import gettext, ngettext

from assessment.voices.surveys.models import Survey


def how_long(survey: Survey) -> str:
    """Say how much there is to answer, beside the name of the business."""
    if survey.asks_outcomes or survey.asks_sentences:
        return gettext("Two questions, and more if you like")
    return gettext("Two questions, one minute")


def too_many(wait: int) -> str:
    """Say when an answer can be sent; `wait` is in seconds."""
    said = ngettext(
        "Too many answers come from here just now. Yours is still below: send it in a minute.",
        "Too many answers come from here just now. "
        "Yours is still below: send it in %(count)s minutes.",
        ceil(wait / 60),
    )
    return said % {"count": ceil(wait / 60)}


def from_elsewhere() -> str:
    return gettext("This came from another page. If it is what you want to say, send it from here.")


def answered() -> str:
    return gettext(
        "Somebody has answered here this quarter. If that was not you, please send yours again."
    )
