"""The areas of a report: score, answers with every note, and the next action."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.domain.model.maturity import Action, Dimension, Practice
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.plans import LeftOut, QuarterPlan
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.foundation.formatting.money import cost
from assessment.foundation.formatting.remarks import said
from assessment.foundation.formatting.text import shortened
from assessment.foundation.formatting.typed_text import for_paper
from assessment.foundation.pdf.fingerprint import NEWER
from assessment.journey.results.charts import DotRow
from assessment.journey.results.presenters.area import answer_line
from assessment.journey.results.presenters.results import AreaRow
from assessment.journey.results.wording.verdict import points, reading
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.presenters.comparison import ChangeLine, change_line
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.wording.document import answer_label, price

NOTE_ROOM = 130
"""Characters of a note that fit beside its answer; a longer one is also printed in full."""
AREA_ROOM = 800
"""Letters beside the answers of an area that is still kept together on one page."""
TITLE_ROOM = 76
"""Letters of an action's title that fit on two lines of the first page."""


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
    def short_title(self) -> str:
        """The title, cut if it would take more than two lines on the first page."""
        return shortened(self.planned.title, TITLE_ROOM)

    @property
    def outcome(self) -> str:
        """What the owner wrote about the outcome."""
        return self.planned.commitment.outcome if self.planned.commitment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """An action that is not in the plan, and why; `good` is as in ReportAction.

    `ways_in` says what would bring it in, where something would.
    """

    title: str
    area: str
    first_move: str
    price: str
    why: str
    good: str
    ways_in: str = field(default="", metadata=NEWER)

    @property
    def why_and_ways_in(self) -> str:
        return f"{self.why}. {self.ways_in}" if self.ways_in else self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note beside an answer; `kind` is its label, such as "Reason:", or empty."""

    anchor: str
    kind: str
    text: str

    @property
    def is_cut(self) -> bool:
        return len(self.text) > NOTE_ROOM or "\n" in self.text

    @property
    def start(self) -> str:
        """The text, or as much of it as fits beside the answer."""
        if not self.is_cut:
            return self.text
        words = " ".join(self.text.split())
        if len(words) <= NOTE_ROOM:
            return words
        # Cut between words; a text without any space is cut where the room ends.
        start = words[:NOTE_ROOM]
        return start.rpartition(" ")[0] or start


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnswer:
    """One answer as it was given; `step` is None for "not sure" and "doesn't apply".

    `anchors` are all the options of the question, and `comment` is the consultant's comment.
    """

    code: str
    tier: str
    short: str
    question: str
    anchors: tuple[str, ...]
    label: str
    sentence: str
    step: int | None
    notes: tuple[NoteLine, ...]
    comment: str

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """All options from lowest to highest, each with whether it was chosen."""
        return tuple((words, n == self.step) for n, words in enumerate(self.anchors))


@dataclass(frozen=True, slots=True, kw_only=True)
class TierGroup:
    """The answers of one tier of an area."""

    key: str
    title: str
    answers: tuple[PrintedAnswer, ...]

    @property
    def rows_with_comments(self) -> int:
        """Rows of a table in which an answer with notes or a comment takes a second row."""
        beside = sum(bool(answer.notes or answer.comment) for answer in self.answers)
        return len(self.answers) + beside

    @property
    def rows_in_full(self) -> int:
        """Rows of a table in which every answer takes a second row, for the chosen option."""
        return 2 * len(self.answers)


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
    def is_range(self) -> bool:
        """Whether too little is known for one number, so that its score is a range."""
        return self.score is not None and self.score_words != str(self.score)

    @property
    def answers(self) -> tuple[PrintedAnswer, ...]:
        return tuple(answer for group in self.groups for answer in group.answers)

    @property
    def is_long(self) -> bool:
        """Whether so much is written beside its answers that it has to run on to the next page."""
        notes = sum(len(note.start) for answer in self.answers for note in answer.notes)
        comments = sum(len(answer.comment) for answer in self.answers)
        return notes + comments + len(self.comment) > AREA_ROOM

    @property
    def noted(self) -> tuple[PrintedAnswer, ...]:
        """The answers with a note or a reason, or that a second person confirmed."""
        return tuple(answer for answer in self.answers if answer.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The context of every area: the plan, the consultant's comments and the options.

    `both` is the comparison with an earlier check, if there is one. `then` names the quarter
    compared with; it is empty for the previous check.
    """

    plan: QuarterPlan
    actions: tuple[ReportAction, ...]
    consultant: ConsultantPart
    options: Options
    both: Comparison | None
    then: str

    def change_line(self, change: Change) -> ChangeLine | None:
        return change_line(self.both, change, self.then) if self.both else None


