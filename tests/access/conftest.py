"""Seven kinds of visitor to one business with a result, a saved plan and an open check."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.consulting.bulk.models import BulkJob
from assessment.consulting.clients.models import (
    Conversation,
    PlanSuggestion,
    PrivateNote,
    SuggestedKind,
)
from assessment.consulting.importing.models import ClientList
from assessment.consulting.importing.services import keep_list
from assessment.consulting.messages.models import Mailing, MailingKind
from assessment.consulting.sessions.models import ClientSession, ScreenLink, SessionOutcome
from assessment.consulting.sessions.presenters.outcome import outcome_page
from assessment.consulting.sessions.queries import SessionNow
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.journey.planning.models import HandOver, Plan, PlanItem
from assessment.journey.planning.services import Actor, Promise, save_plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.results.queries import submission_of
from assessment.journey.results.services import submit
from assessment.journey.tracking.models import CalendarFeed
from assessment.journey.tracking.services import OwnAction, add_own_item
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Business, Invitation, Role
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyInvitation,
    ConsultancyRole,
    Engagement,
)
from assessment.parties.consultancies.services import keep_brand
from assessment.parties.engagements.models import AccessInvitation, AccessRequest, NewClient
from assessment.parties.engagements.services import prepare_business
from tests.access.about_pulse import make_rounds
from tests.access.about_second_opinions import make_second_opinion
from tests.access.about_surveys import make_survey
from tests.access.urls import CONVERSATION, KEY, LIST, MAILING, NOTE, OWN_KEY, TOKEN
from tests.factories import (
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_member,
    make_user,
)
from tests.kept import kept


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@dataclass(frozen=True)
class Scene:
    """The business, and the session cookies of each kind of visitor."""

    place: Business
    cookies: dict[str, SimpleCookie]


@kept
def scene(db: None) -> Scene:
    """The business and its people."""
    with time_machine.travel(NOON, tick=False):
        place = make_place(make_user("owner"))
        cookies = {name: signed_in(user) for name, user in make_people(place).items()}
    return Scene(place, cookies | {"nobody": SimpleCookie()})


@pytest.fixture
def place(db: None, scene: Scene) -> Business:
    """The business that the visitors ask for; its check is ready to be submitted."""
    return Business.objects.get(pk=scene.place.pk)


@pytest.fixture
def clients(place: Business, scene: Scene) -> dict[str, Client]:
    """A client for each kind of visitor."""
    return {name: client_with(cookies) for name, cookies in scene.cookies.items()}


def client_with(cookies: SimpleCookie) -> Client:
    client = Client()
    client.cookies = deepcopy(cookies)
    return client


def signed_in(user: User) -> SimpleCookie:
    client = Client()
    client.force_login(user)
    return client.cookies


def make_last_quarter(business: Business, owner: User) -> Assessment:
    """Create a check of July to September: answered, submitted and with a plan."""
    done = make_assessment(business, quarter_starts_on=date(2026, 7, 1))
    make_answers(done, owner)
    make_answers(done, owner, {"CUL1": 1, "CHA2": 0})
    result = submit(assessment=done, by=owner, at=NOON)
    submission = submission_of(result, business)
    plan = make_plan(submission.model, submission.sheet, PlanWish.usual(submission.model))
    promise = Promise(owner, NOON.date() + timedelta(days=7))
    promises = {planned.code: promise for planned in plan.actions}
    saved = save_plan(assessment=done, plan=plan, promises=promises, by=owner, at=NOON)
    add_known_actions(saved, owner)
    return done


def add_known_actions(plan: Plan, owner: User) -> None:
    """Give the plan an action with a known key, one of the owner's own, and one handed to Ann."""
    first, second = plan.items.all()[:2]
    PlanItem.objects.filter(pk=first.pk).update(key=KEY)
    own = OwnAction(title="Ask three regulars", hours=2, money=0, area="")
    actor = Actor(by=owner, at=NOON)
    day = NOON.date() + timedelta(days=7)
    add_own_item(plan=plan, own=own, owner=owner, due_on=day, key=OWN_KEY, actor=actor)
    helper = {"helper_name": "Ann", "helper_email": "ann@example.com"}
    PlanItem.objects.filter(pk=second.pk).update(owner=None, **helper)
    HandOver.objects.create(
        item=second,
        name="Ann",
        email="ann@example.com",
        token_hash=hash_of(TOKEN),
        made_by=owner,
        made_at=NOON,
        expires_at=NOON + timedelta(days=14),
    )


