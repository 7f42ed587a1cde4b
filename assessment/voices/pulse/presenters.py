"""What the pages about the team's view show, as frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext as _

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.voice_texts import PulseItem, TeamTalk
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.voices.pulse import gap_to_owner
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.typed_text import on_one_line
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.queries import PulseOutcome, outcome_of
from assessment.voices.pulse.wording import change_words, gap_words, points, team_says

NOT_SAID = "x"
"""What the form sends for “I’d rather not say”."""
SCALE_FROM, SCALE_LENGTH = 12, Fraction(256, 100)
"""Where 0 is in the drawing of an area, and the length of one point."""
OPENERS, GOOD = 2, 60
"""How many gaps open a talk, and from which score an area is praised in it."""


# ---- answering


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody has chosen so far, which only their own browser keeps.

    `chosen` has a text for each question: the number of a step, `NOT_SAID`, or "" before they
    chose. `changing` says that one answer is being changed from the last page.
    """

    chosen: tuple[str, ...]
    words: str = ""
    changing: bool = False

    @classmethod
    def none(cls, items: Sequence[PulseItem]) -> Self:
        return cls(chosen=("",) * len(items))

    def with_choice(self, place: int, value: str) -> Self:
        chosen = (*self.chosen[:place], value, *self.chosen[place + 1 :])
        return replace(self, chosen=chosen)

    @property
    def missing(self) -> int | None:
        """The place of the first question without an answer; None if all have one."""
        return self.chosen.index("") if "" in self.chosen else None

    @property
    def answers(self) -> list[int | None]:
        return [None if value == NOT_SAID else int(value) for value in self.chosen]

    def lines(self, items: Sequence[PulseItem]) -> list["ChosenLine"]:
        """Return what was chosen, to look through before sending."""
        return [
            ChosenLine(
                place=place,
                question=item.text,
                answer="" if value == NOT_SAID else item.anchors[int(value)],
            )
            for place, (item, value) in enumerate(zip(items, self.chosen, strict=True))
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenLine:
    """One question with what was chosen; the answer is empty for “I’d rather not say”."""

    place: int
    question: str
    answer: str


# ---- the count


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """How many of how many, as a row of circles: ticked and dashed."""

    counted: int
    people: int

    ACROSS = 8
    STEP = 36

    @property
    def circles(self) -> list[tuple[bool, int, int]]:
        """Whether each is ticked, and the middle of the circle."""
        return [
            (
                number < self.counted,
                18 + self.STEP * (number % self.ACROSS),
                18 + self.STEP * (number // self.ACROSS),
            )
            for number in range(self.people)
        ]

    @property
    def width(self) -> int:
        return self.STEP * min(self.people, self.ACROSS)

    @property
    def height(self) -> int:
        return self.STEP * -(-self.people // self.ACROSS)


# ---- the result


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaBesideOwner:
    """One area as owner and team see it; a score is None if there is none, or it is hidden."""

    title: str
    questions: int
    owner: Fraction | None
    team: Fraction | None
    changed: str

    @property
    def gap(self) -> Fraction | None:
        """By how many points the owner's view is higher, if it is printed at all."""
        if self.owner is None or self.team is None:
            return None
        return gap_to_owner(self.owner, self.team)

    @property
    def apart(self) -> Fraction:
        """How far apart the two are; areas with one side only come last."""
        if self.owner is None or self.team is None:
            return Fraction(-1)
        return abs(self.owner - self.team)

    @property
    def gap_words(self) -> str:
        if self.owner is None or self.team is None:
            return ""
        return gap_words(self.owner, self.team)

    @property
    def owner_points(self) -> int | None:
        return None if self.owner is None else shown(self.owner)

    @property
    def team_points(self) -> str:
        return "" if self.team is None else points(self.team)

    @property
    def owner_x(self) -> str:
        return _x(self.owner)

    @property
    def team_x(self) -> str:
        return _x(self.team)

    @property
    def diamond(self) -> str:
        """The path of the team's mark."""
        if self.team is None:
            return ""
        middle = float(SCALE_FROM + self.team * SCALE_LENGTH)
        return f"M{middle:.1f} 6.5 {middle + 9.5:.1f} 16 {middle:.1f} 25.5 {middle - 9.5:.1f} 16z"


def _x(score: Fraction | None) -> str:
    return "" if score is None else f"{float(SCALE_FROM + score * SCALE_LENGTH):.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBar:
    """Awareness or engagement as a bar; None if it is hidden."""

    score: Fraction | None
    changed: str

    @property
    def shown(self) -> str:
        return "" if self.score is None else points(self.score)

    @property
    def per_cent(self) -> str:
        return "" if self.score is None else f"{float(self.score):.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkOpener:
    """A question to open the talk with, and why it comes up."""

    area: str
    gap_words: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamResult:
    """A closed round with a result, beside the owner's own view."""

    found: PulseRound
    people: int
    quarter: Quarter
    areas: tuple[AreaBesideOwner, ...]
    awareness: TeamBar
    engagement: TeamBar
    before: PulseRound | None
    openers: tuple[TalkOpener, ...]

    @property
    def title(self) -> str:
        if not any(area.owner is not None and area.team is not None for area in self.areas):
            return _("This is how your team sees it")
        gaps = [area.gap for area in self.areas if area.gap is not None]
        return team_says(sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps))

    @property
    def has_owner(self) -> bool:
        """Whether there is a check to compare with."""
        return any(area.owner is not None for area in self.areas)


def team_result(
    found: PulseRound,
    model: MaturityModel,
    owner: Mapping[str, Fraction],
    before: PulseRound | None,
    first_month: int,
) -> TeamResult | None:
    """Return a closed round as its page shows it; None if too few answered."""
    outcome = outcome_of(found)
    if outcome is None or found.closed_on is None:
        return None
    earlier = outcome_of(before) if before else None
    areas = [_area(key, model, owner, outcome, earlier) for key in outcome.dimensions]
    areas.sort(key=lambda area: area.apart, reverse=True)
    return TeamResult(
        found=found,
        people=outcome.people,
        quarter=quarter_of(found.closed_on, first_month),
        areas=tuple(areas),
        awareness=_bar(outcome.awareness, earlier.awareness if earlier else None),
        engagement=_bar(outcome.engagement, earlier.engagement if earlier else None),
        before=before if earlier else None,
        openers=_openers(areas, model),
    )


def quarter_of(day: date, first_month: int) -> Quarter:
    return Quarter.containing(day, first_month)


def _area(
    key: str,
    model: MaturityModel,
    owner: Mapping[str, Fraction],
    outcome: PulseOutcome,
    earlier: PulseOutcome | None,
) -> AreaBesideOwner:
    titles = {dimension.key: dimension.title for dimension in model.dimensions}
    return AreaBesideOwner(
        title=titles.get(key, key),
        questions=sum(item.dimension == key for item in model.pulse_items),
        owner=owner.get(key),
        team=outcome.dimensions[key],
        changed=_changed(earlier.dimensions.get(key) if earlier else None, outcome.dimensions[key]),
    )


def _bar(score: Fraction | None, earlier: Fraction | None) -> TeamBar:
    return TeamBar(score=score, changed=_changed(earlier, score))


def _changed(earlier: Fraction | None, now: Fraction | None) -> str:
    return "" if earlier is None or now is None else change_words(earlier, now)


def _openers(areas: Sequence[AreaBesideOwner], model: MaturityModel) -> tuple[TalkOpener, ...]:
    """Return what to talk about first: the largest gaps, and then an area both see well."""
    talk = model.team_talk.questions if model.team_talk else ()
    titles = {dimension.key: dimension.title for dimension in model.dimensions}
    asks = {titles.get(question.dimension, ""): question.text for question in talk}
    apart = [area for area in areas if area.gap is not None and area.title in asks]
    openers = [
        TalkOpener(area=area.title, gap_words=area.gap_words, question=asks[area.title])
        for area in apart[:OPENERS]
    ]
    agreed = [a for a in areas if a.gap is None and a.owner is not None and (a.team or 0) >= GOOD]
    if agreed:
        best = max(agreed, key=lambda area: area.team or 0)
        words = _("Here we agree it is going well. What must we not lose?")
        openers.append(TalkOpener(area=best.title, gap_words=best.gap_words, question=words))
    return tuple(openers)


# ---- the team talk


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage:
    """What a team talks through, with the area of each question."""

    business: str
    months: str
    title: str
    intro: str
    close: str
    questions: tuple[tuple[str, str], ...]


def talk_page(
    business: Business, model: MaturityModel, talk: TeamTalk, quarter: Quarter
) -> TalkPage:
    titles = {dimension.key: dimension.title for dimension in model.dimensions}
    return TalkPage(
        business=on_one_line(business.name),
        months=quarter_name(quarter),
        title=talk.title,
        intro=talk.intro,
        close=talk.close,
        questions=tuple((titles[each.dimension], each.text) for each in talk.questions),
    )
