"""Read rounds of the pulse, what they showed, and whom a link lets answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.voices.pulse import PulseScores
from assessment.foundation.links.tokens import hash_of
from assessment.journey.results.models import Result
from assessment.journey.results.queries import latest_result
from assessment.parties.businesses.models import Business, TeamSize
from assessment.parties.catalogue.queries import newest_version
from assessment.voices.pulse.models import PulsePass, PulseRound
from assessment.voices.pulse.tokens import as_code, hash_of_code

LEAST_SHOWN, MOST_SHOWN = 5, 95
"""Scores beyond these are shown as “under 5” and “over 95”: 0 and 100 tell everybody's answers."""
MOST_PEOPLE: Mapping[str, int] = {TeamSize.ALONE: 1, TeamSize.FEW: 4}
"""How many people the smaller teams have at most."""


# ---- what was said


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseOutcome:
    """The scores of a closed round in points from 0 to 100; None where too few answered.

    A score under 5 is kept as 0 and one over 95 as 100, so not even the database tells more than
    the pages.
    """

    people: int
    dimensions: Mapping[str, Fraction | None]
    awareness: Fraction | None
    engagement: Fraction | None

    @classmethod
    def of(cls, scores: PulseScores) -> Self:
        """Return what is kept of the scores that can be shown together."""
        return cls(
            people=scores.people,
            dimensions={key: _blunted(score) for key, score in scores.dimensions.items()},
            awareness=_blunted(scores.awareness),
            engagement=_blunted(scores.engagement),
        )

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `kept` returned."""
        return cls(
            people=kept["people"],
            dimensions={key: _read(score) for key, score in kept["dimensions"].items()},
            awareness=_read(kept["awareness"]),
            engagement=_read(kept["engagement"]),
        )

    @property
    def kept(self) -> dict[str, object]:
        """Return it as JSON: fractions as text in lowest terms."""
        return {
            "people": self.people,
            "dimensions": {key: _kept(score) for key, score in self.dimensions.items()},
            "awareness": _kept(self.awareness),
            "engagement": _kept(self.engagement),
        }


def _blunted(score: Fraction | None) -> Fraction | None:
    if score is None or LEAST_SHOWN <= score <= MOST_SHOWN:
        return score
    return Fraction(0 if score < LEAST_SHOWN else 100)


def _read(kept: str | None) -> Fraction | None:
    return None if kept is None else Fraction(kept)


def _kept(score: Fraction | None) -> str | None:
    return None if score is None else str(score)


# ---- rounds of a business


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseStory:
    """All rounds of a business, oldest first."""

    rounds: tuple[PulseRound, ...]

    @property
    def running(self) -> PulseRound | None:
        return next((each for each in self.rounds if each.closed_on is None), None)

    @property
    def closed(self) -> tuple[PulseRound, ...]:
        return tuple(each for each in self.rounds if each.closed_on is not None)

    @property
    def last(self) -> PulseRound | None:
        """The round that was closed last, shown or not."""
        return next(reversed(self.closed), None)

    def named(self, key: str) -> PulseRound | None:
        return next((each for each in self.closed if each.key == key), None)

    def before(self, found: PulseRound) -> PulseRound | None:
        """Return the round before this one that has a result."""
        earlier = self.closed[: self.closed.index(found)]
        return next((each for each in reversed(earlier) if each.is_shown), None)


def story_of(business: Business) -> PulseStory:
    """Return all rounds of a business; one query."""
    found = PulseRound.objects.filter(business=business).select_related("model_version")
    return PulseStory(rounds=tuple(found.defer("model_version__source")))


def outcome_of(found: PulseRound) -> PulseOutcome | None:
    """Return the scores of a closed round; None if too few answered."""
    return None if found.outcome is None else PulseOutcome.read(found.outcome)


def questions_for(business: Business) -> MaturityModel:
    """Return the questions that a new round would ask; they may have none for the team."""
    return newest_version().fitted_to(business.circumstances)


def is_too_small(business: Business, threshold: int) -> bool:
    """Return whether the team is too small for anybody to answer unrecognised."""
    return MOST_PEOPLE.get(business.team_size, threshold) < threshold


def owners_view(business: Business) -> tuple[Result | None, Mapping[str, Fraction]]:
    """Return the newest sent check and its score for each area that has one."""
    result = latest_result(business)
    areas = result.outcome["dimensions"] if result else {}
    scored = {key: found["score"] for key, found in areas.items() if found.get("score") is not None}
    return result, {key: Fraction(score) for key, score in scored.items()}


# ---- what other rooms show


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseCard:
    """What the page of all voices says about the team.

    Attributes:
        alone: There is no team, and so no card.
        too_small: The team talks instead of answering.
        asks: The questions in use have some for the team.
        running: The round that is open now, of which only `counted`, `people` and days are shown.
        last: The round that was closed last. It has no result if too few answered.
        outcome: The result of that round.
    """

    alone: bool
    too_small: bool
    asks: bool
    running: PulseRound | None
    last: PulseRound | None
    outcome: PulseOutcome | None


def pulse_for_hub(
    business: Business, story: PulseStory, questions: MaturityModel, threshold: int
) -> PulseCard:
    """Return the state of the pulse of a business; no query."""
    return PulseCard(
        alone=business.alone,
        too_small=is_too_small(business, threshold),
        asks=questions.pulse is not None,
        running=story.running,
        last=story.last,
        outcome=outcome_of(story.last) if story.last else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """How the team sees each area, for beside the owner's own view.

    `scores` has None for areas that too few answered. A score of 0 means “under 5”, and 100 “over
    95”.
    """

    scores: Mapping[str, Fraction | None]
    awareness: Fraction | None
    engagement: Fraction | None
    people: int
    asked: int
    closed_on: date


def team_view(story: PulseStory, until: date | None = None) -> TeamView | None:
    """Return the newest result of the pulse, closed on or before a day; no query.

    It is None if no round has closed, or if too few people answered.
    """
    known = [
        (each.closed_on, each.started_on, place)
        for place, each in enumerate(story.closed)
        if each.closed_on and each.is_shown and (until is None or each.closed_on <= until)
    ]
    if not known:
        return None
    closed_on, _started_on, place = max(known)
    newest = story.closed[place]
    outcome = outcome_of(newest)
    if outcome is None:
        return None
    return TeamView(
        scores=outcome.dimensions,
        awareness=outcome.awareness,
        engagement=outcome.engagement,
        people=outcome.people,
        asked=newest.people,
        closed_on=closed_on,
    )


# ---- links


class LinkState(StrEnum):
    """What somebody with a link can do."""

    OPEN = "open"
    USED = "used"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseDoor:
    """A round that somebody has a link to, by a personal token or by the code of a poster."""

    round: PulseRound
    business: Business
    token_hash: str
    state: LinkState


def door_behind(token: str, at: datetime) -> PulseDoor | None:
    """Return what a link leads to; None if it is unknown. One query."""
    code = as_code(token)
    return _poster_behind(code, at) if code else _pass_behind(token, at)


def _poster_behind(code: str, at: datetime) -> PulseDoor | None:
    found = PulseRound.objects.filter(code_hash=hash_of_code(code), business__archived_at=None)
    round_ = found.select_related("business", "model_version").first()
    return None if round_ is None else _door(round_, "", at, used=False)


def _pass_behind(token: str, at: datetime) -> PulseDoor | None:
    found = PulsePass.objects.filter(token_hash=hash_of(token), round__business__archived_at=None)
    own = found.select_related("round__business", "round__model_version").first()
    return None if own is None else _door(own.round, own.token_hash, at, used=own.used)


def _door(found: PulseRound, token_hash: str, at: datetime, *, used: bool) -> PulseDoor:
    state = LinkState.USED if used else LinkState.OPEN
    if not found.takes_answers_on(found.business.day(at)):
        state = LinkState.CLOSED
    return PulseDoor(round=found, business=found.business, token_hash=token_hash, state=state)