def make_place(owner: User) -> Business:
    """Create a business with a result, a saved plan and a check ready to be submitted."""
    business = make_business(owner=owner)
    never_sent = make_assessment(business, quarter_starts_on=date(2026, 4, 1))
    make_answers(never_sent, owner, {"CUL1": 1})
    last_quarter = make_last_quarter(business, owner)
    make_answers(make_assessment(business), owner)
    make_doors(business, owner, last_quarter)
    make_rounds(business)
    make_survey(business)
    return business


def make_doors(business: Business, owner: User, sent: Assessment) -> None:
    """Create an invitation, a calendar address, a report and a shared link, all with known keys."""
    Invitation.objects.create(
        business=business,
        email="new@example.com",
        role=Role.VIEWER,
        token_hash=hash_of(TOKEN),
        made_by=owner,
        made_at=NOON,
        expires_at=NOON + timedelta(days=14),
    )
    CalendarFeed.objects.create(
        business=business, made_by=owner, token_hash=hash_of(TOKEN), made_at=NOON
    )
    # Its file has been deleted, so that no test has to print a PDF.
    ReportRun.objects.create(
        business=business,
        key=KEY,
        quarter="2026-Q3",
        edition="summary",
        paper="a4",
        content_hash=hash_of(KEY),
        status=RunStatus.DONE,
        asked_by=owner,
        asked_at=NOON,
        queued_at=NOON,
        ended_at=NOON,
    )
    SharedLink.objects.create(
        result=sent.result,
        token_hash=hash_of(TOKEN),
        for_whom="The bank",
        made_by=owner,
        made_at=NOON,
        expires_at=NOON + timedelta(days=30),
    )


def make_people(place: Business) -> dict[str, User]:
    """Create a user for each kind of visitor with an account."""
    owner, stranger = place.memberships.get().user, make_user("stranger")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    editor, viewer = make_user("edith"), make_user("vera")
    make_member(place, editor, Role.EDITOR)
    make_member(place, viewer, Role.VIEWER)
    consultant, former = make_user("connie"), make_user("fred")
    engagement = make_engagement(place, consultant)
    make_what_is_asked(place, engagement.consultancy, consultant)
    share_with_consultants(engagement, consultant)
    make_bulk_job(engagement, consultant)
    make_sessions(engagement, consultant)
    make_second_opinion(place)
    make_practice(consultant)
    make_former_engagement(former, place)
    make_business("Elsewhere", owner=stranger)
    return {
        "owner": owner,
        "editor": editor,
        "viewer": viewer,
        "consultant": consultant,
        "former": former,
        "stranger": stranger,
    }


def make_what_is_asked(place: Business, firm: Consultancy, consultant: User) -> None:
    """Create a request to the owner, an invitation of the consultant, and a prepared business."""
    owner = place.memberships.get(role=Role.OWNER).user
    sent = {"token_hash": hash_of(TOKEN), "made_at": NOON, "expires_at": NOON + timedelta(days=14)}
    AccessRequest.objects.create(
        consultancy=firm, email=owner.email, level="work", made_by=consultant, **sent
    )
    AccessInvitation.objects.create(
        business=place, email=consultant.email, level="see", made_by=owner, **sent
    )
    prepare_business(
        consultancy=firm,
        client=NewClient(name="Made for a client", trade="shop", team_size="2-4"),
        by=consultant,
        at=NOON,
    )


def share_with_consultants(engagement: Engagement, by: User) -> None:
    """Create a private note, a conversation and a suggestion that waits, all with known keys."""
    firm, business = engagement.consultancy, engagement.business
    PrivateNote.objects.create(
        pk=NOTE, consultancy=firm, business=business, text="Quiet.", written_by=by, written_at=NOON
    )
    conversation = Conversation.objects.create(pk=CONVERSATION, consultancy=firm, business=business)
    conversation.messages.create(
        operation=UUID(int=1), from_client=False, text="Hello.", written_by=by, written_at=NOON
    )
    plan = Plan.objects.get(assessment__business=business)
    suggestion = PlanSuggestion.objects.create(
        key=KEY, consultancy=firm, plan=plan, made_by=by, made_at=NOON, sent_at=NOON
    )
    item = plan.items.get(key=KEY)
    suggestion.changes.create(
        position=1, kind=SuggestedKind.DROP, item=item, title="It", reason="Later."
    )


