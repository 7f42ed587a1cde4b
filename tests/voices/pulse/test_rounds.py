"""Rounds begin, are counted at night, are reminded once, and close for good."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.draining import drain
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business
from assessment.voices.pulse import services
from assessment.voices.pulse.models import (
    PulseAddress,
    PulseBox,
    PulsePass,
    PulseRound,
    PulseWay,
)
from assessment.voices.pulse.queries import door_behind, story_of, team_view
from assessment.voices.pulse.tasks import keep_rounds
from tests.factories import NOON
from tests.voices.pulse.making import AFTER, CLOSES_ON, SHOWS_ON, ask, card_of, give

pytestmark = pytest.mark.django_db


def again(found: PulseRound) -> PulseRound:
    return PulseRound.objects.get(pk=found.pk)


# ---- beginning


def test_everybody_gets_a_link_of_their_own(cafe: Business, owner: User) -> None:
    found, tokens = ask(cafe, owner, people=6)

    assert len(set(tokens)) == 6
    assert found.passes.count() == found.addresses.count() == len(mail.outbox) == 6
    for each, token in zip(mail.outbox, tokens, strict=True):
        assert f"/p/{token}/" in str(each.body)
        assert sum(other in str(each.body) for other in tokens) == 1


def test_there_is_one_round_at_a_time(cafe: Business, owner: User) -> None:
    ask(cafe, owner)

    with pytest.raises(services.NotPossible):
        ask(cafe, owner)


def test_a_person_cannot_have_hundreds_of_emails_sent(cafe: Business, owner: User) -> None:
    for _ in range(2):
        found, _tokens = ask(cafe, owner, people=60)
        services.leave_round(round_=found, by=owner, at=NOON)

    with pytest.raises(services.TooManyEmails), transaction.atomic():
        ask(cafe, owner, people=60)
    assert not PulseRound.objects.exists()


def test_the_threshold_of_a_round_is_the_one_that_staff_were_told(
    cafe: Business, owner: User, settings: Any
) -> None:
    found, tokens = ask(cafe, owner)
    settings.PULSE_THRESHOLD = 4
    for token in tokens[:4]:
        give(token)

    keep_rounds(at=AFTER)

    assert again(found).threshold == 5
    assert again(found).outcome is None


@pytest.mark.parametrize("changed", [{"threshold": 3}, {"people": 4}, {"way": "phone"}])
def test_the_database_refuses_a_round_that_would_reveal_a_few(
    cafe: Business, owner: User, changed: dict[str, Any]
) -> None:
    found, _tokens = ask(cafe, owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        PulseRound.objects.filter(pk=found.pk).update(**changed)


# ---- while it is open


def test_the_count_changes_once_a_night_and_nothing_else_is_known(
    cafe: Business, owner: User
) -> None:
    found, tokens = ask(cafe, owner)
    for token in tokens[:3]:
        give(token)

    keep_rounds(at=NOON + timedelta(hours=6))
    during_the_day = again(found).counted
    keep_rounds(at=NOON + timedelta(days=1))

    assert (during_the_day, again(found).counted) == (0, 3)
    assert again(found).answered is None
    assert card_of(cafe).outcome is None


def test_everybody_is_reminded_once_whether_they_have_answered_or_not(
    cafe: Business, owner: User, at_noon: time_machine.Traveller
) -> None:
    _found, tokens = ask(cafe, owner, reminds=True)
    give(tokens[0])
    mail.outbox.clear()

    for days in range(14):
        at_noon.move_to(NOON + timedelta(days=days))
        keep_rounds(at=NOON + timedelta(days=days))
        drain()

    assert len(mail.outbox) == 7
    assert all("We don’t know who has" in str(each.body).replace("\n", " ") for each in mail.outbox)
    assert not any(token in str(each.body) for each in mail.outbox for token in tokens)


def test_nobody_is_reminded_at_night(cafe: Business, owner: User) -> None:
    ask(cafe, owner, reminds=True)
    mail.outbox.clear()

    keep_rounds(at=datetime(2026, 12, 1, 2, 0, tzinfo=UTC))

    assert mail.outbox == []


def test_an_open_round_can_be_kept_open_longer(cafe: Business, owner: User) -> None:
    found, tokens = ask(cafe, owner)
    later = CLOSES_ON + timedelta(days=7)

    services.extend_round(round_=found, closes_on=later, shows_on=SHOWS_ON, by=owner, at=NOON)
    keep_rounds(at=AFTER)

    give(tokens[0], at=AFTER)
    assert (again(found).closes_on, again(found).shows_on) == (later, later)


# ---- closing


@pytest.mark.parametrize("way", PulseWay)
def test_closing_keeps_the_averages_and_forgets_everything_else(
    cafe: Business, owner: User, way: str
) -> None:
    from assessment.voices.pulse.tokens import code_of  # noqa: PLC0415 - only for posters

    found, tokens = ask(cafe, owner, way=way)
    for step in (0, 1, 1, 2, 2, 3):
        give(tokens.pop() if tokens else code_of(found.key), [step] * 10, f"Step {step}")

    keep_rounds(at=AFTER)

    closed = again(found)
    assert (closed.closed_on, closed.answered) == (CLOSES_ON, 6)
    assert closed.outcome is not None
    assert closed.outcome["awareness"] == "50"
    assert sorted(closed.words) == sorted(f"Step {step}" for step in (0, 1, 1, 2, 2, 3))
    assert not PulseBox.objects.exists()
    assert not PulseAddress.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not PulsePass.objects.filter(used=True).exists()
    view = team_view(story_of(cafe))
    assert view is not None
    assert (view.people, view.asked, view.closed_on) == (6, 7, CLOSES_ON)


def test_too_few_answers_show_nothing_and_are_deleted(cafe: Business, owner: User) -> None:
    found, tokens = ask(cafe, owner)
    for token in tokens[:4]:
        give(token, words="I wrote this.")

    keep_rounds(at=AFTER)

    closed = again(found)
    assert (closed.answered, closed.outcome, closed.words) == (4, None, [])
    assert not PulseBox.objects.exists()
    assert team_view(story_of(cafe)) is None


def test_a_few_texts_among_many_answers_are_deleted(cafe: Business, owner: User) -> None:
    found, tokens = ask(cafe, owner)
    for place, token in enumerate(tokens):
        give(token, words="I wrote this." if place < 4 else "")

    keep_rounds(at=AFTER)

    assert again(found).outcome is not None
    assert again(found).words == []


def test_a_round_closes_early_only_once_enough_were_counted_at_night(
    cafe: Business, owner: User
) -> None:
    found, tokens = ask(cafe, owner)
    for token in tokens[:5]:
        give(token)

    with pytest.raises(services.NotPossible):
        services.close_early(round_=found, by=owner, at=NOON)
    keep_rounds(at=NOON + timedelta(days=1))
    services.close_early(round_=found, by=owner, at=NOON + timedelta(days=1))

    assert again(found).answered == 5


@pytest.mark.parametrize(
    "do",
    [
        lambda found, by: services.close_early(round_=found, by=by, at=AFTER),
        lambda found, by: services.leave_round(round_=found, by=by, at=AFTER),
        lambda found, by: services.extend_round(
            round_=found, closes_on=AFTER.date(), shows_on=AFTER.date(), by=by, at=AFTER
        ),
        lambda found, _by: services.remind_everybody(round_=found, at=AFTER),
        lambda found, _by: services.count_answers(round_=found, at=AFTER),
    ],
    ids=["close", "leave", "extend", "remind", "count"],
)
def test_nothing_can_be_done_with_a_round_that_has_closed(
    cafe: Business, owner: User, do: Any
) -> None:
    found, tokens = ask(cafe, owner)
    for token in tokens:
        give(token)
    keep_rounds(at=AFTER)
    before = PulseRound.objects.values().get()

    with pytest.raises(services.NotPossible):
        do(found, owner)

    assert PulseRound.objects.values().get() == before


def test_leaving_deletes_the_round_with_everything_in_it(cafe: Business, owner: User) -> None:
    found, tokens = ask(cafe, owner)
    give(tokens[0], words="I wrote this.")

    services.leave_round(round_=found, by=owner, at=NOON)

    for model in (PulseRound, PulseBox, PulsePass, PulseAddress, OutgoingMail):
        assert not model._default_manager.exists()  # noqa: SLF001 - public


def test_deleting_the_business_deletes_its_rounds(cafe: Business, owner: User) -> None:
    ask(cafe, owner)

    Business.objects.filter(pk=cafe.pk).delete()

    for model in (PulseRound, PulseBox, PulsePass, PulseAddress):
        assert not model._default_manager.exists()  # noqa: SLF001 - public


def test_an_archived_business_sends_and_closes_nothing(cafe: Business, owner: User) -> None:
    found, _tokens = ask(cafe, owner, reminds=True)
    mail.outbox.clear()
    Business.objects.filter(pk=cafe.pk).update(archived_at=NOON, archived_for="deleted")

    keep_rounds(at=AFTER)

    assert again(found).closed_on is None
    assert mail.outbox == []


def test_links_are_forgotten_three_months_after_a_round(cafe: Business, owner: User) -> None:
    found, _tokens = ask(cafe, owner)
    keep_rounds(at=AFTER)
    kept = found.passes.count()

    keep_rounds(at=AFTER + timedelta(days=91))

    assert (kept, found.passes.count()) == (7, 0)


def test_an_error_in_one_round_does_not_stop_the_others(
    cafe: Business, owner: User, caplog: Any
) -> None:
    from tests.factories import make_business  # noqa: PLC0415 - a second business

    broken, _tokens = ask(make_business("Oak", owner=owner), owner)
    found, _more = ask(cafe, owner)
    PulseBox.objects.filter(round=broken).delete()

    keep_rounds(at=AFTER)

    assert again(found).closed_on == CLOSES_ON
    assert again(broken).closed_on is None
    assert "pulse not kept" in caplog.text


def test_what_is_sent_after_the_round_was_given_up_is_not_stored(
    cafe: Business, owner: User
) -> None:
    found, tokens = ask(cafe, owner)
    door = door_behind(tokens[0], NOON)
    assert door
    services.leave_round(round_=found, by=owner, at=NOON)

    with pytest.raises(services.LinkEnded):
        services.send_answers(door=door, answers=[1] * 10, words="", at=NOON)
