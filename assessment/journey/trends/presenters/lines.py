"""The line charts by quarter, the reasons for gaps, and the table of all numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.domain.trends.timeline import Entry, Point, Timeline, breaks, seams
from assessment.journey.trends.charts import Multiple, drawn, multiple
from assessment.journey.trends.wording import lines as words
from assessment.journey.trends.wording.quarters import short_quarter

FEWEST_FOR_LINES = 3
NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart with its title, its caption, and its points in words."""

    title: str
    caption: str
    chart: Multiple
    label: str
    whole: bool


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The small charts, the overall score first, and the notes below them."""

    timeline: Timeline
    both: Comparison
    span: str
    newest: bool

    @property
    def enough(self) -> bool:
        """Whether there are enough checks for lines; two are too few."""
        return len(self.timeline.submissions) >= FEWEST_FOR_LINES

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        now = self.both.now.scored
        # The later of the two checks can be older than the current questions, so it can lack some
        # of their areas.
        scored = {score.key for score in now.dimensions if score.scored and not score.unknown}
        return (
            self._figure(
                _("Overall"),
                self.timeline.whole,
                self.both.overall,
                scored=now.overall.scored and not now.overall.unknown,
                whole=True,
            ),
            *(
                self._figure(
                    area.title,
                    self.timeline.line(area.key),
                    self.both.area(area.key),
                    scored=area.key in scored,
                )
                for area in self.timeline.model.dimensions
            ),
        )

    def _figure(
        self,
        title: str,
        line: Sequence[Point],
        change: Change | None,
        *,
        scored: bool,
        whole: bool = False,
    ) -> Figure:
        caption = words.caption(change, self.span)
        if change and change.level_news and self.both.now.model.change_texts:
            caption = words.with_levels(caption, change)
        return Figure(
            title=title,
            caption=caption or words.no_caption(scored=scored, newest=self.newest),
            chart=multiple(line),
            label=words.description(title, drawn(line)),
            whole=whole,
        )

    @cached_property
    def _areas(self) -> dict[str, Sequence[Point]]:
        """The drawn part of each area's line, keyed by title."""
        return {d.title: drawn(self.timeline.line(d.key)) for d in self.timeline.model.dimensions}

    @property
    def scale(self) -> str:
        dashes = any(figure.chart.dashes for figure in self.figures)
        return words.one_scale(len(self.figures), dashes=dashes)

    @property
    def new_questions(self) -> str:
        lines = [drawn(self.timeline.whole), *self._areas.values()]
        found = {line[n].quarter for line in lines for n in breaks(line)}
        return words.new_questions(sorted(found))

    @property
    def other_answers(self) -> str:
        """The reason why lines stop although the questions are the same."""
        lines = [drawn(self.timeline.whole), *self._areas.values()]
        found = {line[n].quarter for line in lines for n in seams(line)}
        return words.other_answers(sorted(found))

    @property
    def missing(self) -> str:
        """The reasons for the dashes."""
        whole = drawn(self.timeline.whole)
        unchecked = [point.quarter for point in whole if point.state == "no_check"]
        too_few = [(point.quarter, self._in_state("not_scored", point.quarter)) for point in whole]
        unasked = [(point.quarter, self._in_state("not_asked", point.quarter)) for point in whole]
        unknown = [(point.quarter, self._in_state("not_known", point.quarter)) for point in whole]
        said = [
            words.no_checks(unchecked),
            words.not_known([place for place in unknown if place[1]]),
            words.too_few([place for place in too_few if place[1]]),
            words.not_asked([place for place in unasked if place[1]]),
        ]
        return " ".join(sentence for sentence in said if sentence)

    def _in_state(self, state: str, quarter: Quarter) -> list[str]:
        return [
            title
            for title, line in self._areas.items()
            if any(point.state == state and point.quarter == quarter for point in line)
        ]


# ---- all the numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One quarter in numbers: its areas in the order of `heads`, then the overall score."""

    quarter: Quarter
    title: str
    questions: str
    areas: tuple[str, ...]
    overall: str
    level: str


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The table of all quarters, oldest first."""

    timeline: Timeline

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(self.timeline.areas.values())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(
                quarter=entry.quarter,
                title=short_quarter(entry.quarter),
                questions=_questions(entry),
                areas=tuple(_cell(entry.area(key)) for key in self.timeline.areas),
                overall=_number(entry.overall),
                level=entry.level_words or NONE,
            )
            for entry in self.timeline.entries
        )

    @property
    def rescored(self) -> bool:
        """Whether earlier answers were scored again with the newest questions."""
        return any(_rescored(entry) for entry in self.timeline.entries)


def _rescored(entry: Entry) -> bool:
    return bool(entry.reread and not entry.reread.same and entry.reread.areas)


def _questions(entry: Entry) -> str:
    if entry.reread is None:
        return _("no check")
    asked = entry.reread.submission.model
    return (
        words.read_as(asked, entry.reread.model) if _rescored(entry) else words.questions_of(asked)
    )


def _cell(point: Point) -> str:
    return _("too few answers") if point.state == "not_scored" else _number(point)


def _number(point: Point) -> str:
    if point.state == "not_known":
        return _("not known")
    return NONE if point.points is None else str(shown(point.points))
