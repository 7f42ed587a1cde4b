"""Why a client needs the practice and how it stands, from columns that were read already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from assessment.consulting.portfolio import wording
from assessment.consulting.portfolio.queries.listed import ListedClient, ListedStanding
from assessment.consulting.portfolio.queries.needs import Need
from assessment.consulting.portfolio.queries.portfolio import StartedCheck
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.level_doubt import Certainty, level_in_words
from assessment.journey.results.wording.changes import movement_word
from assessment.parties.businesses.models import Trade

LOOKS = {Need.OVERDUE: "late", Need.FALLEN: "down"}
SHORT = 4
"""How many letters of an area's name fit above its number on a phone."""
TRADES = {trade.value: trade for trade in Trade}


class NamedClient(NamedTuple):
    """Who a client is; `ticked` is what its box says."""

    slug: str
    name: str
    url: str
    sector: str
    tags: tuple[str, ...]
    ticked: str


class Reason(NamedTuple):
    """Why a client needs the practice, in words.

    `look` says how it is coloured, and `also` names the less urgent reasons.
    """

    need: Need
    title: str
    detail: str
    look: str
    also: str = ""


class ShownLevel(NamedTuple):
    """A level with its doubt; `rest` is what is said beside its name."""

    rank: int
    title: str
    rest: str


class ShownScore(NamedTuple):
    """A score as it is shown, and how it changed; `points` is None where nothing is compared."""

    shown: str
    points: int | None
    word: str

    @property
    def distance(self) -> int:
        """The change in points without its sign."""
        return abs(self.points or 0)


class ShownPlan(NamedTuple):
    """How many actions of a plan are achieved; without a plan there are none."""

    achieved: int
    actions: int

    @property
    def percent(self) -> int:
        return 100 * self.achieved // self.actions


class HeatCell(NamedTuple):
    """The score of an area on the shade of its level; `shown` is empty without a score."""

    area: str
    short: str
    shown: str
    points: int | None
    rank: int | None
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How a client stands after its latest check."""

    level: ShownLevel | None
    score: ShownScore
    cells: Sequence[HeatCell]
    plan: ShownPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """A client with everything that its reasons are told from."""

    client: ListedClient
    model: MaturityModel
    today: date
    started: StartedCheck | None
    reasons: tuple[Need, ...]

    @property
    def standing(self) -> ListedStanding | None:
        return self.client.standing


# ---- why


def reason_of(facts: ClientFacts) -> Reason | None:
    """Return the most urgent reason, with the names of the others."""
    if not facts.reasons:
        return None
    first, *others = [_reason(facts, need) for need in facts.reasons]
    return first._replace(also=wording.also([one.title for one in others])) if others else first


def _reason(facts: ClientFacts, need: Need) -> Reason:
    words = {
        Need.ENDING: _ending,
        Need.OVERDUE: check_overdue,
        Need.UNSCORED: not_scored,
        Need.FALLEN: fallen_clearly,
        Need.STILL: plan_stands_still,
        Need.NEW: _new,
    }
    tell = words.get(need)
    title, detail = tell(facts) if tell else (wording.need_label(need), "")
    return Reason(need, title, detail, LOOKS.get(need, ""))


def _ending(facts: ClientFacts) -> tuple[str, str]:
    on = facts.client.ends_on or facts.today
    return wording.access_ends((on - facts.today).days), wording.last_day(on)


def check_overdue(facts: ClientFacts) -> tuple[str, str]:
    days = (facts.today - facts.standing.next_due_on).days if facts.standing else 0
    return wording.overdue(days), _progress(facts)


def _progress(facts: ClientFacts) -> str:
    if facts.started is None:
        return wording.check_not_started()
    return wording.check_started(facts.started.answered, facts.started.questions)


def not_scored(facts: ClientFacts) -> tuple[str, str]:
    scored = facts.standing.areas if facts.standing else {}
    areas = facts.model.dimensions
    lacking = [area.title for area in areas if area.key not in scored]
    return wording.need_label(Need.UNSCORED), wording.too_few_answers(lacking)


def fallen_clearly(facts: ClientFacts) -> tuple[str, str]:
    standing = facts.standing
    if standing is None or standing.points_before is None or standing.points_now is None:
        return wording.need_label(Need.FALLEN), ""
    areas = facts.model.dimensions
    most = next((area.title for area in areas if area.key == standing.fallen_area), "")
    title = wording.fallen(standing.points_before, standing.points_now)
    return title, wording.fell_most(most) if most else ""


def plan_stands_still(facts: ClientFacts) -> tuple[str, str]:
    moved_at = facts.standing.plan_moved_at if facts.standing else None
    days = (facts.today - facts.client.day(moved_at)).days if moved_at else 0
    return wording.need_label(Need.STILL), wording.nothing_done(days)


def _new(facts: ClientFacts) -> tuple[str, str]:
    if facts.client.prepared:
        return wording.not_handed_over(), _progress(facts)
    if facts.started:
        return wording.first_unsent(), _progress(facts)
    return wording.never_came(), wording.access_since(facts.client.day(facts.client.given_at))


# ---- how it stands


def position_of(
    standing: ListedStanding | None, model: MaturityModel, columns: Sequence[tuple[str, str]]
) -> Position:
    """Return how a client stands, with a cell for each of these areas.

    `model` has the questions of its latest check.
    """
    if standing is None:
        return Position(
            level=None,
            score=ShownScore("", None, ""),
            cells=[_cell(area, None, model) for area in columns],
            plan=ShownPlan(0, 0),
        )
    return Position(
        level=_level(standing, model),
        score=ShownScore(
            standing.score_shown,
            standing.points,
            movement_word(standing.movement, model.change_texts),
        ),
        cells=[_cell(area, standing, model) for area in columns],
        plan=ShownPlan(standing.achieved, standing.actions),
    )


def _level(standing: ListedStanding, model: MaturityModel) -> ShownLevel | None:
    if standing.level_rank is None:
        return None
    level, texts = model.levels[standing.level_rank], model.level_texts
    if not (texts and standing.certainty):
        return ShownLevel(level.rank, level.title, "")
    other = next((one for one in model.levels if one.key == standing.other_level), None)
    words = level_in_words(texts, Certainty(standing.certainty), level, other)
    return ShownLevel(level.rank, level.title, words.removeprefix(level.title).lstrip(" ,"))


def _cell(area: tuple[str, str], standing: ListedStanding | None, model: MaturityModel) -> HeatCell:
    key, title = area
    found = standing.areas.get(key) if standing else None
    rank = found["rank"] if found else None
    return HeatCell(
        area=title,
        short=title if len(title) <= SHORT + 1 else f"{title[:SHORT]}.",
        shown=_points(found) if found else "",
        points=found["points"] if found else None,
        rank=rank,
        level=model.levels[rank].title if rank is not None else "",
    )


def _points(area: Mapping[str, Any]) -> str:
    """Return the points of an area, or their range where too little is known for a number."""
    return str(area["points"]) if area["rank"] is not None else f"{area['low']}–{area['high']}"
