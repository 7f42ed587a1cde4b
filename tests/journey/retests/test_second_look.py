"""Answering six questions again: only the sender of the check, only by agreement, and in time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.journey.retests import services
from assessment.journey.retests.models import RetestSheet
from assessment.journey.retests.queries import asked_again as queries
from assessment.journey.retests.queries.asked_again import AskedAgain, asked_again, sent_check
from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import Business, Role
from tests.factories import NOON, make_engagement, make_member, make_user
from tests.web_forms import form_with, ticked

pytestmark = pytest.mark.django_db

QUARTER = ["cafe-lindgren", "2026-q4"]


@pytest.fixture
def agreed(sent: Assessment, owner: User) -> RetestSheet:
    return services.agree_to_retest(assessment=sent, by=owner, at=NOON)


def after(days: int) -> AbstractContextManager[object]:
    """Set the clock to some days after the check was sent."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


def asked_after(days: int, user: User, business: Business) -> AskedAgain:
    there = visible_businesses(user).get(pk=business.pk)
    today = business.day(NOON + timedelta(days=days))
    asked = asked_again(there, user, today, sent=sent_check(there, "2026-q4", user))
    assert asked
    return asked


def page(client: Client, name: str = "retest") -> str:
    return unescape(client.get(reverse(name, args=QUARTER)).text)


def second(asked: AskedAgain, value: str = "1") -> dict[str, str]:
    return {practice.code: value for practice in asked.practices}


def test_every_form_has_a_token(sent: Assessment, as_owner: Client, owner: User) -> None:
    """A partial that is included with `only` gets no token."""

    def has_tokens(days: int, name: str = "retest") -> bool:
        with after(days):
            shown = as_owner.get(reverse(name, args=QUARTER)).text
        forms = [form for form in shown.split("<form")[1:] if "/again/" in form or days == 14]
        return bool(forms) and all("csrfmiddlewaretoken" in form for form in forms)

    assert has_tokens(1)
    assert has_tokens(1, "results")
    services.agree_to_retest(assessment=sent, by=owner, at=NOON)
    assert has_tokens(1)
    assert has_tokens(14)
    RetestSheet.objects.update(answered_at=NOON)
    assert has_tokens(1)


# ---- who is asked, and when


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "waiting"), (9, "waiting"), (10, "open"), (14, "open"), (28, "open"), (29, "missed")],
)
def test_the_questions_open_after_ten_days_and_close_after_28(
    agreed: RetestSheet, owner: User, business: Business, days: int, state: str
) -> None:
    asked = asked_after(days, owner, business)

    assert (asked.waiting and not asked.open, asked.open, asked.missed) == (
        state == "waiting",
        state == "open",
        state == "missed",
    )
    assert asked.asked_on == date(2026, 12, 4)


def test_six_questions_are_drawn_two_of_a_tier_and_always_the_same(
    agreed: RetestSheet, owner: User, business: Business
) -> None:
    first, later = (asked_after(days, owner, business).practices for days in (10, 20))

    assert sorted(p.tier for p in first) == ["smooth"] * 2 + ["solid"] * 2 + ["sparkle"] * 2
    assert first == later


def test_without_agreement_nothing_is_asked(sent: Assessment, as_owner: Client) -> None:
    with after(14):
        shown = page(as_owner)
        response = as_owner.post(reverse("retest", args=QUARTER), {"CUL1": "1"})

    assert "May we ask you again?" in shown
    assert "<fieldset" not in shown
    assert response.status_code == 302
    assert not RetestSheet.objects.exists()


@pytest.mark.parametrize("name", ["retest", "agree_to_retest", "withdraw_retest"])
@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR, Role.CONSULTANT])
def test_nobody_but_the_sender_is_asked(
    agreed: RetestSheet, business: Business, name: str, role: str
) -> None:
    other = make_user("olaf")
    if role == Role.CONSULTANT:
        make_engagement(business, other)
    else:
        make_member(business, other, role)
    client = Client()
    client.force_login(other)

    with after(14):
        found = client.post(reverse(name, args=QUARTER), {"CUL1": "1"})
        results = unescape(client.get(reverse("results", args=QUARTER)).text)
        home = unescape(client.get(reverse("business", args=QUARTER[:1])).text)

    assert found.status_code == 404
    assert 'id="retest"' not in results + home
    assert RetestSheet.objects.get() == agreed
    assert not agreed.answers.exists()


