"""When a session is over, each of its doors is shut at once, and nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import PrivateNote
from assessment.consulting.sessions.models import ClientSession, ScreenLink, SessionOutcome
from assessment.consulting.sessions.queries import newest_session, session_on
from assessment.consulting.sessions.services import (
    end_session,
    make_code,
    open_screen,
    start_session,
)
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer
from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import ArchiveReason, Business, Role
from assessment.parties.consultancies.models import AccessLevel, ConsultancyMember, Engagement
from assessment.parties.departures.services import end_engagement, undo_departure
from tests.consulting.sessions.conftest import answer
from tests.factories import NOON, make_consultancy, make_user

pytestmark = pytest.mark.django_db

OURS = {"origin": "http://testserver"}
WORDS = "Maja hesitates, “at complaints”."
SIGNED = {"present": WORDS, "for_practice": "Connie", "for_business": "Maja"}


def owner_of(session: ClientSession) -> User:
    return session.assessment.business.memberships.get(role=Role.OWNER).user


# ---- what ends a session


def end_it(session: ClientSession) -> None:
    end_session(session=session, by=session.started_by, at=NOON)


def midnight(session: ClientSession) -> None:
    ClientSession.objects.update(started_at=NOON - timedelta(hours=1), expires_at=NOON)


def end_access(session: ClientSession) -> None:
    end_engagement(engagement=Engagement.objects.get(), by=owner_of(session), at=NOON)


def let_access_expire(_session: ClientSession) -> None:
    Engagement.objects.update(ends_on=NOON.date(), expires_at=NOON)


def narrow_access(_session: ClientSession) -> None:
    Engagement.objects.update(level=AccessLevel.SEE)


def give_access_again(session: ClientSession) -> None:
    end_access(session)
    Engagement.objects.create(
        consultancy=session.consultancy,
        business=session.assessment.business,
        level=AccessLevel.WORK,
        given_at=NOON,
    )


def delete_the_business(_session: ClientSession) -> None:
    Business.objects.update(archived_at=NOON, archived_for=ArchiveReason.DELETED)


def close_the_practice(session: ClientSession) -> None:
    end_access(session)
    ConsultancyMember.objects.all().delete()


ENDS = [
    *(end_it, midnight, end_access, let_access_expire, narrow_access, give_access_again),
    *(delete_the_business, close_the_practice),
]
End = Callable[[ClientSession], None]


@pytest.mark.parametrize("end", ENDS)
def test_every_door_is_shut_in_the_same_moment(
    as_connie: Client,
    projector: Client,
    session: ClientSession,
    screen: str,
    pane: str,
    owner: User,
    end: End,
) -> None:
    code = make_code(session=session, by=session.started_by, at=NOON)
    seen = as_connie.get(pane)["ETag"]
    owners = reverse("screen", args=[open_screen(session=session, by=owner, at=NOON)])

    end(session)

    assert projector.get(screen).status_code == 404
    assert projector.get(owners).status_code == 404
    assert projector.post(reverse("screen_code"), {"code": code}).status_code == 422
    assert not ScreenLink.objects.showing(NOON).exists()
    for page in (pane, f"{pane}finish/"):
        reply = as_connie.get(page, HTTP_IF_NONE_MATCH=seen)
        assert reply.status_code in {200, 403, 404}
        assert "data-follow" not in reply.text
        assert 'name="for_practice"' not in reply.text
    business = visible_businesses(owner).filter(pk=session.assessment.business_id).first()
    assert business is None or session_on(business, NOON) is None
    assert business is None or newest_session(business, NOON) is None


FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "pane": ("", answer("CUL1", "2", note=WORDS)),
    "turn": ("turn/", {"area": "policies", "words": WORDS}),
    "screen": ("screen/", {"code": "new", "words": WORDS}),
    "agreed": ("points/", {"kind": "agreed", "agreed-text": WORDS, "agreed-who": "Maja"}),
    "later": ("points/", {"kind": "later", "later-text": WORDS}),
    "note": ("notes/", {"note-text": WORDS}),
    "sign": ("finish/", SIGNED),
    "end": ("finish/", {"unsigned": "1", "words": WORDS}),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_comes_after_the_end_is_shown_again_and_changes_nothing(
    as_connie: Client, session: ClientSession, pane: str, name: str, end: End
) -> None:
    path, sent = FORMS[name]
    end(session)

    reply = as_connie.post(f"{pane}{path}", sent, headers=OURS)
    foreign = as_connie.post(f"{pane}{path}", sent, headers={"origin": "https://elsewhere.example"})

    assert reply.status_code in {403, 404, 409}
    assert WORDS in reply.text
    assert WORDS not in foreign.text
    assert not session.points.exists()
    assert not PrivateNote.objects.exists()
    assert not SessionOutcome.objects.exists()
    assert not Answer.objects.given().exists()


@pytest.mark.parametrize("end", [end_it, midnight, give_access_again])
def test_who_may_still_see_the_session_gets_a_409(
    as_connie: Client, session: ClientSession, pane: str, end: End
) -> None:
    end(session)

    reply = as_connie.post(f"{pane}notes/", {"note-text": WORDS}, headers=OURS)

    assert reply.status_code == 409
    assert "This session is over" in reply.text


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("path", ["", "turn/"])
def test_what_was_typed_on_the_shared_screen_is_shown_again(
    projector: Client, session: ClientSession, screen: str, path: str, end: End
) -> None:
    end(session)

    reply = projector.post(f"{screen}{path}", answer("CUL1", "2", note=WORDS), headers=OURS)

    assert reply.status_code == 404
    assert WORDS in reply.text


@pytest.mark.parametrize(("window", "status"), [("pane", 409), ("screen", 404)])
def test_an_automatic_save_after_the_end_keeps_a_page_with_a_text(
    request: pytest.FixtureRequest,
    as_connie: Client,
    projector: Client,
    session: ClientSession,
    window: str,
    status: int,
) -> None:
    client = as_connie if window == "pane" else projector
    url = f"{request.getfixturevalue(window)}answers/CUL1/"
    end_it(session)

    with_text, without = (
        client.post(url, answer("CUL1", "2", 0, **more), headers={"hx-request": "true", **OURS})
        for more in ({"note": WORDS}, {})
    )

    assert with_text.status_code == status
    assert "HX-Refresh" not in with_text
    assert "this session is over" in with_text.text
    assert without["HX-Refresh"] == "true"


def test_access_given_again_by_undoing_its_end_brings_the_session_back(
    as_connie: Client, session: ClientSession, pane: str
) -> None:
    departure = end_engagement(engagement=Engagement.objects.get(), by=owner_of(session), at=NOON)
    assert departure is not None

    undo_departure(departure=departure, by=owner_of(session), at=NOON)

    assert "data-follow" in as_connie.get(pane).text


@pytest.mark.parametrize("end", [end_access, let_access_expire, narrow_access])
def test_a_session_without_access_does_not_keep_others_from_starting_one(
    session: ClientSession, end: End
) -> None:
    end(session)
    other = make_user("cora")
    firm, business = make_consultancy("South Star", admin=other), session.assessment.business
    Engagement.objects.create(consultancy=firm, business=business, given_at=NOON)

    new = start_session(
        consultancy=firm,
        assessment=session.assessment,
        area="culture",
        minutes=60,
        by=other,
        at=NOON + timedelta(minutes=1),
    )

    session.refresh_from_db()
    assert new != session
    assert session.ended_at == NOON + timedelta(minutes=1)