def make_bulk_job(engagement: Engagement, by: User) -> None:
    """Create a job that made one of the files of the business, on another host, and then failed."""
    firm, business = engagement.consultancy, engagement.business
    job = BulkJob.objects.create(
        key=KEY,
        consultancy=firm,
        brand=keep_brand(consultancy=firm, at=NOON),
        asked_by=by,
        asked_at=NOON,
        edition="summary",
        paper="a4",
        ended_at=NOON,
    )
    client = job.clients.create(
        business=business, number=0, stem="cafe", state="failed", queued_at=NOON, ended_at=NOON
    )
    client.files.create(key=KEY, kind="summary", name="cafe.pdf", size=1, made_at=NOON)


def make_sessions(engagement: Engagement, by: User) -> None:
    """Create a signed session about the last check, and one about the open check that is on."""
    checks = engagement.business.assessments
    signed, session = (
        ClientSession.objects.create(
            key=key,
            consultancy=engagement.consultancy,
            assessment=checks.filter(submitted_at__isnull=not sent).latest("quarter_starts_on"),
            minutes=60,
            area="culture",
            area_since=NOON,
            started_by=by,
            started_at=NOON,
            expires_at=NOON + timedelta(hours=10),
            ended_at=NOON if sent else None,
        )
        for key, sent in ((OWN_KEY, True), (KEY, False))
    )
    ScreenLink.objects.create(
        session=session,
        token_hash=hash_of(TOKEN),
        made_by=by,
        made_at=NOON,
        claimed_at=NOON,
        expires_at=session.expires_at,
    )
    sign(signed, by)


def sign(session: ClientSession, by: User) -> None:
    """Keep a page as if it had been signed, without an email."""
    check = current_assessment_of(session.assessment.business, NOON.date())
    page = outcome_page(
        SessionNow(session=session, check=check),
        [],
        practice="North Star",
        present=["Connie"],
        signed=["Connie", "Olga"],
        at=NOON,
    )
    SessionOutcome.objects.create(
        session=session,
        content=asdict(page),
        brand=keep_brand(consultancy=session.consultancy, at=NOON),
        fingerprint=hash_of(KEY),
        signed_by=by,
        signed_at=NOON,
    )


def make_practice(admin: User) -> None:
    """Give the consultant's practice an assistant and an open invitation."""
    consultancy = make_consultancy(admin=admin)
    EmailAddress.objects.create(user=admin, email=admin.email, verified=True, primary=True)
    make_colleague(consultancy, make_user("carl"), ConsultancyRole.ASSISTANT)
    keep_list(
        member=consultancy.members.get(user=admin),
        file_name="list.csv",
        table=[["Business", "Email"], ["Bike", "bo@bike.example"]],
        tag="",
        at=NOON,
    )
    ClientList.objects.update(id=LIST)
    Mailing.objects.create(
        pk=MAILING,
        consultancy=consultancy,
        operation=UUID(int=2),
        kind=MailingKind.CHECK_DUE,
        sent_at=NOON,
    )
    ConsultancyInvitation.objects.create(
        consultancy=consultancy,
        email="new@example.com",
        role=ConsultancyRole.CONSULTANT,
        token_hash=hash_of("another-token"),
        made_by=admin,
        made_at=NOON,
        expires_at=NOON + timedelta(days=14),
    )


def make_former_engagement(consultant: User, business: Business) -> None:
    consultancy = make_consultancy("Old", admin=consultant)
    yesterday = NOON - timedelta(days=1)
    Engagement.objects.create(
        consultancy=consultancy, business=business, given_at=yesterday, ended_at=yesterday
    )


@pytest.fixture(autouse=True)
def as_on_a_real_site(settings: Any) -> None:
    """Hide the component gallery, which is only for developers."""
    settings.DEVELOPMENT = False
