"""The actions between two checks, with their expected and actual outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.domain.scoring.rules import score_sheet
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import Comparison, comparison
from assessment.domain.trends.mappings import practice_under, practices_under
from assessment.domain.trends.predictions import predicted
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.numbers import exact_number
from assessment.journey.results.presenters.changes import named_change
from assessment.journey.results.presenters.moved_answers import MovedLine, moved_line
from assessment.journey.results.wording.changes import answer_word
from assessment.journey.trends.queries import PastPlan
from assessment.journey.trends.wording import outcomes as words

NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAction:
    """One action of an earlier plan: how it went, its hours, and its effect on the answer."""

    planned: PlannedAction
    went: str
    hours: str
    answer: str

    @property
    def outcome(self) -> str:
        """The owner's note on a completed action; for the others, `went` includes it."""
        promised = self.planned.promised
        return promised.outcome if promised.status == Status.DONE else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLines:
    """One area: its planned actions, their expected effect, and the next check's score."""

    title: str
    actions: tuple[PastAction, ...]
    expected: str
    actual: str
    clear: str


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One plan, between the check it was based on and the next one."""

    plan: PastPlan
    both: Comparison

    @property
    def title(self) -> str:
        return quarter_name(self.plan.quarter)

    @property
    def done(self) -> str:
        """How many of the actions were done, and how many were dropped.

        Dropped ones are not in the total, as on every other page.
        """
        states = [planned.status for planned in self.plan.actions]
        return words.done_line(
            done=sum(state.achieved for state in states),
            partly=states.count(Status.PARTLY),
            dropped=states.count(Status.DROPPED),
            count=len(states) - states.count(Status.DROPPED),
        )

    @cached_property
    def areas(self) -> tuple[AreaLines, ...]:
        """The areas with actions or with a changed score; actions without an area come last."""
        model = self.both.before.model
        promised = score_sheet(model, self._promise)
        found: list[AreaLines] = []
        for area in model.dimensions:
            lines = self._area(area, promised.dimension(area.key))
            change = self.both.area(area.key)
            if lines.actions or (change and change.shown):
                found.append(lines)
        if rest := self._planned_for(None):
            actions = tuple(self._past_action(planned) for planned in rest)
            found.append(
                AreaLines(
                    title=_("No single area"), actions=actions, expected="", actual="", clear=""
                )
            )
        return tuple(found)

    def _area(self, area: Dimension, then: DimensionScore) -> AreaLines:
        now, change = self.both.before.scored.dimension(area.key), self.both.area(area.key)
        named = named_change(self.both, change) if change else None
        # If an earlier score is not known, neither is the score that the plan was to reach.
        path = words.path(shown(now.points), shown(then.points))
        return AreaLines(
            title=area.title,
            actions=tuple(self._past_action(planned) for planned in self._planned_for(area)),
            expected=path if now.known_level else NONE,
            actual=words.actual(change) if change else NONE,
            clear=named.word if named and named.shown else "",
        )

    def _planned_for(self, area: Dimension | None) -> list[PlannedAction]:
        key = area.key if area else None
        actions = self.plan.actions
        return [p for p in actions if (p.dimension.key if p.dimension else None) == key]

    @cached_property
    def _promise(self) -> AnswerSheet:
        submission = self.both.before
        return predicted(submission.model, submission.sheet, self.plan.codes)

    def _past_action(self, planned: PlannedAction) -> PastAction:
        promised, real = planned.promised, planned.promised.real_hours
        return PastAction(
            planned=planned,
            went=words.how_it_went(promised.status, promised.outcome),
            hours=f"{planned.hours} / {NONE if real is None else exact_number(real)}",
            answer=self._answer(planned),
        )

    def _answer(self, planned: PlannedAction) -> str:
        """Compare the expected and the actual answer; empty if they cannot be compared."""
        model, later = self.both.before.model, self.both.now
        if planned.action is None:
            return ""
        practice = model.practice(planned.action.practice)
        same = practice_under(later.model, model, practice)
        now = later.sheet.get(same.code) if same else None
        expected = self._promise.get(practice.code)
        if not (same and expected and now):
            return ""
        return words.answer_outcome(
            practice.short,
            answer_word(model, practice, expected.value),
            answer_word(later.model, same, now.value),
        )


def chapters_of(
    submissions: Sequence[Submission], plans: Sequence[PastPlan]
) -> tuple[Chapter, ...]:
    """Pair each plan with the check it was based on and the next one; checks oldest first."""
    following = {c.quarter: later for c, later in pairwise(submissions)}
    on = {submission.quarter: submission for submission in submissions}
    return tuple(
        Chapter(plan=plan, both=comparison(on[plan.quarter], following[plan.quarter]))
        for plan in plans
        if plan.actions and plan.quarter in following
    )


# ---- answers that moved

UP, DOWN = 1, -1


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAnswer:
    """One changed answer; if it went up, `why` names the actions taken for it."""

    line: MovedLine
    why: str


def moved_answers(both: Comparison, plans: Sequence[PastPlan]) -> tuple[MovedAnswer, ...]:
    """Return the changed answers: risen first, then fallen, then those with no direction."""
    done = _done_for(both, plans)
    lines = [(moved.practice.code, moved_line(both.now, moved)) for moved in both.moved]
    # sorted() is stable, so each group keeps the order of the questions.
    ranked = sorted(lines, key=lambda one: (UP, DOWN, 0).index(one[1].way))
    return tuple(
        MovedAnswer(line=line, why=words.after(done.get(code, [])) if line.way == UP else "")
        for code, line in ranked
    )


def worked_on_in(plans: Sequence[PastPlan], model: MaturityModel) -> frozenset[str]:
    """Return the codes of the questions of `model` whose actions were done, at least partly."""
    found = (
        practices_under(model, plan.model, {p.code for p in plan.actions if p.status.achieved})
        for plan in plans
    )
    return frozenset[str]().union(*found)


def _done_for(both: Comparison, plans: Sequence[PastPlan]) -> dict[str, list[str]]:
    """Return the titles of fully or partly completed actions, keyed by practice code."""
    model = both.now.model
    found: dict[str, list[str]] = {}
    for plan in plans:
        for planned in plan.actions:
            if planned.action and planned.status.achieved:
                asked = plan.model.practice(planned.action.practice)
                if practice := practice_under(model, plan.model, asked):
                    found.setdefault(practice.code, []).append(planned.title)
    return found
