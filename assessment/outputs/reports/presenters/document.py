"""Everything a report shows, frozen: plain values and finished sentences.

Documents contain no database rows and depend on no clock, so they always print the same bytes.
The names of all fields go into the fingerprint printed on every report: renaming one changes it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.utils.translation import gettext as _

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.journey.results.charts import CairnChart, DotRow
from assessment.journey.results.presenters.levels import HangsOn
from assessment.outputs.reports.charts import Stair, SupportBar, Weeks
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.presenters.comparison import (
    NEWER,
    ChangeLine,
    HistoryPart,
    SincePart,
)
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.printed_answers import NoteLine, PrintedAnswer, TierGroup

NAME_ROOM, BRIEF_ROOM = 36, 5
"""Characters of a business's name, and actions, that fit on the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAction:
    """One action of the plan, with its number and what a report says about it.

    The owner's own actions have fewer details. `state` says when it was done, and `good`
    describes its practice once it is done.
    """

    number: int
    planned: PlannedAction
    due_on: date
    who: str
    hours: str
    money: str
    price: str
    why: str = ""
    lift: str = ""
    good: str = ""
    state: str = ""

    @property
    def mark(self) -> str:
        """Either done or partly; empty for an action still to do."""
        promised = self.planned.commitment
        return promised.status if promised and promised.status.achieved else ""

    @property
    def outcome(self) -> str:
        """What the owner wrote about the outcome."""
        return self.planned.commitment.outcome if self.planned.commitment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """An action that is not in the plan, and why; `good` is as in ReportAction."""

    title: str
    area: str
    first_move: str
    price: str
    why: str
    good: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPart:
    """One area: its score, its answers and what comes next.

    `score_words` is the score, or its range where too little is known to name one number.
    `dots_alone` shows the score without how well it is supported. `later` suggests an action for
    another quarter if the plan has none for the area.
    """

    key: str
    title: str
    question_title: str
    reading: str
    score: int | None
    score_words: str
    supported: int | None
    level: str
    change: ChangeLine | None
    dots: DotRow | None
    dots_words: str
    dots_alone: DotRow | None
    dots_alone_words: str
    groups: tuple[TierGroup, ...]
    next_actions: tuple[ReportAction, ...]
    later: LeftOutLine | None
    comment: str

    @property
    def answers(self) -> tuple[PrintedAnswer, ...]:
        return tuple(answer for group in self.groups for answer in group.answers)

    @property
    def noted(self) -> tuple[PrintedAnswer, ...]:
        """The answers with a note or a reason, or that a second person confirmed."""
        return tuple(answer for answer in self.answers if answer.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceRow:
    """The chance of each level in times of 100, for one area or for all together."""

    title: str
    percents: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurePart:
    """How sure the level is: in a sentence, with its rule, its gaps and what it hangs on."""

    words: str
    sure: str
    rule: tuple[str, ...]
    gaps: tuple[str, ...]
    hangs_on: tuple[HangsOn, ...]
    chances_line: str
    levels: tuple[str, ...]
    chances: tuple[ChanceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneLine:
    """One tier of the cairn, as text."""

    key: str
    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A cell of the results grid, as text; `state` is met, open or waiting."""

    tier: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row of the results grid: one area."""

    title: str
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    number: int
    title: str
    ladder: str
    verdict_ends: str
    here: bool
    passed: bool
    perhaps: bool = field(default=False, metadata=NEWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingStep:
    """What an area still needs for the next level of the business."""

    area: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """What to find out about an area, which comes before the actions; `state` is as in them."""

    title: str
    task: str
    done_when: str
    due_on: date
    who: str
    hours: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """The plan of the quarter, or why there is none.

    `left_out` lists the actions that came closest to being included, and `alternatives` lists
    every other one. `nothing_next` is the text for when no action is left to do.
    """

    saved: bool
    summary: str
    expected: str
    nothing_fits: str
    nothing_next: str
    actions: tuple[ReportAction, ...]
    weeks: Weeks | None
    weeks_words: str
    left_out: tuple[LeftOutLine, ...]
    alternatives: tuple[LeftOutLine, ...]
    more_time: str
    find_out: tuple[FindOut, ...]
    joy: LeftOutLine | None

    @property
    def first(self) -> ReportAction | None:
        """The next action to do: the first that has not ended."""
        return next((action for action in self.actions if not action.state), None)

    @property
    def brief(self) -> tuple[ReportAction, ...]:
        """The actions that fit on the first page; those still to do take precedence."""
        # `sorted` is stable, so the actions keep their order within both groups.
        still_first = sorted(self.actions, key=lambda action: bool(action.state))
        return tuple(sorted(still_first[:BRIEF_ROOM], key=lambda action: action.number))

    @property
    def has_own(self) -> bool:
        """Whether the plan includes any of the owner's own actions."""
        return any(action.planned.own for action in self.actions)

    @property
    def beyond(self) -> int:
        """How many actions do not fit on the first page."""
        return len(self.actions) - len(self.brief)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRule:
    """One rule of the method, with its formula and an example if it has them."""

    title: str
    text: str
    formula: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPart:
    """How the score is worked out, in brief and in full, and what the report was made from."""

    lines: tuple[str, ...]
    lead: str
    rules: tuple[MethodRule, ...]
    questions: str
    questions_hash: str
    rule: str
    made_from: str
    credits: tuple[str, ...]

    @property
    def pairs_of_rules(self) -> list[tuple[MethodRule, ...]]:
        """The rules in pairs, as they are printed side by side; the last pair can have only one."""
        return [self.rules[at : at + 2] for at in range(0, len(self.rules), 2)]


@dataclass(frozen=True, kw_only=True)
class ReportDocument:
    """Everything about one check; the same values always print the same bytes.

    `compared_with` names the quarter compared with, if any; `then` does so only if it is not the
    previous check. `enclosed` contains the answers as comma-separated values to attach to the
    file; it is empty unless the reader asked for that.
    """

    language: str
    business: str
    quarter_key: str
    quarter: str
    months: str
    until: date
    checked_on: date
    checked_by: str
    verdict: str
    means: str
    score: int | None
    score_words: str
    supported: int | None
    change_words: str
    level: str
    levels: tuple[LevelLine, ...]
    verdict_begins: str
    stairs: tuple[Stair, ...]
    level_line: str
    way_up: str
    next_advice: str
    missing: tuple[MissingStep, ...]
    missing_rule: str
    areas_line: str
    clear_from: str
    compared_with: str
    then: str
    areas: tuple[AreaPart, ...]
    weakest_first: tuple[AreaPart, ...]
    cairn: CairnChart
    cairn_words: str
    stones: tuple[StoneLine, ...]
    cairn_advice: str
    grid: tuple[PrintedRow, ...]
    support: SupportBar | None
    support_rule: str
    support_title: str
    support_text: str
    plan: PlanPart
    since: SincePart | None
    history: HistoryPart | None
    method: MethodPart
    consultant: ConsultantPart
    options: Options
    left_out: str
    enclosed: str
    basis: str
    sure: SurePart | None = field(default=None, metadata=NEWER)

    @property
    def grid_line(self) -> str:
        """How to read the grid of areas and tiers."""
        if self.sure:
            return _("Read from left to right: build from the bottom, tier by tier.")
        return _("Read from left to right: a tier counts once the one before it is met.")

    @property
    def enclosed_name(self) -> str:
        return f"{self.quarter_key}_answers.csv"

    @property
    def has_long_name(self) -> bool:
        return len(self.business) > NAME_ROOM

    @property
    def has_background(self) -> bool:
        """Whether the consultant edition has any pages after the plan."""
        chosen = self.options
        told = (self.history, self.consultant.clients, self.long_notes)
        return bool(chosen.method or chosen.answers or chosen.notes or any(told))

    @property
    def noted(self) -> tuple[AreaPart, ...]:
        """The areas that have an answer with notes, in question order."""
        return tuple(area for area in self.areas if area.noted)

    @property
    def long_notes(self) -> list[tuple[PrintedAnswer, NoteLine]]:
        """The notes that are too long to fit beside their answers, in question order."""
        answers = [answer for area in self.areas for answer in area.answers]
        return [(answer, note) for answer in answers for note in answer.notes if note.is_cut]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of everything in the document, whatever the order of its dictionaries."""
        values = json.dumps(self, default=_plain, sort_keys=True, ensure_ascii=False)
        return sha256(values.encode()).hexdigest()


def _plain(value: object) -> object:
    """Convert a value for JSON: fields and mappings to objects, anything else to a string."""
    if is_dataclass(value):
        pairs = [(each, getattr(value, each.name)) for each in fields(value)]
        # A report that has nothing to say in a newer field keeps the fingerprint it always had.
        kept = [(e, own) for e, own in pairs if e.metadata != NEWER or own != e.default]
        return {each.name: own for each, own in kept}
    return dict(value) if isinstance(value, Mapping) else str(value)