def test_a_consultant_who_sent_the_check_is_not_asked(
    answered: Assessment, business: Business
) -> None:
    consultant = make_user("connie")
    make_engagement(business, consultant)
    submit(assessment=answered, by=consultant, at=NOON)
    client = Client()
    client.force_login(consultant)

    assert client.get(reverse("retest", args=QUARTER)).status_code == 404
    assert 'id="retest"' not in client.get(reverse("results", args=QUARTER)).text


def test_a_sender_who_may_only_view_by_now_is_not_asked(
    agreed: RetestSheet, as_owner: Client, owner: User, business: Business
) -> None:
    business.memberships.filter(user=owner).update(role=Role.VIEWER)

    with after(14):
        results = page(as_owner, "results")
        home = as_owner.get(reverse("business", args=QUARTER[:1])).text

    assert 'id="retest"' not in results + home


def test_an_extra_check_asks_nothing(sent: Assessment, as_owner: Client, owner: User) -> None:
    Assessment.objects.filter(pk=sent.pk).update(extra=1)

    assert as_owner.get(reverse("retest", args=["cafe-lindgren", "2026-q4-2"])).status_code == 404


# ---- agreeing, and changing one's mind


def test_the_results_offer_it_quietly_and_the_sender_can_agree(
    sent: Assessment, as_owner: Client
) -> None:
    with after(0):
        offered = page(as_owner, "results")
        response = as_owner.post(reverse("agree_to_retest", args=QUARTER), follow=True)

    assert "May we ask you again?" in offered
    assert "Ask me on 4\xa0December" in offered
    shown = unescape(response.text)
    assert "Thank you. We’ll ask you on 4\xa0December." in shown
    assert "A second look: 4\xa0December" in shown
    assert RetestSheet.objects.get().agreed_at == NOON


def test_somebody_who_agrees_late_gets_the_questions_at_once(
    sent: Assessment, as_owner: Client
) -> None:
    with after(20):
        response = as_owner.post(reverse("agree_to_retest", args=QUARTER), follow=True)

    assert response.text.count("<fieldset") == 6


def test_agreeing_twice_changes_nothing(agreed: RetestSheet, as_owner: Client) -> None:
    with after(1):
        as_owner.post(reverse("agree_to_retest", args=QUARTER))

    assert RetestSheet.objects.get().agreed_at == NOON


def test_nobody_can_agree_when_it_is_too_late(sent: Assessment, as_owner: Client) -> None:
    with after(29):
        as_owner.post(reverse("agree_to_retest", args=QUARTER))
        results = page(as_owner, "results")

    assert not RetestSheet.objects.exists()
    assert "May we ask you again?" not in results


def test_it_can_be_taken_back(agreed: RetestSheet, as_owner: Client) -> None:
    with after(1):
        waiting = page(as_owner)
        response = as_owner.post(reverse("withdraw_retest", args=QUARTER), follow=True)

    assert "We’ll ask you on 4\xa0December" in waiting
    assert "We won’t ask you again unless you change your mind." in unescape(response.text)
    assert not RetestSheet.objects.exists()


def test_the_home_page_reminds_of_it_until_it_is_answered_or_over(
    agreed: RetestSheet, as_owner: Client
) -> None:
    def home(days: int) -> str:
        with after(days):
            return unescape(as_owner.get(reverse("business", args=QUARTER[:1])).text)

    assert "A second look: 4\xa0December" in home(1)
    assert "Two minutes for a second look?" in home(14)
    assert 'id="retest"' not in home(29)
    RetestSheet.objects.update(answered_at=NOON)
    assert 'id="retest"' not in home(15)


# ---- answering


def test_the_page_has_six_questions_and_no_earlier_answer(
    agreed: RetestSheet, as_owner: Client
) -> None:
    Answer.objects.update(note="Over the till.")

    with after(14):
        shown = page(as_owner)

    assert shown.count("<fieldset") == 6
    assert ticked(shown) == []
    assert "Over the till." not in shown


def test_second_answers_are_kept_beside_the_check_and_change_nothing(
    agreed: RetestSheet, as_owner: Client, owner: User, business: Business, sent: Assessment
) -> None:
    asked = asked_after(14, owner, business)
    before = list(Answer.objects.values()), Result.objects.values().get()

    with after(14):
        response = as_owner.post(reverse("retest", args=QUARTER), second(asked), follow=True)

    assert "Thank you for answering again" in unescape(response.text)
    assert "score" not in response.text
    stored = RetestSheet.objects.get()
    assert stored.answered_at == NOON + timedelta(days=14)
    assert dict(stored.answers.values_list("practice", "value")) == second(asked)
    assert (list(Answer.objects.values()), Result.objects.values().get()) == before


