"""Who can be asked for a second opinion, what they say, and what ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record_once
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Role
from assessment.parties.consultancies.models import AccessLevel
from assessment.parties.departures.services import (
    close_account,
    end_engagement,
    remove_member,
)
from assessment.voices.second_opinions import services
from assessment.voices.second_opinions.models import Ending, SecondAnswer, SecondOpinion
from assessment.voices.second_opinions.queries.opinions import people_to_ask
from tests.factories import NOON, make_answers, make_engagement, make_member, make_user
from tests.voices.second_opinions.making import accept, answer_apart, ask, reveal

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
HERE = reverse("second_opinion", args=["cafe-lindgren"])


# ---- who can be asked


def test_people_with_access_who_did_not_answer_can_be_asked(
    answered: Assessment, edith: User, owner: User
) -> None:
    business = answered.business
    make_member(business, make_user("vera"), Role.VIEWER)
    make_member(business, make_user("anton"), Role.EDITOR)
    make_answers(answered, User.objects.get(email="anton@example.com"), {"CUL1": 1})
    make_engagement(business, make_user("connie"), level=AccessLevel.WORK)

    found = people_to_ask(answered, owner)

    assert [str(person) for person in found] == ["Connie", "Edith", "Vera"]


@pytest.mark.parametrize(
    ("level", "asked"),
    [(AccessLevel.SEE, False), (AccessLevel.WORK, True), (AccessLevel.SEND, True)],
)
def test_a_consultant_needs_a_level_that_may_answer(
    answered: Assessment, owner: User, level: AccessLevel, *, asked: bool
) -> None:
    make_engagement(answered.business, make_user("connie"), level=level)

    assert bool(people_to_ask(answered, owner)) is asked


def test_a_stranger_cannot_be_asked(answered: Assessment, owner: User, stranger: User) -> None:
    with pytest.raises(services.NotSecond):
        ask(answered, stranger, owner)


def test_only_one_second_opinion_is_under_way_on_a_check(
    opinion: SecondOpinion, owner: User
) -> None:
    vera = make_user("vera")
    make_member(opinion.assessment.business, vera, Role.VIEWER)

    with pytest.raises(services.AlreadyAsked):
        ask(opinion.assessment, vera, owner)


def test_nobody_there_to_ask_leads_to_the_ways_of_letting_somebody_in(
    answered: Assessment, as_owner: Client
) -> None:
    page = as_owner.get(HERE).text

    assert "It takes somebody who hasn’t answered" in page
    assert reverse("team", args=["cafe-lindgren"]) in page
    assert reverse("access", args=["cafe-lindgren"]) in page


def test_without_anybody_chosen_the_page_says_so(
    answered: Assessment, edith: User, as_owner: Client
) -> None:
    refused = as_owner.post(reverse("ask_second", args=["cafe-lindgren"]))

    assert refused.status_code == 422
    assert "Choose whom to ask" in refused.text
    assert not SecondOpinion.objects.exists()


@pytest.mark.parametrize(("days", "offered"), [(27, True), (28, False)])
def test_it_can_begin_until_28_days_after_the_check_was_sent(
    answered: Assessment, edith: User, owner: User, as_owner: Client, days: int, *, offered: bool
) -> None:
    submit(assessment=answered, by=owner, at=NOON - days * A_DAY)

    assert ("Whom would you like to ask?" in as_owner.get(HERE).text) is offered


# ---- what they say


@pytest.mark.parametrize(("unseen", "blind"), [(True, True), (False, False)])
def test_who_has_seen_the_answers_is_not_blind(
    answered: Assessment, edith: User, owner: User, *, unseen: bool, blind: bool
) -> None:
    opinion = accept(ask(answered, edith, owner), unseen=unseen)

    assert opinion.blind is blind


def test_a_consultant_who_has_looked_since_the_check_began_is_not_blind(
    answered: Assessment, owner: User, as_owner: Client
) -> None:
    connie = make_user("connie")
    make_engagement(answered.business, connie)
    record_once(Event.LOOKED, once="looked", by=connie, at=NOON, business=answered.business)

    opinion = accept(ask(answered, connie, owner))

    assert not opinion.blind
    assert "Not blind" in as_owner.get(HERE).text


def test_who_has_answered_the_check_meanwhile_is_refused(
    answered: Assessment, edith: User, owner: User, as_edith: Client
) -> None:
    ask(answered, edith, owner)
    make_answers(answered, edith, {"CUL1": 1})

    said = as_edith.post(reverse("accept_second", args=["cafe-lindgren"]), follow=True)

    assert "You’ve answered some of this check yourself" in said.text
    assert SecondOpinion.objects.get().ending == Ending.DECLINED


def test_the_email_leads_to_the_page_and_has_no_answers(
    answered: Assessment, edith: User, owner: User
) -> None:
    ask(answered, edith, owner)

    (sent,) = mail.outbox
    assert sent.to == [edith.email]
    assert sent.subject == "Owner asks for your second opinion on Café Lindgren"
    assert HERE in sent.body


# ---- what ends it


def declines(opinion: SecondOpinion, _owner: User) -> None:
    services.decline(opinion=opinion, at=NOON)


def is_called_off(opinion: SecondOpinion, owner: User) -> None:
    services.call_off(opinion=opinion, by=owner, at=NOON)


def runs_out(opinion: SecondOpinion, owner: User) -> None:
    submit(assessment=opinion.assessment, by=owner, at=NOON - 28 * A_DAY)
    services.keep_opinions_current(at=NOON)


def is_removed(opinion: SecondOpinion, owner: User) -> None:
    membership = opinion.assessment.business.memberships.get(user=opinion.person)
    remove_member(membership=membership, by=owner, at=NOON)
    services.keep_opinions_current(at=NOON)
    services.keep_opinions_current(at=NOON)


def closes_the_account(opinion: SecondOpinion, _owner: User) -> None:
    close_account(user=opinion.person, at=NOON)
    services.keep_opinions_current(at=NOON)


ENDINGS: dict[Callable[[SecondOpinion, User], None], tuple[Ending, set[str]]] = {
    declines: (Ending.DECLINED, {"owner"}),
    is_called_off: (Ending.CALLED_OFF, {"edith"}),
    runs_out: (Ending.EXPIRED, {"owner", "edith"}),
    is_removed: (Ending.LEFT, {"owner"}),
    closes_the_account: (Ending.LEFT, {"owner"}),
}
"""What happens, why it then ended, and who is told."""


@pytest.mark.parametrize("happens", ENDINGS)
def test_an_ending_deletes_the_answers_and_tells_the_other_side(
    opinion: SecondOpinion, owner: User, happens: Callable[[SecondOpinion, User], None]
) -> None:
    answer_apart(opinion, {"CUL1": 1})
    mail.outbox.clear()

    happens(opinion, owner)

    opinion.refresh_from_db()
    ending, told = ENDINGS[happens]
    assert (opinion.ending, SecondAnswer.objects.count()) == (ending, 0)
    about_it = [sent for sent in mail.outbox if HERE in str(sent.body)]
    assert sorted(to.partition("@")[0] for sent in about_it for to in sent.to) == sorted(told)


@pytest.mark.parametrize("happens", ENDINGS)
def test_after_an_ending_somebody_else_can_be_asked_and_the_page_says_why(
    opinion: SecondOpinion,
    owner: User,
    as_owner: Client,
    happens: Callable[[SecondOpinion, User], None],
) -> None:
    vera = make_user("vera")
    make_member(opinion.assessment.business, vera, Role.VIEWER)
    happens(opinion, owner)
    said = as_owner.get(HERE).text

    again = ask(opinion.assessment, vera, owner)

    assert "Edith" in said
    assert "Answer apart, then compare" in said
    assert again.is_open


def test_a_consultants_answers_go_when_access_ends(answered: Assessment, owner: User) -> None:
    connie = make_user("connie")
    engagement = make_engagement(answered.business, connie)
    opinion = accept(ask(answered, connie, owner))

    end_engagement(engagement=engagement, by=owner, at=NOON)

    opinion.refresh_from_db()
    assert (opinion.ending, opinion.answers.count()) == (Ending.LEFT, 0)


def test_what_was_revealed_does_not_end(opinion: SecondOpinion, owner: User) -> None:
    reveal(opinion)

    services.call_off(opinion=opinion, by=owner, at=NOON)
    services.decline(opinion=opinion, at=NOON)
    is_removed(opinion, owner)

    opinion.refresh_from_db()
    assert opinion.ended_at is None
    assert opinion.answers.count() == 30


def test_deleting_the_account_or_the_business_removes_all_of_it(
    opinion: SecondOpinion, edith: User
) -> None:
    reveal(opinion)

    edith.memberships.all().delete()
    edith.delete()

    assert not SecondOpinion.objects.exists()
    assert not SecondAnswer.objects.exists()
