"""Every door stands on somebody's authority, and closes when that person may no longer open it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps

from assessment.foundation.accounts.models import User
from assessment.foundation.links.models import Authority, SecretLink
from assessment.foundation.links.services import every_door
from assessment.journey.tracking.models import CalendarFeed
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.access.rules import CAPABILITIES, Capability
from assessment.parties.businesses.models import Business, Invitation, Membership, Role
from assessment.parties.consultancies.models import ConsultancyInvitation, Engagement
from assessment.parties.departures.queries import open_doors
from assessment.parties.departures.services import (
    CannotUndo,
    change_role,
    close_account,
    end_engagement,
    keep_account,
    remove_member,
    undo_departure,
)
from assessment.parties.departures.wording import DOORS, door_lines
from tests.factories import NOON, make_business, make_engagement, make_member, make_user
from tests.parties.departures.doors import KINDS, feed, open_every_kind, still_open

pytestmark = pytest.mark.django_db

ALL = set(KINDS)
MOVABLE = {"HandOver", "SharedLink", "SurveyLink"}
A_DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=1)
LETS_IN = ("token", "secret", "password", "key", "hash", "session", "code", "signature")

# Columns that sound like a secret, other than those of the doors, and why they are none or what
# ends them.
EXPLAINED = {
    "account.EmailConfirmation.key": "allauth uses signed keys, so this table stays empty",
    "assessment.ActionTally.model_key": "names a question set",
    "assessment.Answer.operation": "names one save, so that it counts once",
    "assessment.AuditEntry.once": "names what is recorded once",
    "assessment.Brake.key": "a hash that names what is counted",
    "assessment.BulkFile.content_hash": "says that a file is whole; access rules apply",
    "assessment.BulkFile.key": "an address within a practice; access rules apply",
    "assessment.BulkJob.key": "an address within a practice; access rules apply",
    "assessment.ClientSession.key": "an address within a practice; access rules apply",
    "assessment.ConsultancyInvitation.token_hash": "works only while its sender is an admin",
    "assessment.Experience.model_key": "names a question set",
    "assessment.ModelVersion.content_hash": "identifies a question set",
    "assessment.ModelVersion.key": "names a question set",
    "assessment.ModelVersion.overlay_hash": "identifies the texts that fit businesses",
    "assessment.OverlayVersion.content_hash": "identifies the texts that fit businesses",
    "assessment.PlanItem.key": "an address within a business; access rules apply",
    "assessment.PlanSuggestion.key": "an address within a business; access rules apply",
    "assessment.PulsePass.token_hash": "lets staff answer until its round ends",
    "assessment.PulseRound.code_hash": "the same, on a poster",
    "assessment.PulseRound.key": "an address within a business; access rules apply",
    "assessment.Reminder.key": "says what a reminder is about",
    "assessment.ReportRun.content_hash": "identifies a report; access rules apply",
    "assessment.ReportRun.key": "an address within a business; access rules apply",
    "assessment.Result.structure_hash": "identifies the questions a result was made from",
    "assessment.Result.variants_hash": "identifies the texts that fit businesses",
    "assessment.Result.words_hash": "identifies the words of a question set",
    "assessment.User.password": "the person’s own; closing the account ends their sessions",
    "auth.Permission.codename": "names a permission",
    "sessions.Session.session_data": "signed, and the person’s own; ended with the account",
    "sessions.Session.session_key": "the person’s own; ended with the account",
    "usersessions.UserSession.session_key": "the person’s own; ended with the account",
}


@pytest.fixture
def editor(business: Business) -> Membership:
    return make_member(business, make_user("edith"), Role.OWNER)


# ---- every model


def test_every_secret_of_the_site_has_an_authority_or_an_explanation() -> None:
    doors = {found.model for found in every_door()}
    found = {
        f"{model._meta.label}.{field.name}"  # noqa: SLF001 - public
        for model in apps.get_models()
        if model not in doors
        for field in model._meta.concrete_fields  # noqa: SLF001 - public
        if any(word in field.name for word in LETS_IN) and not field.is_relation
    }

    assert found - set(EXPLAINED) == set()


def test_every_secret_link_is_a_door() -> None:
    links = {model for model in apps.get_models() if issubclass(model, SecretLink)}

    # It leads into a practice, and not into a business.
    assert links - {ConsultancyInvitation} <= {found.model for found in every_door()}


def test_every_door_is_in_the_tables_of_these_tests_and_of_the_pages() -> None:
    assert {found.model.__name__ for found in every_door()} == ALL == set(DOORS)


@pytest.mark.parametrize("kind", sorted(ALL))
def test_every_authority_names_a_person_a_business_and_a_capability(
    business: Business, owner: User, kind: str
) -> None:
    door, _token = KINDS[kind](business, owner)
    rows = next(found for found in every_door() if found.model.__name__ == kind)

    assert isinstance(rows.authority, Authority)
    assert rows.authority.needs in set(Capability)
    assert list(rows.within(business).opened_by([owner.pk])) == [door]


# ---- what closes them


def removed(membership: Membership, owner: User) -> None:
    remove_member(membership=membership, by=owner, at=LATER)


def left(membership: Membership, _owner: User) -> None:
    remove_member(membership=membership, by=membership.user, at=LATER)


def closed_account(membership: Membership, _owner: User) -> None:
    close_account(user=membership.user, at=LATER)


@pytest.mark.parametrize("end", [removed, left, closed_account])
def test_all_doors_of_a_person_close_with_their_membership(
    business: Business, owner: User, editor: Membership, end: Callable[[Membership, User], None]
) -> None:
    theirs, others = open_every_kind(business, editor.user), open_every_kind(business, owner)
    elsewhere = make_business("Elsewhere", owner=owner)
    make_member(elsewhere, editor.user, Role.VIEWER)
    feed_elsewhere, _token = feed(elsewhere, editor.user)

    end(editor, owner)

    assert still_open(theirs) == set()
    assert still_open(others) == ALL
    feed_elsewhere.refresh_from_db()
    assert (feed_elsewhere.ended_at is None) is (end is not closed_account)  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_a_lower_role_closes_what_it_does_not_allow(
    business: Business, owner: User, editor: Membership, role: Role
) -> None:
    doors = open_every_kind(business, editor.user)
    rows = [found for found in every_door() if found.authority.needs in CAPABILITIES[role]]
    allowed = {found.model.__name__ for found in rows}

    change_role(membership=editor, role=role, seen=editor.role, by=owner, at=LATER)

    assert still_open(doors) == allowed
    assert "CalendarFeed" in allowed
    assert "Invitation" not in allowed


def test_all_doors_of_a_firm_close_with_its_access(business: Business, owner: User) -> None:
    connie, conrad = make_user("connie"), make_user("conrad")
    engagement = make_engagement(business, connie)
    engagement.consultancy.members.create(user=conrad)
    make_member(business, conrad, Role.VIEWER)
    hers, his = open_every_kind(business, connie), open_every_kind(business, conrad)

    end_engagement(engagement=engagement, by=owner, at=LATER)

    assert still_open(hers) == set()
    assert still_open(his) == {"CalendarFeed", "ReportRun", "SecondOpinion"}


def test_a_consultants_doors_at_clients_close_with_their_account(
    business: Business, owner: User
) -> None:
    connie = make_user("connie")
    engagement = make_engagement(business, connie)
    doors = open_every_kind(business, connie)

    close_account(user=connie, at=LATER)
    after = still_open(doors)
    keep_account(user=connie, at=LATER + A_DAY)

    engagement.refresh_from_db()
    assert after == set()
    # A consultant may neither invite anybody nor ask customers, so those links stay closed.
    closed = {"ReportRun", "Invitation", "AccessInvitation", "SurveyLink", "SecondOpinion"}
    assert still_open(doors) == ALL - closed
    assert engagement.ended_at is None


def test_an_owner_can_take_over_helpers_links_and_shared_results(
    business: Business, owner: User, editor: Membership
) -> None:
    doors = open_every_kind(business, editor.user)

    remove_member(membership=editor, by=owner, at=LATER, keep=True)

    assert still_open(doors) == MOVABLE
    for kind in MOVABLE:
        doors[kind].refresh_from_db()
        assert doors[kind].made_by == owner


# ---- undo


def test_undo_brings_back_the_role_and_what_was_closed_with_it(
    business: Business, owner: User, editor: Membership
) -> None:
    doors = open_every_kind(business, editor.user)
    ended_before, _token = KINDS["SharedLink"](business, editor.user)
    SharedLink.objects.filter(pk=ended_before.pk).update(ended_at=NOON)
    departure = remove_member(membership=editor, by=owner, at=LATER)

    undo_departure(departure=departure, by=owner, at=LATER + A_DAY / 2)

    again = business.memberships.get(user=editor.user)
    assert (again.role, again.since) == (editor.role, editor.since)
    assert still_open(doors) == ALL - {"ReportRun", "SecondOpinion"}
    ended_before.refresh_from_db()
    assert ended_before.ended_at == NOON  # type: ignore[attr-defined]


def test_undo_does_not_revive_what_was_ended_for_another_reason_since(
    business: Business, owner: User, editor: Membership
) -> None:
    doors = open_every_kind(business, editor.user)
    departure = remove_member(membership=editor, by=owner, at=LATER)
    CalendarFeed.objects.filter(pk=doors["CalendarFeed"].pk).update(ended_at=LATER + A_DAY / 4)
    Invitation.objects.create(
        business=business,
        email=doors["Invitation"].email,
        role=Role.VIEWER,
        token_hash="newer",
        made_by=owner,
        made_at=LATER,
        expires_at=LATER + A_DAY,
    )

    undo_departure(departure=departure, by=owner, at=LATER + A_DAY / 2)

    assert still_open(doors) == ALL - {"CalendarFeed", "Invitation", "ReportRun", "SecondOpinion"}


def test_a_firm_can_be_let_in_again_for_14_days_and_its_doors_stay_closed(
    business: Business, owner: User
) -> None:
    connie = make_user("connie")
    engagement = make_engagement(business, connie, level="work")
    doors = open_every_kind(business, connie)
    departure = end_engagement(engagement=engagement, by=owner, at=LATER)
    assert departure

    undo_departure(departure=departure, by=owner, at=LATER + 14 * A_DAY - A_DAY / 24)

    engagement.refresh_from_db()
    assert (engagement.ended_at, engagement.ended_by, engagement.level) == (None, None, "work")
    assert still_open(doors) == set()


def test_after_14_days_a_firm_is_not_let_in_again_by_one_click(
    business: Business, owner: User
) -> None:
    engagement = make_engagement(business, make_user("connie"))
    departure = end_engagement(engagement=engagement, by=owner, at=LATER)
    assert departure

    with pytest.raises(CannotUndo):
        undo_departure(departure=departure, by=owner, at=LATER + 14 * A_DAY)


def test_access_whose_last_day_is_over_is_not_given_again(business: Business, owner: User) -> None:
    ends_on = LATER.date()
    engagement = make_engagement(
        business,
        make_user("connie"),
        ends_on=ends_on,
        expires_at=Engagement.expiry(business, ends_on),
    )
    departure = end_engagement(engagement=engagement, by=owner, at=LATER)
    assert departure

    with pytest.raises(CannotUndo):
        undo_departure(departure=departure, by=owner, at=LATER + A_DAY)


def test_undo_is_refused_when_it_is_late_done_or_overtaken(
    business: Business, owner: User, editor: Membership
) -> None:
    person = editor.user
    late = remove_member(membership=editor, by=owner, at=NOON)
    with pytest.raises(CannotUndo):
        undo_departure(departure=late, by=owner, at=NOON + A_DAY)
    again = make_member(business, person, Role.VIEWER)
    with pytest.raises(CannotUndo):
        undo_departure(departure=late, by=owner, at=LATER)
    departure = remove_member(membership=again, by=owner, at=LATER)
    undo_departure(departure=departure, by=owner, at=LATER)
    with pytest.raises(CannotUndo):
        undo_departure(departure=departure, by=owner, at=LATER)

    assert business.memberships.get(user=person).role == Role.VIEWER


def test_somebody_who_left_is_not_brought_back(
    business: Business, owner: User, editor: Membership
) -> None:
    departure = remove_member(membership=editor, by=editor.user, at=LATER)

    with pytest.raises(CannotUndo):
        undo_departure(departure=departure, by=owner, at=LATER)


def test_a_firm_that_has_access_again_is_not_engaged_twice(business: Business, owner: User) -> None:
    connie = make_user("connie")
    departure = end_engagement(engagement=make_engagement(business, connie), by=owner, at=LATER)
    assert departure
    make_engagement(business, connie)

    with pytest.raises(CannotUndo):
        undo_departure(departure=departure, by=owner, at=LATER)


# ---- what the page lists


def test_the_open_doors_are_counted_by_kind(
    business: Business, owner: User, editor: Membership
) -> None:
    open_every_kind(business, editor.user)
    KINDS["Invitation"](business, editor.user)

    found = open_doors(business, editor, LATER)

    assert sorted(door_lines(found)) == [
        "1 calendar address",
        "1 hand-over of the business",
        "1 helper’s link",
        "1 invitation to a consultant",
        "1 link to the survey, with its posters",
        "1 report being made",
        "1 second opinion under way",
        "1 shared result",
        "1 shared screen of a session",
        "2 open invitations",
    ]
    assert {doors.model for doors in found if doors.can_move} == MOVABLE


def test_expired_links_are_not_counted(business: Business, editor: Membership) -> None:
    open_every_kind(business, editor.user)

    found = open_doors(business, editor, NOON + timedelta(days=15))

    expected = {"CalendarFeed", "ReportRun", "SurveyLink", "SecondOpinion"}
    assert {doors.model for doors in found} == expected
