"""Whatever both sides do, in whatever order: neither learns anything before both are done."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.access.queries import visible_businesses
from assessment.voices.second_opinions import services
from assessment.voices.second_opinions.models import SecondOpinion
from tests.factories import NOON, make_answers
from tests.voices.second_opinions.making import answer_apart

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
ROLLED_BACK = [HealthCheck.function_scoped_fixture]
"""Each example takes back what it did, so it may share the rows that the fixtures made."""
CODES = ("CUL1", "CUL7", "CHA1")
VALUES = st.sampled_from([0, 1, 2, 3, "dk"])
STEPS = st.one_of(
    st.tuples(st.just("second"), st.sampled_from(CODES), VALUES),
    st.tuples(st.just("check"), st.sampled_from(CODES), VALUES),
    st.tuples(st.sampled_from(["rest", "finish", "ready"]), st.none(), st.none()),
)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def do(opinion: SecondOpinion, owner: User, step: tuple[str, str | None, object]) -> None:
    """Do one thing on either side; what is refused leaves everything as it was."""
    what, code, value = step
    with suppress(services.Over, services.NotComplete):
        if what == "second" and code:
            answer_apart(opinion, {code: value})
        elif what == "check" and code:
            make_answers(opinion.assessment, owner, {code: value})
        elif what == "rest":
            blank = opinion.answers.filter(value="").values_list("practice", flat=True)
            answer_apart(opinion, dict.fromkeys(blank, 2))
        elif what == "finish":
            services.finish(opinion=opinion, at=NOON)
        elif what == "ready":
            services.say_ready(opinion=opinion, by=owner, at=NOON)


@settings(max_examples=40, suppress_health_check=ROLLED_BACK)
@given(steps=st.lists(STEPS, max_size=14))
def test_nothing_is_revealed_before_both_sides_are_done(
    opinion: SecondOpinion, owner: User, steps: list[tuple[str, str | None, object]]
) -> None:
    with rolled_back():
        done: set[str] = set()
        for step in steps:
            before = SecondOpinion.objects.get(pk=opinion.pk)
            complete = not opinion.answers.filter(value="").exists()
            do(opinion, owner, step)
            done |= {step[0]} if step[0] == "ready" or complete else set()
            now = SecondOpinion.objects.get(pk=opinion.pk)
            both = {"finish", "ready"} <= done
            assert bool(now.revealed_at) is both
            assert visible_businesses(opinion.person).exists() is both
            assert opinion.answers.exclude(first="").exists() is both
            assert not before.revealed_at or before.revealed_at == now.revealed_at


@settings(max_examples=25, suppress_health_check=ROLLED_BACK)
@given(
    one=st.fixed_dictionaries(dict.fromkeys(CODES, VALUES)),
    other=st.fixed_dictionaries(dict.fromkeys(CODES, VALUES)),
    finished=st.booleans(),
)
def test_the_other_side_sees_the_same_whatever_was_answered(
    opinion: SecondOpinion,
    as_owner: Client,
    one: dict[str, object],
    other: dict[str, object],
    *,
    finished: bool,
) -> None:
    pages = [
        reverse(name, args=["cafe-lindgren"]) for name in ("second_opinion", "check", "review")
    ]
    seen = []
    for answers in (one, other):
        with rolled_back():
            if finished:
                answer_apart(opinion)
            answer_apart(opinion, answers)
            if finished:
                services.finish(opinion=opinion, at=NOON)
            seen.append([TOKEN.sub("", as_owner.get(url).text) for url in pages])

    assert seen[0] == seen[1]


@settings(max_examples=25, suppress_health_check=ROLLED_BACK)
@given(one=VALUES, other=VALUES)
def test_the_second_person_sees_the_same_whatever_the_check_says(
    answered: Assessment,
    opinion: SecondOpinion,
    owner: User,
    as_edith: Client,
    one: object,
    other: object,
) -> None:
    slug = "cafe-lindgren"
    pages = [
        reverse("second_opinion", args=[slug]),
        reverse("second_questions", args=[slug, "culture"]),
        reverse("review", args=[slug]),
        reverse("business", args=[slug]),
    ]
    seen = []
    for value in (one, other):
        with rolled_back():
            make_answers(answered, owner, dict.fromkeys(CODES, value))
            seen.append([TOKEN.sub("", as_edith.get(url).text) for url in pages])

    assert seen[0] == seen[1]
