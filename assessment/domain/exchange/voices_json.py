"""The JSON of `manage.py voices`: what customers and team said, and what may be shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any

from assessment.domain.exchange.structuring import Rule
from assessment.domain.exchange.submission_form import whole_number
from assessment.domain.exchange.submission_json import held, structured
from assessment.domain.limits import MOST_HEARD, MOST_TEAM
from assessment.domain.model.voice_texts import PulseItem
from assessment.domain.voices.loyalty import MOST, Recommendations, ScoreChange
from assessment.domain.voices.outcomes import HeardOutcomes
from assessment.domain.voices.pulse import (
    LEAST_THRESHOLD,
    USUAL_THRESHOLD,
    PulseScores,
    pulse_scores,
)

Rating = Annotated[int, whole_number(0, MOST)]
Count = Annotated[int, whole_number(0, MOST_HEARD)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOutcomes:
    """How many outcomes of each kind customers told of."""

    wanted: Count = 0
    unwanted: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVoices:
    """What was heard in one quarter; `before` has the ratings of an earlier one."""

    recommend: tuple[Rating, ...] = ()
    before: tuple[Rating, ...] | None = None
    outcomes: GivenOutcomes = field(default_factory=GivenOutcomes)
    pulse: tuple[Annotated[Any, Rule()], ...] = ()
    threshold: Annotated[int, whole_number(LEAST_THRESHOLD, MOST_TEAM)] = USUAL_THRESHOLD


def voices_document(document: object, items: Sequence[PulseItem]) -> dict[str, Any]:
    """Return what may be shown of the voices in a document, with null for what may not.

    Args:
        document: The voices of one business, as parsed JSON.
        items: The questions for the team, in the order of the answers.

    Raises:
        BadSubmission: A field is not allowed; the error names the first such field.
    """
    given = structured(document, GivenVoices)
    sheets = [
        held(_sheet(items), sheet, f"pulse.{number}") for number, sheet in enumerate(given.pulse)
    ]
    recommended = Recommendations.count(given.recommend)
    before = None if given.before is None else Recommendations.count(given.before)
    heard = HeardOutcomes(wanted=given.outcomes.wanted, unwanted=given.outcomes.unwanted)
    return {
        "recommend": _recommend(recommended, before),
        "value": {"quotient": _exact(heard.quotient), "share": _exact(heard.share)},
        "pulse": _pulse(pulse_scores(items, sheets, given.threshold)),
    }


def _sheet(items: Sequence[PulseItem]) -> Rule:
    most = len(items[0].anchors) - 1

    def is_sheet(given: object) -> bool:
        return (
            isinstance(given, list)
            and len(given) == len(items)
            and all(step is None or (type(step) is int and 0 <= step <= most) for step in given)
        )

    return Rule(
        must_be=f"must be a list of {len(items)} answers, each from 0 to {most} or null",
        fits=is_sheet,
    )


def _recommend(now: Recommendations, before: Recommendations | None) -> dict[str, Any]:
    band, change = now.band, before and now.change_since(before)
    return {
        "n": now.answers,
        "promoters": now.promoters,
        "passives": now.passives,
        "detractors": now.detractors,
        "score": _exact(now.score),
        "low": band and band.low,
        "high": band and band.high,
        "shown": now.shown,
        "change": change and _change(change),
    }


def _change(change: ScoreChange) -> dict[str, Any]:
    band = change.band
    return {
        "points": change.points,
        "low": band.low,
        "high": band.high,
        "clear": change.clear,
    }


def _pulse(scores: PulseScores) -> dict[str, Any]:
    return {
        "n": scores.people,
        "shown": scores.shown,
        "dimensions": {key: _exact(score) for key, score in scores.dimensions.items()},
        "awareness": _exact(scores.awareness),
        "engagement": _exact(scores.engagement),
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
