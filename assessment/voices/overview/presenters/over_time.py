"""What team and customers said in each quarter, for the trends page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.journey.results.presenters.panels import Panel
from assessment.parties.businesses.models import Business
from assessment.voices.overview import wording
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.queries import outcome_of, story_of
from assessment.voices.pulse.wording import points
from assessment.voices.surveys.queries.quarters import QuarterHeard, quarters_heard
from assessment.voices.surveys.queries.surveys import survey_of
from assessment.voices.surveys.wording.results import band_between, change, score_text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLine:
    """The recommend score of one quarter; score and band are empty under five answers."""

    quarter: Quarter
    answers: int
    score: str
    band: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """What the team said in one round; an empty score is one that too few have answered."""

    closed_on: date
    people: int
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardOverTime:
    """Quarters and rounds in which others were heard, oldest first; `areas` names the columns."""

    quarters: tuple[QuarterLine, ...]
    areas: tuple[str, ...]
    rounds: tuple[RoundLine, ...]

    @property
    def attribution(self) -> str:
        return wording.attribution() if any(line.score for line in self.quarters) else ""


def heard_over_time(business: Business) -> Panel | None:
    """Return the part of the trends page on others, or None; three queries."""
    heard = list(reversed(quarters_heard(survey_of(business), business)))
    rounds = [each for each in story_of(business).closed if each.is_shown]
    if not heard and not rounds:
        return None
    areas = rounds[-1].model_version.maturity.dimensions if rounds else ()
    return Panel(
        template="voices/overview/_in_trends.html",
        shows=HeardOverTime(
            quarters=_quarters(heard),
            areas=tuple(dimension.title for dimension in areas),
            rounds=tuple(_round(each, [dimension.key for dimension in areas]) for each in rounds),
        ),
        url=reverse("voices", args=[business.slug]),
    )


def _quarters(heard: Sequence[QuarterHeard]) -> tuple[QuarterLine, ...]:
    return tuple(
        QuarterLine(
            quarter=now.quarter,
            answers=now.recommendations.answers,
            score=score_text(now.recommendations),
            band=band_between(now.recommendations),
            change=_change(now, before) if before else "",
        )
        for before, now in zip([None, *heard], heard, strict=False)
    )


def _change(now: QuarterHeard, before: QuarterHeard) -> str:
    return change(now.recommendations, before.recommendations, before.quarter)


def _round(found: PulseRound, areas: Sequence[str]) -> RoundLine:
    outcome = outcome_of(found)
    scores = outcome.dimensions if outcome else {}
    return RoundLine(
        closed_on=found.closed_on or found.closes_on,
        people=found.answered or 0,
        areas=tuple(_points(scores.get(area)) for area in areas),
    )


def _points(score: Fraction | None) -> str:
    return "" if score is None else points(score)
