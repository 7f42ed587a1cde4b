"""A session ends in a page that both sign: what it says, who gets it, and that it stays."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessment.consulting.sessions import services
from assessment.consulting.sessions.models import (
    ClientSession,
    PointKind,
    ScreenLink,
    SessionOutcome,
    SessionPoint,
)
from assessment.consulting.sessions.presenters.outcome import OutcomePage
from assessment.consulting.sessions.queries import NewPoint
from assessment.consulting.sessions.services import (
    MOST_POINTS,
    add_point,
)
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.foundation.pdf.fingerprint import fingerprint_of
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.consulting.sessions.conftest import ACTION, NAMES, address, answer, names_under
from tests.factories import NOON, make_answers
from tests.web_forms import form_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(as_connie: Client, pane: str, points: None, owner: User) -> SessionOutcome:
    make_answers(Assessment.objects.get(), owner, {"CUL1": 2})
    as_connie.post(f"{pane}finish/", names_under(as_connie, pane))
    return SessionOutcome.objects.get()


# ---- signing


def test_the_page_to_sign_says_what_was_agreed_and_the_answers_so_far(
    as_connie: Client, pane: str, points: None, owner: User
) -> None:
    make_answers(Assessment.objects.get(), owner, {"CUL1": 2})

    page = as_connie.get(f"{pane}finish/").text

    for words in (
        "Write five service standards",
        "Who answers on Mondays?",
        "The answers so far",
        ": Usually",
    ):
        assert words in page
    assert "1 of 6" in page


@pytest.mark.parametrize("missing", NAMES)
def test_nobody_signs_without_all_names(as_connie: Client, pane: str, missing: str) -> None:
    reply = as_connie.post(f"{pane}finish/", {**names_under(as_connie, pane), missing: " "})

    assert reply.status_code == 422
    assert not SessionOutcome.objects.exists()
    assert ClientSession.objects.get().ended_at is None


def test_signing_closes_the_shared_screen(
    as_connie: Client, projector: Client, screen: str, pane: str
) -> None:
    as_connie.post(f"{pane}finish/", names_under(as_connie, pane))

    assert projector.get(screen).status_code == 404
    assert not ScreenLink.objects.open().exists()
    assert AuditEntry.objects.filter(kind=Event.SESSION_ENDED).count() == 1


def test_signing_twice_keeps_the_first_page(
    as_connie: Client, pane: str, signed: SessionOutcome
) -> None:
    again = as_connie.post(f"{pane}finish/", NAMES)
    other = as_connie.post(
        f"{pane}finish/",
        {**NAMES, "for_business": "Someone else"},
        headers={"origin": "http://testserver"},
    )

    assert again["Location"] == address("session_outcome", signed.session)
    assert other.status_code == 409
    assert "Someone else" in other.text
    assert SessionOutcome.objects.get() == signed


def take_a_point_off(as_connie: Client, pane: str) -> None:
    point = SessionPoint.objects.get(kind=PointKind.LATER)
    as_connie.post(f"{pane}points/", {"remove": str(point.pk)})


def agree_on_more(as_connie: Client, pane: str) -> None:
    as_connie.post(f"{pane}points/", {**ACTION, "agreed-text": "Ring every Friday"})


def answer_differently(as_connie: Client, pane: str) -> None:
    as_connie.post(f"{pane}answers/CUL1/", answer("CUL1", "3"), HTTP_HX_REQUEST="true")


def rename_the_practice(_as_connie: Client, _pane: str) -> None:
    Consultancy.objects.update(name="South Star")


@pytest.mark.parametrize(
    "change", [take_a_point_off, agree_on_more, answer_differently, rename_the_practice]
)
def test_nobody_signs_what_they_have_not_read(
    as_connie: Client, pane: str, points: None, mailoutbox: list[Any], change: Any
) -> None:
    read = names_under(as_connie, pane)
    change(as_connie, pane)

    refused = as_connie.post(f"{pane}finish/", read)

    assert refused.status_code == 409
    assert "Nothing is signed yet" in refused.text
    form = form_with(refused.text, "for_practice")
    assert form.value("for_business") == "Maja Lindgren"
    assert not SessionOutcome.objects.exists()
    assert not mailoutbox
    assert as_connie.post(f"{pane}finish/", form.sent())["Location"].endswith("/outcome/")
    assert SessionOutcome.objects.get().session.ended_at == NOON


@pytest.mark.parametrize("seen", [None, "", "0" * 64])
def test_a_form_that_does_not_say_what_was_read_signs_nothing(
    as_connie: Client, pane: str, points: None, seen: str | None
) -> None:
    sent = NAMES if seen is None else {**NAMES, "seen": seen}

    assert as_connie.post(f"{pane}finish/", sent).status_code == 409
    assert not SessionOutcome.objects.exists()


def test_the_page_to_read_stays_the_same_as_time_goes_by(
    as_connie: Client, pane: str, points: None, at_noon: time_machine.Traveller
) -> None:
    read = names_under(as_connie, pane)
    at_noon.shift(timedelta(minutes=9))

    assert as_connie.post(f"{pane}finish/", read).status_code == 302


def test_the_fingerprint_is_that_of_the_page_and_of_the_brand(signed: SessionOutcome) -> None:
    page = OutcomePage.read(signed.content)

    assert page.signed == ("Connie Calloway", "Maja Lindgren")
    assert page.present == ("Connie Calloway", "Maja Lindgren")
    assert page.agreed[0].due_on == date(2026, 12, 17)
    assert signed.fingerprint == fingerprint_of([page, signed.brand.digest])


def test_what_was_signed_stays_when_answers_and_names_change(
    as_connie: Client, signed: SessionOutcome, business: Business
) -> None:
    Answer.objects.update(value="3", revision=5, answered_at=NOON, answered_by=signed.signed_by)
    Business.objects.update(name="Another name")

    page = as_connie.get(address("session_outcome", signed.session)).text

    assert "Café Lindgren" in page
    assert ": Usually" in page
    assert "Every time" not in page


def test_a_check_sent_in_during_the_session_is_on_the_page_with_its_levels(
    as_connie: Client,
    projector: Client,
    pane: str,
    screen: str,
    assessment: Assessment,
    owner: User,
) -> None:
    make_answers(assessment, owner, 2)
    submit(assessment=assessment, by=owner, at=NOON)

    shown, during = projector.get(screen).text, as_connie.get(pane).text
    as_connie.post(f"{pane}finish/", names_under(as_connie, pane))

    page = OutcomePage.read(SessionOutcome.objects.get().content)
    assert page.is_sent
    assert page.points in shown
    assert page.level
    assert all(area.points and area.level for area in page.areas)
    assert "the shared screen shows the result" in during


def test_both_sides_get_an_email_with_their_own_address(
    mailoutbox: list[Any], signed: SessionOutcome, owner: User, connie: User
) -> None:
    key = signed.session.key
    addresses = {
        owner.email: reverse("session_held", args=["cafe-lindgren", key]),
        connie.email: address("session_outcome", signed.session),
    }

    assert {mail.to[0] for mail in mailoutbox} == set(addresses)
    for mail in mailoutbox:
        assert addresses[mail.to[0]] in mail.body


def test_a_session_can_end_without_a_signed_page(
    as_connie: Client, pane: str, mailoutbox: list[Any]
) -> None:
    as_connie.post(f"{pane}finish/", {"unsigned": "1"})

    assert ClientSession.objects.get().ended_at == NOON
    assert not SessionOutcome.objects.exists()
    assert not mailoutbox


# ---- reading it later


def test_the_owner_sees_that_a_session_is_on_and_later_what_was_signed(
    as_owner: Client, as_connie: Client, pane: str, session: ClientSession
) -> None:
    during = as_owner.get(reverse("business", args=["cafe-lindgren"])).text
    as_connie.post(f"{pane}finish/", names_under(as_connie, pane))
    after = as_owner.get(reverse("business", args=["cafe-lindgren"])).text
    held = as_owner.get(reverse("sessions_held", args=["cafe-lindgren"])).text

    assert "A session with North Star is on" in during
    assert "A session with North Star is on" not in after
    assert reverse("session_held", args=["cafe-lindgren", session.key]) in after
    assert reverse("session_held", args=["cafe-lindgren", session.key]) in held


def test_the_owner_finds_each_session_from_the_page_of_who_is_let_in(
    as_owner: Client, as_connie: Client, pane: str, session: ClientSession
) -> None:
    held = reverse("sessions_held", args=["cafe-lindgren"])
    during = as_owner.get(held).text
    as_connie.post(f"{pane}finish/", {"unsigned": "1"})

    unsigned = as_owner.get(held).text

    assert f'href="{held}"' in as_owner.get(reverse("access", args=["cafe-lindgren"])).text
    assert "Earlier sessions" not in during
    assert "20\u00a0November\u00a02026 · ended without a signed page" in unsigned
    assert reverse("session_held", args=["cafe-lindgren", session.key]) not in unsigned


def test_the_list_of_sessions_costs_the_same_with_many(
    as_owner: Client, signed: SessionOutcome, django_assert_num_queries: Any
) -> None:
    held = reverse("sessions_held", args=["cafe-lindgren"])
    with CaptureQueriesContext(connection) as one:
        as_owner.get(held)
    for _ in range(3):
        ClientSession.objects.create(
            consultancy=signed.session.consultancy,
            assessment=signed.session.assessment,
            minutes=60,
            area="culture",
            area_since=NOON,
            started_by=signed.signed_by,
            started_at=NOON,
            expires_at=NOON + timedelta(hours=1),
            ended_at=NOON,
        )

    with django_assert_num_queries(len(one)):
        page = as_owner.get(held).text

    assert page.count("ended without a signed page") == 3


def test_when_access_has_ended_the_owner_keeps_the_page_and_the_practice_does_not(
    as_owner: Client, as_connie: Client, signed: SessionOutcome, owner: User
) -> None:
    end_engagement(engagement=Engagement.objects.get(), by=owner, at=NOON + timedelta(hours=1))

    own = reverse("session_held", args=["cafe-lindgren", signed.session.key])
    assert as_owner.get(own).status_code == 200
    assert as_connie.get(address("session_outcome", signed.session)).status_code == 404
    assert as_connie.get(address("session_outcome_pdf", signed.session)).status_code == 404


@pytest.fixture
def full(session: ClientSession, assessment: Assessment, owner: User) -> None:
    """As many points and answers as one session can have."""
    for kind, most in MOST_POINTS.items():
        who: Any = {}
        if kind == "agreed":
            who = {"who": "Maja Lindgren-Andersson", "due_on": NOON.date()}
        for number in range(most - 1):
            text = (
                f"{number} Put the answers to the ten questions that customers ask beside the till"
            )
            add_point(session=session, new=NewPoint(kind=kind, text=text, **who), at=NOON)
    make_answers(assessment, owner, 3)


def test_both_sides_download_the_same_page_as_a_tagged_pdf_on_one_page(
    as_owner: Client, as_connie: Client, full: None, signed: SessionOutcome
) -> None:
    ours = as_connie.get(address("session_outcome_pdf", signed.session))
    own = reverse("session_held_pdf", args=["cafe-lindgren", signed.session.key])
    theirs = as_owner.get(own)

    pdf = PdfReader(BytesIO(ours.content))
    text = re.sub(r"\s+", " ", pdf.pages[0].extract_text())
    assert ours.content == theirs.content
    assert (
        ours["Content-Disposition"] == 'attachment; filename="2026-11-20_cafe-lindgren_session.pdf"'
    )
    assert len(pdf.pages) == 1
    assert pdf.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(pdf.root_object["/Lang"]) == "en-GB"
    for words in ("What we agreed", "Write five service standards", "Maja Lindgren", "North Star"):
        assert words in text
    assert signed.fingerprint in text.replace(" ", "")


@pytest.mark.parametrize(("trouble", "status"), [(TooManyWait(), 429), (CannotPrint("no"), 503)])
def test_a_page_that_cannot_be_printed_says_so(
    as_connie: Client, signed: SessionOutcome, trouble: Exception, status: int
) -> None:
    with patch.object(services, "outcome_pdf", side_effect=trouble):
        reply = as_connie.get(address("session_outcome_pdf", signed.session))

    assert reply.status_code == status
    assert "The PDF isn’t ready" in reply.text
