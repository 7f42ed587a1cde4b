"""What consultants reach: by level, by practice, and when access changes while they work.

There are two practices and three businesses. North Star is let in to the place of these tests, and
South Star to another one. The pages come from Django's resolver.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.access.queries import visible_businesses
from assessment.parties.access.rules import CAPABILITIES, Capability
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import AccessLevel, ConsultancyRole, Engagement
from tests.access.matrix import LOOKS, PRINTS, SENDS, sent
from tests.access.urls import address, our_paths
from tests.factories import (
    NOON,
    make_business,
    make_colleague,
    make_consultancy,
    make_user,
)
from tests.kept import undone

OF_BUSINESSES = [path for path in our_paths() if path.rule.startswith("members: ")]
PAGES = sorted(path.name for path in OF_BUSINESSES if path.name in LOOKS)
FORMS = sorted(set(PAGES) & set(SENDS))
READING = sorted(set(PAGES) - PRINTS)
NEEDS = {path.name: path.rule.removeprefix("members: ").partition(",")[0] for path in OF_BUSINESSES}
DOING = {path.name for path in our_paths() if path.rule.endswith("plan or doer")}
"""Pages for members who do an action; a consultant needs the level that changes a plan."""
OF_OWN_PEOPLE = {
    *("comments_of_firms", "consultant_comments", "consultant_mails", "read_consultant"),
    *("plan_suggestion", "undo_suggested"),
    *("sessions_held", "session_held", "session_held_pdf", "open_own_screen"),
}
"""What a firm and its client write to each other: no consultant opens the client's side of it."""
ASKS_FURTHER = {
    *("look_back", "leave_business", "review", "start_item", "tick_item", "note_item"),
    *("finish_item", "reopen_item", "make_feed", "end_feed", "make_report", "report_job"),
    *("undo_item", "settle_second"),
}
"""Forms of pages that everybody may read, which decide about each change themselves."""
SENDING = sorted({*FORMS} - ASKS_FURTHER - {"end_return"})
LOWER = [AccessLevel.SEE, AccessLevel.WORK]
"""The levels below the one in the matrix."""
CHANGES_THE_PLAN = {
    *("start_item", "tick_item", "note_item", "finish_item", "reopen_item", "undo_item"),
    "look_back",
}


def narrowed(engagement: Engagement) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(level=AccessLevel.SEE)


def ended(engagement: Engagement) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(ended_at=NOON)


def expired(engagement: Engagement) -> None:
    day = NOON.date() - timedelta(days=1)
    expires_at = Engagement.expiry(engagement.business, day)
    Engagement.objects.filter(pk=engagement.pk).update(ends_on=day, expires_at=expires_at)


def left(engagement: Engagement) -> None:
    engagement.consultancy.members.all().delete()


@pytest.fixture
def engagement(place: Business) -> Engagement:
    return place.engagements.running(NOON).select_related("business", "consultancy").get()


def closed_to(level: AccessLevel) -> set[str]:
    """Return the pages that a consultant with this level cannot open."""
    too_much = {name for name in READING if NEEDS[name] not in CAPABILITIES[level]}
    doing = set() if Capability.PLAN in CAPABILITIES[level] else DOING & set(READING)
    # A consultant has no membership to end.
    return too_much | doing | {"leave_business"} | OF_OWN_PEOPLE & set(READING)


def not_to_be_sent_by(level: AccessLevel) -> set[str]:
    allowed = CAPABILITIES[level]
    return {name for name in SENDING if NEEDS[name] not in allowed or name in OF_OWN_PEOPLE}


def test_the_level_of_the_matrix_allows_what_its_capabilities_say(engagement: Engagement) -> None:
    level = AccessLevel(engagement.level)

    assert {n for n in READING if LOOKS[n]["consultant"] == 403} == closed_to(level)
    assert {n for n in SENDING if SENDS[n]["consultant"] == 403} == not_to_be_sent_by(level)
    assert {*LOWER, level} == {*AccessLevel}


@pytest.mark.parametrize("level", LOWER)
def test_each_level_reaches_the_pages_that_its_capabilities_allow(
    clients: dict[str, Client], engagement: Engagement, level: AccessLevel
) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(level=level)
    consultant = clients["consultant"]

    refused = {name for name in READING if consultant.get(address(name)).status_code == 403}

    assert refused == closed_to(level)


@pytest.mark.parametrize("level", LOWER)
def test_each_level_can_send_only_what_its_capabilities_allow(
    clients: dict[str, Client], place: Business, engagement: Engagement, level: AccessLevel
) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(level=level)
    fields = {name: sent(name, place) for name in SENDING}
    refused = set()

    for name in SENDING:
        with undone():
            if clients["consultant"].post(address(name), fields[name]).status_code == 403:
                refused.add(name)

    assert refused == not_to_be_sent_by(level)


@pytest.mark.parametrize("level", LOWER)
@pytest.mark.parametrize("name", sorted(CHANGES_THE_PLAN))
def test_the_plan_stays_as_it_is_without_the_level_for_it(
    clients: dict[str, Client],
    place: Business,
    engagement: Engagement,
    level: AccessLevel,
    name: str,
) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(level=level)

    assert clients["consultant"].post(address(name), sent(name, place)).status_code == 403