def test_a_person_who_leaves_a_question_out_keeps_the_others(
    agreed: RetestSheet, as_owner: Client, owner: User, business: Business
) -> None:
    given = second(asked_after(14, owner, business), "2")
    missing = next(iter(given))

    with after(14):
        response = as_owner.post(
            reverse("retest", args=QUARTER), {c: v for c, v in given.items() if c != missing}
        )

    assert response.status_code == 422
    assert "Choose the sentence that fits best, or “I’m not sure”" in unescape(response.text)
    form = form_with(response.text, *given)
    assert {code: form.value(code) for code in given if code != missing} == {
        code: "2" for code in given if code != missing
    }
    assert not RetestSheet.objects.get().answers.exists()


def test_a_double_click_keeps_the_first_answers(
    agreed: RetestSheet, as_owner: Client, owner: User, business: Business
) -> None:
    asked = asked_after(14, owner, business)
    with after(14):
        for value in ("1", "3"):
            as_owner.post(reverse("retest", args=QUARTER), second(asked, value))

    with pytest.raises(services.AnsweredBefore):
        services.save_retest(sheet=agreed, assessment=agreed.assessment, answers={}, at=NOON)
    assert set(agreed.answers.values_list("value", flat=True)) == {"1"}


@pytest.mark.parametrize("days", [9, 29])
def test_outside_its_time_nothing_is_stored(
    agreed: RetestSheet, as_owner: Client, owner: User, business: Business, days: int
) -> None:
    asked = asked_after(14, owner, business)

    with after(days):
        as_owner.post(reverse("retest", args=QUARTER), second(asked))

    assert not agreed.answers.exists()


def test_not_come_up_is_stored_as_set_aside(
    agreed: RetestSheet,
    owner: User,
    business: Business,
    as_owner: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Every question is asked, so that those which may not have come up are surely among them.
    monkeypatch.setattr(queries, "drawn_for_retest", lambda model, *_seed: model.practices)
    asked = asked_after(14, owner, business)
    events = {p.code for p in asked.practices if p.event}
    aside = {p.code for p in asked.practices if p.na_allowed} - events
    given = second(asked) | dict.fromkeys(aside, "na") | dict.fromkeys(events, "not_come_up")

    with after(14):
        as_owner.post(reverse("retest", args=QUARTER), given)

    assert events
    assert aside
    stored = dict(agreed.answers.values_list("practice", "value"))
    assert {code for code, value in stored.items() if value == "na"} == events | aside


def test_second_answers_can_be_deleted_at_any_time(
    agreed: RetestSheet, as_owner: Client, owner: User, business: Business
) -> None:
    with after(14):
        as_owner.post(reverse("retest", args=QUARTER), second(asked_after(14, owner, business)))
    with after(200):
        as_owner.force_login(owner)
        results = page(as_owner, "results")
        response = as_owner.post(reverse("withdraw_retest", args=QUARTER), follow=True)

    assert "Delete my second answers" in results
    assert "Your second answers are deleted." in unescape(response.text)
    assert not RetestSheet.objects.exists()


# ---- corrections


def test_after_a_correction_the_corrected_answers_are_compared(
    agreed: RetestSheet, sent: Assessment, as_owner: Client, owner: User, business: Business
) -> None:
    corrected = correct(sent, owner)

    with after(14):
        as_owner.post(reverse("retest", args=QUARTER), second(asked_after(14, owner, business)))

    assert RetestSheet.objects.get().assessment == corrected


def test_after_somebody_elses_correction_ones_own_answers_are_compared(
    agreed: RetestSheet, sent: Assessment, as_owner: Client, owner: User, business: Business
) -> None:
    editor = make_user("edith")
    make_member(business, editor, Role.EDITOR)
    correct(sent, editor)

    with after(14):
        as_owner.post(reverse("retest", args=QUARTER), second(asked_after(14, owner, business)))

    assert RetestSheet.objects.get().assessment == sent
    assert RetestSheet.objects.get().answered_at


def correct(sent: Assessment, by: User) -> Assessment:
    made = start_correction(sent=sent, at=NOON)
    made.answers.filter(practice="CUL1").update(value="0")
    submit(assessment=made, by=by, at=NOON + timedelta(days=2))
    return made


# ---- costs


def test_the_questions_take_five_queries_at_most(
    agreed: RetestSheet, as_owner: Client, at_most: Callable[[int], AbstractContextManager[None]]
) -> None:
    with after(14):
        page(as_owner)
        with at_most(5):
            page(as_owner)
