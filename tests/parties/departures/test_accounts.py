"""Deleting an account: it closes at once, can be kept for 30 days, and is then gone."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db.models import CASCADE, PROTECT, SET_NULL
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import columns_with_people
from assessment.foundation.accounts.services import FORMER
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.services import record
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.models import OutgoingMail
from assessment.journey.planning.models import Plan
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import ArchiveReason, Business, Role
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)
from assessment.parties.departures.models import Cause
from assessment.parties.departures.services import (
    StillNeeded,
    close_account,
    keep_account,
    purge_account,
    remove_member,
)
from tests.factories import (
    NOON,
    PASSWORD,
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_member,
    make_user,
)
from tests.parties.departures.doors import KINDS, open_every_kind, result_of, still_open

pytestmark = pytest.mark.django_db

A_DAY, A_MONTH = timedelta(days=1), timedelta(days=30)

# What happens to each column that names a person when that person's account is gone.
# CASCADE: the row is about the account, or stands on its authority, and goes with it.
# SET_NULL: the row stays without a person; a page leaves the name out or says "a former member".
# PROTECT: the person wrote it, and it stays as a former member's.
RULES = {
    "account.EmailAddress.user": CASCADE,
    "admin.LogEntry.user": CASCADE,
    "mfa.Authenticator.user": CASCADE,
    "assessment.Answer.answered_by": PROTECT,
    "assessment.AnswerChange.by": PROTECT,
    "assessment.Assessment.submitted_by": PROTECT,
    "assessment.AuditEntry.by": SET_NULL,
    "assessment.BulkJob.asked_by": SET_NULL,
    "assessment.Business.archived_by": SET_NULL,
    "assessment.CalendarFeed.made_by": CASCADE,
    "assessment.ClientSession.started_by": PROTECT,
    "assessment.Comment.written_by": PROTECT,
    "assessment.ConsultancyInvitation.made_by": CASCADE,
    "assessment.ConsultancyMember.user": CASCADE,
    "assessment.ConsultantMailsOff.person": CASCADE,
    "assessment.Departure.ended_by": SET_NULL,
    "assessment.Departure.person": CASCADE,
    "assessment.AccessInvitation.made_by": CASCADE,
    "assessment.AccessRequest.made_by": CASCADE,
    "assessment.PreparedBusiness.made_by": SET_NULL,
    "assessment.Engagement.given_by": SET_NULL,
    "assessment.Engagement.ended_by": SET_NULL,
    "assessment.EvidenceReview.by": PROTECT,
    "assessment.HandOver.made_by": CASCADE,
    "assessment.Invitation.made_by": CASCADE,
    "assessment.ItemChange.by": SET_NULL,
    "assessment.Membership.user": CASCADE,
    "assessment.Message.written_by": PROTECT,
    "assessment.Pause.person": CASCADE,
    "assessment.Plan.saved_by": PROTECT,
    "assessment.PlanItem.owner": SET_NULL,
    "assessment.PlanSuggestion.answered_by": PROTECT,
    "assessment.PlanSuggestion.made_by": PROTECT,
    "assessment.PrivateNote.written_by": PROTECT,
    "assessment.ReadMark.person": CASCADE,
    "assessment.Reminder.person": CASCADE,
    "assessment.Removal.ended_by": SET_NULL,
    "assessment.Removal.person": CASCADE,
    "assessment.ReportRun.asked_by": SET_NULL,
    "assessment.RetestSheet.person": CASCADE,
    "assessment.Scenario.kept_by": SET_NULL,
    "assessment.SurveyAnswer.hidden_by": SET_NULL,
    "assessment.SurveyLink.made_by": CASCADE,
    "assessment.ScreenLink.made_by": CASCADE,
    "assessment.SecondOpinion.invited_by": SET_NULL,
    "assessment.SecondOpinion.person": CASCADE,
    "assessment.SessionOutcome.signed_by": PROTECT,
    "assessment.Settlement.settled_by": SET_NULL,
    "assessment.SharedLink.made_by": CASCADE,
    "assessment.SuggestedChange.owner": SET_NULL,
    "usersessions.UserSession.user": CASCADE,
}

JOINED = {"assessment.User_groups.user", "assessment.User_user_permissions.user"}
"""Tables that Django makes for groups and permissions; their rows go with the account."""


def test_every_column_that_names_a_person_has_a_rule() -> None:
    found = {
        f"{model._meta.label}.{column}": on_delete  # noqa: SLF001 - public
        for model, column, on_delete in columns_with_people()
    }

    assert {name: rule for name, rule in found.items() if name not in JOINED} == RULES


@pytest.fixture
def person(business: Business) -> User:
    """Somebody who wrote answers, a plan and a comment in a business with another owner."""
    user = make_user("edith")
    make_member(business, user, Role.EDITOR)
    result = result_of(business, user)
    consultancy = make_engagement(business, make_user("connie")).consultancy
    Comment.objects.create(
        result=result, text="Good.", consultancy=consultancy, written_by=user, written_at=NOON
    )
    return user


# ---- closing


def test_closing_ends_memberships_and_doors_and_archives_what_nobody_else_is_in(
    business: Business, person: User
) -> None:
    own = make_business("Own Shop", owner=person)
    feed, _token = KINDS["CalendarFeed"](business, person)

    close_account(user=person, at=NOON)

    assert not business.memberships.filter(user=person).exists()
    assert still_open({"CalendarFeed": feed}) == set()
    own = Business.with_archived.get(pk=own.pk)
    assert (own.archived_at, own.archived_for) == (NOON, ArchiveReason.ACCOUNT)
    person.refresh_from_db()
    assert person.deleted_at == NOON + A_MONTH
    assert business.departures.get().cause == Cause.ACCOUNT


def test_closing_signs_the_person_out_everywhere(person: User) -> None:
    signed_in = {"login": person.email, "password": PASSWORD}
    Client().post(reverse("account_login"), signed_in)
    before = UserSession.objects.filter(user=person).count(), Session.objects.count()

    close_account(user=person, at=NOON)

    assert before == (1, 1)
    assert not UserSession.objects.filter(user=person).exists()
    assert not Session.objects.exists()


@time_machine.travel(NOON, tick=False)
def test_the_person_is_told_until_when_the_account_can_be_kept(person: User) -> None:
    close_account(user=person, at=NOON)

    [sent] = mail.outbox
    assert sent.to == [person.email]
    assert "will be deleted" in sent.subject
    assert "20 December 2026".replace(" ", "\u00a0") in sent.body


def test_closing_twice_changes_nothing(business: Business, person: User) -> None:
    close_account(user=person, at=NOON)
    close_account(user=person, at=NOON + A_DAY)

    person.refresh_from_db()
    assert person.deletion_asked_at == NOON
    assert business.departures.count() == 1


def test_an_only_owner_with_a_team_is_still_needed(
    business: Business, owner: User, person: User
) -> None:
    with pytest.raises(StillNeeded) as refusal:
        close_account(user=owner, at=NOON)

    assert refusal.value.places == [business]
    owner.refresh_from_db()
    assert owner.deletion_asked_at is None
    assert business.memberships.filter(user=owner).exists()

    business.memberships.filter(user=person).update(role=Role.OWNER)
    close_account(user=owner, at=NOON)
    assert business.memberships.get().user == person


# ---- keeping


def test_keeping_brings_everything_back(business: Business, person: User) -> None:
    own = make_business("Own Shop", owner=person)
    feed, _token = KINDS["CalendarFeed"](business, person)
    close_account(user=person, at=NOON)

    assert keep_account(user=person, at=NOON + 29 * A_DAY)

    person.refresh_from_db()
    assert person.deletion_asked_at is None
    assert business.memberships.get(user=person).role == Role.EDITOR
    assert still_open({"CalendarFeed": feed}) == {"CalendarFeed"}
    assert Business.objects.get(pk=own.pk).archived_at is None
    assert not keep_account(user=person, at=NOON + 29 * A_DAY)


def test_keeping_does_not_bring_back_what_ended_before_or_after(
    business: Business, owner: User, person: User
) -> None:
    elsewhere = make_business("Elsewhere", owner=owner)
    removed = make_member(elsewhere, person, Role.VIEWER)
    remove_member(membership=removed, by=owner, at=NOON - A_DAY)
    close_account(user=person, at=NOON)
    make_member(business, person, Role.VIEWER)

    keep_account(user=person, at=NOON + A_DAY)

    assert not elsewhere.memberships.filter(user=person).exists()
    assert business.memberships.get(user=person).role == Role.VIEWER


def test_keeping_reopens_no_door_that_the_current_role_does_not_allow(
    business: Business, person: User
) -> None:
    doors = open_every_kind(business, person)
    close_account(user=person, at=NOON)
    make_member(business, person, Role.VIEWER)

    keep_account(user=person, at=NOON + A_DAY)

    assert still_open(doors) == {"CalendarFeed"}


def test_keeping_reopens_nothing_at_a_client_who_ended_the_access(business: Business) -> None:
    consultant = make_user("consultant")
    engagement = make_engagement(business, consultant)
    doors = open_every_kind(business, consultant)
    close_account(user=consultant, at=NOON)
    Engagement.objects.filter(pk=engagement.pk).update(ended_at=NOON)

    keep_account(user=consultant, at=NOON + A_DAY)

    assert not still_open(doors)


def test_a_second_account_that_is_removed_takes_no_mail_of_the_proven_one(person: User) -> None:
    proven = make_user("vera")
    User.objects.filter(pk=person.pk).update(email=proven.email)
    person.refresh_from_db()
    close_account(user=person, at=NOON)
    outbox.send(name="code", to=proven.email, context={"code": "ABC-DEF"}, at=NOON)

    purge_account(user=person, at=NOON + A_MONTH)

    assert OutgoingMail.objects.filter(to=proven.email, name="code").exists()


def test_it_is_too_late_after_thirty_days(person: User) -> None:
    close_account(user=person, at=NOON)

    assert not keep_account(user=person, at=NOON + A_MONTH)


def test_signing_up_with_the_address_of_former_members_gives_nothing_of_theirs(
    business: Business, person: User
) -> None:
    squatter = make_user("eve")
    User.objects.filter(pk=squatter.pk).update(email=FORMER)
    close_account(user=person, at=NOON)

    purge_account(user=person, at=NOON + A_MONTH)

    [former] = User.objects.filter(email=FORMER).exclude(pk=squatter.pk)
    assert Plan.objects.get().saved_by == former


# ---- gone for good


def test_the_account_is_removed_after_thirty_days_and_only_once(person: User) -> None:
    early = purge_account(user=person, at=NOON + A_MONTH)
    close_account(user=person, at=NOON)

    found = [
        purge_account(user=person, at=NOON + days) for days in (A_MONTH - A_DAY, A_MONTH, A_MONTH)
    ]

    assert not early
    assert found == [False, True, False]
    assert not User.objects.filter(email=person.email).exists()


def test_what_the_person_wrote_stays_as_a_former_members(business: Business, person: User) -> None:
    close_account(user=person, at=NOON)
    purge_account(user=person, at=NOON + A_MONTH)

    former = User.objects.get(email=FORMER)
    assert str(former) == "A former member"
    assert not former.is_active
    assert not former.has_usable_password()
    assert Assessment.objects.get(business=business).submitted_by == former
    assert Plan.objects.get().saved_by == former
    assert Comment.objects.get().written_by == former
    assert set(Answer.objects.values_list("answered_by", flat=True)) == {former.pk}


def test_two_former_members_share_one_account_that_nobody_can_use(
    business: Business, person: User
) -> None:
    other = make_user("otto")
    make_member(business, other, Role.VIEWER)
    for user in (person, other):
        close_account(user=user, at=NOON)
        purge_account(user=user, at=NOON + A_MONTH)

    assert User.objects.filter(email=FORMER).count() == 1


def test_the_list_of_the_business_keeps_the_name_and_the_rest_is_forgotten(
    business: Business, person: User
) -> None:
    record(Event.SIGNED_IN, by=person, at=NOON)
    close_account(user=person, at=NOON)
    purge_account(user=person, at=NOON + A_MONTH)

    own = AuditEntry.objects.filter(business=None)
    assert [(entry.kind, entry.by_name) for entry in own] == [(Event.ACCOUNT_PURGED, "")]
    kept = AuditEntry.objects.get(business=business, kind=Event.LEFT)
    assert (kept.by, kept.by_name) == (None, "Edith")


def test_a_practice_of_one_goes_with_its_account_and_the_clients_stay(business: Business) -> None:
    connie = make_user("connie")
    engagement = make_engagement(business, connie)
    result = result_of(business, business.memberships.get().user)
    written = {"result": result, "consultancy": engagement.consultancy, "written_by": connie}
    Comment.objects.create(text="For the client.", written_at=NOON, **written)
    Comment.objects.create(text="Between us.", written_at=NOON, private=True, **written)
    close_account(user=connie, at=NOON)
    assert Consultancy.objects.exists(), "the account may still be kept"

    purge_account(user=connie, at=NOON + A_MONTH)

    assert not Consultancy.objects.exists()
    assert Business.objects.get() == business
    assert [comment.text for comment in Comment.objects.all()] == ["For the client."]
    ended = AuditEntry.objects.filter(business=business, kind=Event.ACCESS_ENDED)
    assert ended.get().about == {"firm": "North Star"}
    assert AuditEntry.objects.get(kind=Event.PRACTICE_CLOSED).about == {"firm": "North Star"}


def test_a_practice_of_several_goes_on_without_the_account(business: Business) -> None:
    connie = make_user("connie")
    engagement = make_engagement(business, connie)
    make_consultancy(admin=make_user("ada"))
    close_account(user=connie, at=NOON)

    purge_account(user=connie, at=NOON + A_MONTH)

    engagement.refresh_from_db()
    assert engagement.ended_at is None
    assert [str(member.user) for member in engagement.consultancy.members.all()] == ["Ada"]


def test_an_only_admin_with_colleagues_is_still_needed() -> None:
    ada, carl = make_user("ada"), make_user("carl")
    practice = make_consultancy(admin=ada)
    member = make_colleague(practice, carl, ConsultancyRole.CONSULTANT)

    with pytest.raises(StillNeeded) as refusal:
        close_account(user=ada, at=NOON)

    assert refusal.value.places == [practice]
    ada.refresh_from_db()
    assert ada.deletion_asked_at is None

    ConsultancyMember.objects.filter(pk=member.pk).update(role=ConsultancyRole.ADMIN)
    close_account(user=ada, at=NOON)
    with pytest.raises(StillNeeded):
        close_account(user=carl, at=NOON)