@pytest.mark.parametrize("end", [ended, expired, left])
def test_when_access_ends_in_mid_session_everything_is_gone_at_once(
    clients: dict[str, Client], place: Business, engagement: Engagement, end: Callable[..., None]
) -> None:
    consultant = clients["consultant"]
    assert consultant.get(address("business")).status_code == 200

    end(engagement)

    found = {name: consultant.get(address(name)).status_code for name in PAGES}
    assert set(found.values()) == {404}
    for name in FORMS:
        assert consultant.post(address(name), sent_before(name)).status_code == 404, name
    assert place.name not in consultant.get(address("businesses"), follow=True).text


def sent_before(name: str) -> dict[str, str]:
    """Return something to send; the answer does not depend on it, because nothing is found."""
    return {"engagement": "1", "name": name}


def test_what_was_given_in_mid_session_is_open_at_once(
    clients: dict[str, Client], place: Business
) -> None:
    stranger = clients["stranger"]
    before = stranger.get(address("business")).status_code

    firm = make_consultancy("South Star", admin=User.objects.get(email="stranger@example.com"))
    Engagement.objects.create(
        consultancy=firm, business=place, given_at=NOON, level=AccessLevel.SEE
    )

    assert (before, stranger.get(address("business")).status_code) == (404, 200)


def test_a_narrowed_access_is_narrow_at_once(
    clients: dict[str, Client], engagement: Engagement
) -> None:
    consultant = clients["consultant"]
    before = consultant.get(address("build_plan")).status_code

    narrowed(engagement)

    assert (before, consultant.get(address("build_plan")).status_code) == (200, 403)
    assert consultant.get(address("plan")).status_code == 200


@pytest.mark.parametrize("role", ConsultancyRole)
def test_a_practice_reaches_its_own_clients_and_no_others(
    place: Business, role: ConsultancyRole
) -> None:
    other, owner = make_consultancy("South Star"), make_user("olga")
    colleague = make_user("cora")
    make_colleague(other, colleague, role)
    theirs, nobodys = (make_business(name, owner=owner) for name in ("Theirs", "Nobodys"))
    Engagement.objects.create(consultancy=other, business=theirs, given_at=NOON)
    client = Client()
    client.force_login(colleague)

    found = [
        client.get(address("business").replace(place.slug, business.slug)).status_code
        for business in (theirs, nobodys, place)
    ]

    assert found == [200, 404, 404]


def test_of_several_levels_the_highest_counts_and_a_membership_before_all(
    place: Business, engagement: Engagement
) -> None:
    consultant = User.objects.get(email="connie@example.com")
    other = make_consultancy("South Star", admin=consultant)
    Engagement.objects.filter(pk=engagement.pk).update(level=AccessLevel.WORK)
    found = []
    for level in (AccessLevel.SEE, AccessLevel.SEND):
        Engagement.objects.filter(consultancy=other).delete()
        Engagement.objects.create(consultancy=other, business=place, given_at=NOON, level=level)
        found.append(visible_businesses(consultant).get(pk=place.pk).access_of_viewer)
    Membership.objects.create(business=place, user=consultant, role=Role.VIEWER, since=NOON)

    assert found == ["work", "send"]
    assert visible_businesses(consultant).get(pk=place.pk).access_of_viewer == "viewer"


def test_no_level_may_manage() -> None:
    assert all(Capability.MANAGE not in CAPABILITIES[level] for level in AccessLevel)
    for lower, higher in zip(AccessLevel, list(AccessLevel)[1:], strict=False):
        assert CAPABILITIES[lower] < CAPABILITIES[higher]


# ---- nobody sees a business without a membership or a running engagement

YESTERDAY, TOMORROW = NOON - timedelta(days=1), NOON + timedelta(days=1)
ACCESS: dict[str, dict[str, Any] | None] = {
    "none": None,
    "running": {},
    "until tomorrow": {"ends_on": TOMORROW.date(), "expires_at": TOMORROW},
    "until now": {"ends_on": YESTERDAY.date(), "expires_at": NOON},
    "ended": {"ended_at": YESTERDAY},
    "ended before its last day": {
        "ends_on": TOMORROW.date(),
        "expires_at": TOMORROW,
        "ended_at": YESTERDAY,
    },
}
OPEN = {"running", "until tomorrow"}


@pytest.mark.parametrize("colleagues", [["uma"], []])
def test_nobody_sees_a_business_without_a_membership_or_a_running_engagement(
    place: Business, colleagues: list[str]
) -> None:
    user, firm = make_user("uma"), make_consultancy("South Star")
    for _name in colleagues:
        make_colleague(firm, user)
    expected = set()
    for role, access in product([None, Role.OWNER, Role.EDITOR, Role.VIEWER], ACCESS):
        made = Business.objects.create(slug=f"{role}-{access}".replace(" ", "-"), founded_at=NOON)
        if role:
            Membership.objects.create(business=made, user=user, role=role, since=NOON)
        fields = ACCESS[access]
        if fields is not None:
            Engagement.objects.create(business=made, consultancy=firm, given_at=NOON, **fields)
        if role or (colleagues and access in OPEN):
            expected.add(made.slug)

    assert {found.slug for found in visible_businesses(user)} == expected
