"""Open and close a survey, choose what it asks, and renew its link."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.links.tokens import hash_of
from assessment.foundation.parsing.edits import Edit
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import QUESTIONS, Survey, SurveyLink
from assessment.voices.surveys.tokens import new_survey_token, plain_token

log = logging.getLogger(__name__)


@transaction.atomic
def open_survey(*, business: Business, by: User, at: datetime) -> Survey:
    """Let customers answer; a link that still works stays, so posters work again."""
    survey = locked_survey(business=business, at=at)
    opened = Survey.objects.filter(pk=survey.pk, is_open=False).update(is_open=True)
    if not survey.links.open().exists():
        _make_link(survey, by, at)
        opened = 1
    if opened:
        record(Event.SURVEY_OPENED, by=by, at=at, business=business)
        log.info("survey opened: business=%s by=%s", business.pk, by.pk)
    survey.is_open = True
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, by: User, at: datetime) -> None:
    """Let nobody answer until it is opened again; the link stays the same."""
    if Survey.objects.filter(pk=survey.pk, is_open=True).update(is_open=False):
        record(Event.SURVEY_CLOSED, by=by, at=at, business=survey.business)
        log.info("survey closed: survey=%s by=%s", survey.pk, by.pk)


@transaction.atomic
def choose_questions(*, survey: Survey, edit: Edit[str]) -> None:
    """Choose whether customers are asked about outcomes and about the areas.

    Two windows that change the same question can only agree.
    """
    current = Survey.objects.select_for_update().get(pk=survey.pk)
    changed = edit.changes({name: getattr(current, name) for name in QUESTIONS})
    if changed:
        Survey.objects.filter(pk=survey.pk).update(**changed)


@transaction.atomic
def renew_link(*, survey: Survey, by: User, at: datetime) -> SurveyLink:
    """Make a new link and end the earlier one, on which printed posters rest."""
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    locked.links.all().close(at)
    link = _make_link(locked, by, at)
    record(Event.SURVEY_RENEWED, by=by, at=at, business=survey.business)
    log.info("survey link renewed: survey=%s by=%s", survey.pk, by.pk)
    return link


def locked_survey(*, business: Business, at: datetime) -> Survey:
    """Return the survey of a business, made if there is none, with a lock on the business."""
    Business.objects.select_for_update(of=("self",)).get(pk=business.pk)
    survey, _made = Survey.objects.get_or_create(
        business=business, defaults={"made_at": at, "is_open": False}
    )
    return survey


def _make_link(survey: Survey, by: User, at: datetime) -> SurveyLink:
    token = new_survey_token()
    return survey.links.create(
        token=token, token_hash=hash_of(plain_token(token)), made_by=by, made_at=at
    )
