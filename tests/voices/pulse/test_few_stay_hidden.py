"""Whatever staff answer and however rounds go, nothing tells of fewer than the threshold."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.domain.model.voice_texts import PulseItem
from assessment.domain.voices.pulse import PulseScores
from assessment.foundation.accounts.models import User
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.businesses.models import Business
from assessment.voices.pulse import services
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.queries import PulseOutcome, outcome_of, story_of, team_view
from assessment.voices.pulse.tasks import keep_rounds
from tests.factories import NOON, make_model_version
from tests.voices.pulse.making import AFTER, QUESTIONS, ask, give

pytestmark = pytest.mark.django_db

Sheet = list[int | None]
SHEETS = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=QUESTIONS, max_size=QUESTIONS),
    max_size=7,
)


@dataclass(frozen=True)
class Played:
    """A round as it is played: what people answer, how many write something, and its end."""

    sheets: Sequence[Sheet]
    writers: int
    threshold: int
    closes_early: bool


ROUNDS = st.lists(
    st.builds(Played, SHEETS, st.integers(0, 7), st.sampled_from([4, 5]), st.booleans()),
    min_size=1,
    max_size=2,
)


def play(business: Business, owner: User, number: int, played: Played) -> PulseRound:
    """Let people answer a round, close it, and return it."""
    start = NOON + timedelta(days=60 * number)
    found, tokens = ask(business, owner, at=start)
    PulseRound.objects.filter(pk=found.pk).update(threshold=played.threshold)
    for place, sheet in enumerate(played.sheets):
        words = f"Text {number}{place}" if place < played.writers else ""
        give(tokens[place], sheet, words, at=start)
    keep_rounds(at=start + timedelta(days=1))
    assert f"Text {number}" not in json.dumps(business_document(business), default=str)
    if played.closes_early and len(played.sheets) >= played.threshold:
        services.close_early(round_=found, by=owner, at=start + timedelta(days=2))
    keep_rounds(at=start + timedelta(days=15))
    return PulseRound.objects.get(pk=found.pk)


def people_behind(sheets: Sequence[Sheet], places: Sequence[int]) -> int:
    return sum(any(sheet[place] is not None for place in places) for sheet in sheets)


def places_of(items: Sequence[PulseItem], name: str) -> list[int]:
    """Return the questions behind a score: those of an area or of a group."""
    return [place for place, item in enumerate(items) if name in {item.dimension, item.group}]


def scores_of(outcome: PulseOutcome) -> dict[str, Fraction]:
    groups = {"awareness": outcome.awareness, "engagement": outcome.engagement}
    every = {**outcome.dimensions, **groups}
    return {name: score for name, score in every.items() if score is not None}


@pytest.mark.thorough
@given(plan=ROUNDS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_no_score_and_no_text_of_a_few_is_ever_kept_or_shown(
    cafe: Business, owner: User, as_owner: Client, plan: list[Played]
) -> None:
    items = make_model_version().maturity.pulse_items
    with transaction.atomic():
        for number, played in enumerate(plan):
            closed = play(cafe, owner, number, played)

            enough = len(played.sheets) >= played.threshold
            texts = min(played.writers, len(played.sheets))
            assert closed.is_shown == enough
            assert len(closed.words) == (texts if enough and texts >= played.threshold else 0)
            check_scores(closed, played, items)
            check_page(as_owner.get(reverse("pulse_round", args=[cafe.slug, closed.key])), items)
        transaction.set_rollback(True)


def check_scores(closed: PulseRound, played: Played, items: Sequence[PulseItem]) -> None:
    """Check that each score has enough people behind it, and no two differ by a few."""
    outcome = outcome_of(closed)
    if outcome is None:
        return
    scores = scores_of(outcome)
    for name, score in scores.items():
        assert people_behind(played.sheets, places_of(items, name)) >= played.threshold
        assert score in {0, 100} or 5 <= score <= 95
    fewest = min(people_behind(played.sheets, [place]) for place in range(QUESTIONS))
    if fewest < played.threshold:
        assert outcome.awareness is outcome.engagement is None


def check_page(response: object, items: Sequence[PulseItem]) -> None:
    """Check that a page names no single question and no answer to one."""
    page = getattr(response, "text")  # noqa: B009 - of the test client
    assert not [item.text for item in items if item.text in page]
    assert not [anchor for item in items for anchor in item.anchors if anchor in page]


@pytest.mark.thorough
@given(score=st.fractions(0, 100))
def test_a_score_at_the_end_of_the_scale_is_kept_as_the_end(score: Fraction) -> None:
    scores = PulseScores(
        people=5, shown=True, dimensions={"culture": score}, awareness=score, engagement=None
    )

    read = PulseOutcome.read(PulseOutcome.of(scores).kept)

    rounded = Fraction(0) if score < 5 else Fraction(100) if score > 95 else score
    assert (read.dimensions["culture"], read.awareness, read.engagement) == (rounded, rounded, None)


def test_the_view_of_the_team_is_the_newest_result_until_a_day(cafe: Business, owner: User) -> None:
    for number, step in enumerate((1, 2)):
        play(cafe, owner, number, Played([[step] * QUESTIONS] * 5, 0, 5, closes_early=False))

    newest, first = team_view(story_of(cafe)), team_view(story_of(cafe), AFTER.date())

    assert newest is not None
    assert first is not None
    assert newest.scores["culture"] == Fraction(200, 3)
    assert first.scores["culture"] == Fraction(100, 3)
    assert team_view(story_of(cafe), NOON.date()) is None


def test_what_people_wrote_is_for_the_business_and_not_for_its_consultants(
    cafe: Business, owner: User, as_owner: Client
) -> None:
    played = Played([[1] * QUESTIONS] * 6, 6, 5, closes_early=False)

    closed = play(cafe, owner, 0, played)

    page = as_owner.get(reverse("pulse_round", args=[cafe.slug, closed.key])).text
    assert len(re.findall("Text 0[0-9]", page)) == 6
