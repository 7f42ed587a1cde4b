"""A door lets somebody in only while the person who opened it may still do so.

Here access ends without the services that would close the doors.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from assessment.consulting.sessions.models import ClientSession, ScreenLink
from assessment.consulting.sessions.queries import screen_behind
from assessment.foundation.accounts.models import User
from assessment.journey.tracking.presenters.calendar_entries import feed_behind
from assessment.journey.tracking.queries import link_behind as helper_link_behind
from assessment.outputs.reports.models import RunStatus
from assessment.outputs.reports.services import print_run
from assessment.outputs.sharing.queries import link_behind as shared_link_behind
from assessment.parties.access.rules import business_open_to
from assessment.parties.businesses.models import Business, Invitation, Membership, Role
from assessment.parties.businesses.services import accept_invitation, archive_business
from assessment.parties.engagements.queries import can_be_answered
from assessment.parties.engagements.services import NoLongerOpen, accept_as_consultant
from assessment.voices.surveys.queries.surveys import survey_behind
from tests.factories import NOON, make_consultancy, make_engagement, make_member, make_user
from tests.parties.departures.doors import KINDS

pytestmark = pytest.mark.django_db

ALL = set(KINDS)


@pytest.fixture
def second(business: Business) -> Membership:
    """A second owner, so that the business never loses its last one."""
    return make_member(business, make_user("edith"), Role.OWNER)


def invited(_token: str, door: Any) -> bool:
    new = make_user("new")
    Invitation.objects.filter(pk=door.pk).update(email=new.email)
    door.refresh_from_db()
    return accept_invitation(invitation=door, by=new, at=NOON)


def made(_token: str, door: Any) -> bool:
    """Try to print a report, and return whether the attempt was counted."""
    print_run(run=door.pk, now=timezone.now, later=lambda _run, _at: None)
    door.refresh_from_db()
    return bool(door.tries)


def let_in(_token: str, door: Any) -> bool:
    """Accept an owner's invitation for a practice, and return whether it was let in."""
    try:
        accept_as_consultant(invitation=door, consultancy=make_consultancy("South Star"), at=NOON)
    except NoLongerOpen:
        return False
    return True


def shown(token: str, door: Any) -> bool:
    """Look at the screen of a session that is on, held by a practice that the business let in."""
    business = door.session.assessment.business
    engagement = business.engagements.last() or make_engagement(business, make_user("ruth"))
    ClientSession.objects.filter(pk=door.session_id).update(
        ended_at=None, consultancy=engagement.consultancy
    )
    ScreenLink.objects.filter(pk=door.pk).update(claimed_at=NOON)
    return screen_behind(token, NOON) is not None


def may_answer(_token: str, door: Any) -> bool:
    """Say whether the page with the questions is open to the person, as its view asks."""
    business = door.assessment.business_id
    return business_open_to(door.person, business, door.authority.needs) is not None


USED: dict[str, Callable[[str, Any], bool]] = {
    "HandOver": lambda token, _door: helper_link_behind(token, NOON) is not None,
    "SharedLink": lambda token, _door: shared_link_behind(token, NOON) is not None,
    "CalendarFeed": lambda token, _door: feed_behind(token, NOON) is not None,
    "Invitation": invited,
    "AccessInvitation": let_in,
    "AccessRequest": lambda _token, door: can_be_answered(door, NOON),
    "ReportRun": made,
    "ScreenLink": shown,
    "SurveyLink": lambda token, _door: survey_behind(token, NOON) is not None,
    "SecondOpinion": may_answer,
}
"""How each kind of door is used; each function returns whether it let somebody in."""


def as_before(_business: Business, _person: User) -> None:
    pass


def deactivated(_business: Business, person: User) -> None:
    person.is_active = False
    person.save()


def gone(business: Business, person: User) -> None:
    business.memberships.filter(user=person).delete()


def lowered(business: Business, person: User) -> None:
    business.memberships.filter(user=person).update(role=Role.VIEWER)


def archived(business: Business, person: User) -> None:
    archive_business(business=business, by=person, at=NOON)


LOST: dict[Callable[[Business, User], None], set[str]] = {
    as_before: ALL,
    deactivated: set(),
    gone: set(),
    lowered: {"CalendarFeed", "ReportRun", "SecondOpinion"},
    archived: set(),
}
"""What can happen to somebody's access, and the kinds of door that they may still have open."""


def test_every_door_is_in_the_table_of_its_uses() -> None:
    assert set(USED) == ALL


@pytest.mark.parametrize("kind", sorted(ALL))
@pytest.mark.parametrize("happens", LOST)
def test_a_door_lets_in_only_while_its_person_may_open_it(
    business: Business,
    second: Membership,
    happens: Callable[[Business, User], None],
    kind: str,
) -> None:
    door, token = KINDS[kind](business, second.user)

    happens(business, second.user)

    assert USED[kind](token, door) is (kind in LOST[happens])


@pytest.mark.parametrize("kind", sorted(ALL - {"Invitation", "AccessInvitation", "SurveyLink"}))
@pytest.mark.parametrize("ended", [False, True])
def test_a_consultants_door_lets_in_only_while_the_engagement_runs(
    business: Business, kind: str, *, ended: bool
) -> None:
    connie = make_user("connie")
    engagement = make_engagement(business, connie)
    door, token = KINDS[kind](business, connie)
    if ended:
        engagement.ended_at = NOON
        engagement.save()

    assert USED[kind](token, door) is not ended


def test_no_report_is_made_for_somebody_who_may_no_longer_read_it(
    business: Business, second: Membership
) -> None:
    run: Any = KINDS["ReportRun"](business, second.user)[0]
    deactivated(business, second.user)

    made("", run)

    assert (run.status, run.reason) == (RunStatus.FAILED, "ended")