def area_part(submission: Submission, row: AreaRow, around: Around) -> AreaPart:
    """Build one area with all its answers, notes, comments and actions."""
    dimension, score, chart = row.dimension, row.score, row.chart
    unscored = _("Too many questions did not apply here to give a score. Your answers are below.")
    # The score without its range, unless the range is all that is known.
    alone = replace(chart, low=chart.now, high=chart.now) if chart and chart.known else chart
    mine = tuple(a for a in around.actions if a.planned.action and a.planned.dimension == dimension)
    return AreaPart(
        key=dimension.key,
        title=dimension.title,
        question_title=dimension.question_title,
        reading=reading(submission, dimension) or unscored,
        score=shown(score.points) if score.scored else None,
        score_words=points(score) if score.scored else "–",
        supported=shown(score.supported) if score.scored else None,
        level=_level_words(row),
        change=around.change_line(row.change) if row.change else None,
        dots=chart,
        dots_words=_dots_words(score, row.change, around.then),
        dots_alone=alone,
        dots_alone_words=_dots_alone_words(score, row.change, around.then),
        groups=tuple(_groups(submission, dimension, around)),
        next_actions=mine,
        later=None if mine else _for_later(submission, around.plan, dimension),
        comment=around.consultant.about(dimension.key),
    )


def _level_words(row: AreaRow) -> str:
    if row.score.level is None:
        return _("Not scored")
    return row.level.words or _("Not known yet")


def _dots_words(score: DimensionScore, change: Change | None, then: str) -> str:
    """Describe the marks of the chart: for screen readers, in large print and in Word."""
    # Compare displayed scores: a range hidden by rounding would read "67 to 67".
    if not score.scored or shown(score.supported) == shown(score.upper):
        return _dots_alone_words(score, change, then)
    facts = {"now": shown(score.points), "low": shown(score.supported), "quarter": then}
    facts["high"] = shown(score.upper)
    if score.unknown:
        return _("Between %(low)s and %(high)s out of 100") % facts
    # The mark of the earlier score is left out, too, if other questions counted then.
    if change is None or not change.whole:
        return _("%(now)s out of 100, possible range %(low)s to %(high)s") % facts
    facts["then"] = shown(change.before)
    if then:
        return (
            _("%(now)s out of 100 now, possible range %(low)s to %(high)s; %(then)s in %(quarter)s")
            % facts
        )
    return (
        _("%(now)s out of 100 now, possible range %(low)s to %(high)s; %(then)s last time") % facts
    )


def _dots_alone_words(score: DimensionScore, change: Change | None, then: str) -> str:
    """Describe the same marks without the range."""
    if not score.scored:
        return ""
    facts = {"now": points(score), "quarter": then}
    if change is None or not change.whole:
        return _("%(now)s out of 100") % facts
    facts["then"] = str(shown(change.before))
    if then:
        return _("%(now)s out of 100 now; %(then)s in %(quarter)s") % facts
    return _("%(now)s out of 100 now; %(then)s last time") % facts


# ---- answers


def _groups(submission: Submission, dimension: Dimension, around: Around) -> Iterator[TierGroup]:
    for tier in submission.model.tiers:
        answers = tuple(
            _answer_line(submission, practice, around) for practice in dimension.in_tier(tier)
        )
        yield TierGroup(key=tier.key, title=tier.title, answers=answers)


def _answer_line(submission: Submission, practice: Practice, around: Around) -> PrintedAnswer:
    answer = submission.sheet.answers[practice.code]
    return PrintedAnswer(
        code=practice.code,
        tier=practice.tier,
        short=practice.short,
        question=practice.question,
        anchors=practice.anchors,
        label=answer_label(submission, practice, answer.value),
        sentence=answer_line(submission, practice).words,
        step=answer.value if isinstance(answer.value, int) else None,
        notes=tuple(_notes(practice, answer)) if around.options.notes else (),
        comment=around.consultant.about(practice.code),
    )


def _notes(practice: Practice, answer: SheetAnswer) -> Iterator[NoteLine]:
    """Yield the reason why a question does not apply, then the note beside the answer."""
    if reason := for_paper(answer.typed_reason):
        yield NoteLine(anchor=f"reason-{practice.code}", kind=_("Reason:"), text=reason)
    checked = answer.evidence == Evidence.CHECKED
    if note := for_paper(answer.note):
        kind = _("Checked:") if checked else ""
        yield NoteLine(anchor=f"note-{practice.code}", kind=kind, text=note)
    elif checked:
        text = _("A second person confirmed it.")
        yield NoteLine(anchor=f"note-{practice.code}", kind=_("Checked:"), text=text)


# ---- what comes next


def _for_later(
    submission: Submission, plan: QuarterPlan, dimension: Dimension
) -> LeftOutLine | None:
    """Return the area's left-out action that came closest to fitting, if there is one."""
    order = ("fits", "too_costly")
    mine = [o for o in plan.left_out if o.dimension.key == dimension.key and o.reason in order]
    nearest = min(mine, key=lambda out: order.index(out.reason), default=None)
    return left_out_line(submission, nearest) if nearest else None


def left_out_line(submission: Submission, out: LeftOut) -> LeftOutLine:
    lacking = cost(out.lacks.money, submission.currency)
    why = replace(out.why, facts={**out.why.facts, "money": lacking})
    return LeftOutLine(
        title=out.action.title,
        area=out.dimension.title,
        first_move=out.action.first_move,
        price=price(out.cost, submission.currency),
        why=said(why),
        good=good_next(submission, out.action),
    )


def good_next(submission: Submission, action: Action) -> str:
    """Return the option that describes the practice once the action is done."""
    practice = submission.model.practice(action.practice)
    return practice.anchors[submission.rule.span(submission.sheet, action)[1]]
