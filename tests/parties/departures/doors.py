"""A door of every kind, opened by one person in one business."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Model

from assessment.consulting.sessions.models import ClientSession, ScreenLink
from assessment.foundation.accounts.models import User
from assessment.foundation.links.services import every_door, make_link
from assessment.foundation.links.tokens import hash_of
from assessment.journey.planning.models import HandOver, Plan, PlanItem
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.journey.tracking.models import CalendarFeed
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Business, Invitation, Role
from assessment.parties.engagements.models import AccessInvitation, AccessRequest
from assessment.voices.second_opinions.models import SecondOpinion
from assessment.voices.surveys.models import Survey
from assessment.voices.surveys.tokens import new_survey_token, plain_token
from tests.factories import NOON, make_answers, make_assessment, make_consultancy

LATER = NOON + timedelta(days=14)


def result_of(business: Business, by: User) -> Result:
    """Return the result of the business; the first call submits a check and saves a plan."""
    found = Result.objects.filter(assessment__business=business).first()
    if found:
        return found
    assessment = make_assessment(business)
    make_answers(assessment, by)
    plan = Plan.objects.create(
        assessment=assessment,
        number=1,
        wish={},
        expected={},
        hours=1,
        money=1,
        saved_at=NOON,
        saved_by=by,
    )
    helper = {"helper_name": "Ann", "helper_email": "ann@example.com"}
    PlanItem.objects.create(
        plan=plan, title="Ask", position=1, hours=1, money=0, due_on=NOON.date(), **helper
    )
    return submit(assessment=assessment, by=by, at=NOON)


def item_of(business: Business, by: User) -> PlanItem:
    result_of(business, by)
    return PlanItem.objects.get(plan__assessment__business=business)


def invitation(business: Business, by: User) -> tuple[Model, str]:
    fields = {"business": business, "email": f"{uuid4().hex}@example.com", "role": Role.OWNER}
    return make_link(Invitation, by=by, at=NOON, expires_at=LATER, **fields)


def access_invitation(business: Business, by: User) -> tuple[Model, str]:
    fields = {"business": business, "email": "ann@example.com", "level": "see"}
    return make_link(AccessInvitation, by=by, at=NOON, expires_at=LATER, **fields)


def access_request(business: Business, by: User) -> tuple[Model, str]:
    fields = {"hands_over": business, "email": "ann@example.com", "level": "see"}
    consultancy = make_consultancy(admin=by)
    return make_link(
        AccessRequest, by=by, at=NOON, expires_at=LATER, consultancy=consultancy, **fields
    )


def hand_over(business: Business, by: User) -> tuple[Model, str]:
    fields = {"item": item_of(business, by), "name": "Ann", "email": "ann@example.com"}
    return make_link(HandOver, by=by, at=NOON, expires_at=LATER, **fields)


def shared_link(business: Business, by: User) -> tuple[Model, str]:
    fields = {"result": result_of(business, by), "for_whom": "Bank"}
    return make_link(SharedLink, by=by, at=NOON, expires_at=LATER, **fields)


def screen(business: Business, by: User) -> tuple[Model, str]:
    session = ClientSession.objects.create(
        consultancy=make_consultancy("Holds a session"),
        assessment=result_of(business, by).assessment,
        minutes=60,
        area="culture",
        area_since=NOON,
        started_by=by,
        started_at=NOON,
        expires_at=LATER,
        ended_at=NOON,
    )
    return make_link(ScreenLink, by=by, at=NOON, expires_at=LATER, session=session)


def feed(business: Business, by: User) -> tuple[Model, str]:
    return make_link(CalendarFeed, by=by, at=NOON, business=business)


def run(business: Business, by: User) -> tuple[Model, str]:
    made = ReportRun.objects.create(
        business=business,
        key=uuid4().hex[:20],
        quarter="2026-Q4",
        edition="summary",
        paper="a4",
        content_hash=uuid4().hex * 2,
        status=RunStatus.WAITING,
        asked_by=by,
        asked_at=NOON,
        queued_at=NOON,
    )
    return made, ""


def survey_link(business: Business, by: User) -> tuple[Model, str]:
    survey, _ = Survey.objects.get_or_create(business=business, defaults={"made_at": NOON})
    token = new_survey_token()
    known = hash_of(plain_token(token))
    return survey.links.create(token=token, token_hash=known, made_by=by, made_at=NOON), token


def second_opinion(business: Business, by: User) -> tuple[Model, str]:
    """Ask for a second opinion on a check of its own, because each check can have one."""
    extra = business.assessments.filter(extra__gt=0).count() + 1
    check = make_assessment(business, extra=extra, submitted_at=NOON, submitted_by=by)
    made = SecondOpinion.objects.create(assessment=check, person=by, invited_at=NOON)
    return made, ""


KINDS: dict[str, Callable[[Business, User], tuple[Model, str]]] = {
    "Invitation": invitation,
    "AccessInvitation": access_invitation,
    "AccessRequest": access_request,
    "HandOver": hand_over,
    "SharedLink": shared_link,
    "ScreenLink": screen,
    "CalendarFeed": feed,
    "ReportRun": run,
    "SurveyLink": survey_link,
    "SecondOpinion": second_opinion,
}


def open_every_kind(business: Business, by: User) -> dict[str, Any]:
    return {name: make(business, by)[0] for name, make in KINDS.items()}


def still_open(doors: dict[str, Any]) -> set[str]:
    """Return the kinds of these doors that are still open."""
    found = {door.model.__name__: door for door in every_door()}
    return {name for name, door in doors.items() if found[name].open().filter(pk=door.pk).exists()}
