"""Keep what a customer answered, and nothing about who it was."""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from assessment.foundation.brakes.limits import Counted, Scope
from assessment.foundation.brakes.services import count, was_counted
from assessment.foundation.brakes.sources import network
from assessment.voices.surveys.models import Survey
from assessment.voices.surveys.presenters.given import GivenAnswer


class Sent(StrEnum):
    """What happened to an answer."""

    KEPT = "kept"
    SET_ASIDE = "set_aside"
    TWICE = "twice"


@transaction.atomic
def keep_answer(
    *, survey: Survey, given: GivenAnswer, on: date, page: str, source: str, at: datetime
) -> Sent:
    """Keep an answer; further ones from a block of addresses are set aside after ten in an hour.

    Args:
        on: the day in the time zone of the business.
        page: a random name of the page that was sent, so that a double click counts once.
        source: the address it came from. Only a keyed hash of its block is counted, for an hour,
            and nothing connects it with the answer.
    """
    if page and count(Counted.SURVEY_PAGE, Scope.SITE, _page_of(survey, page), at=at):
        return Sent.TWICE
    block = f"{survey.pk} {network(source, Scope.BLOCK)}"
    too_many = count(Counted.SURVEY_BURST, Scope.BLOCK, block, at=at) > 0
    survey.answers.create(
        answered_on=on,
        recommend=given.recommend,
        why=given.why,
        wanted=given.wanted,
        unwanted=given.unwanted,
        sentences=dict(given.sentences),
        set_aside=too_many,
    )
    return Sent.SET_ASIDE if too_many else Sent.KEPT


def was_sent(*, survey: Survey, page: str, at: datetime) -> bool:
    """Tell whether this page was sent before and its answer kept, within the last hour."""
    known = _page_of(survey, page)
    return bool(page) and was_counted(Counted.SURVEY_PAGE, Scope.SITE, known, at=at)


def _page_of(survey: Survey, page: str) -> str:
    return f"{survey.pk} {page}"
