"""Ten reports that are hard to lay out, as well as the sample."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assessment.domain.model.answers import NOT_SURE, Evidence, SheetAnswer
from assessment.domain.planning.constraints import Cost, PlanWish
from assessment.domain.planning.planned_actions import Commitment, PlannedAction, Status
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.submissions import Submission
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.parties.catalogue.library import sample_submissions, sample_wish
from assessment.site.public.presenters import sample_past_plans
from tests.outputs.reports.documents import (
    LINDGREN,
    document_of,
    harbour_lane,
    with_answers,
    with_every_answer,
)

PLAN = make_plan(LINDGREN.model, LINDGREN.sheet, sample_wish())
LONG_TITLE = (
    "Ask everyone who collects a large order whether the box, the label and the opening hours "
    "on it were right, and note it"
)[:120]
LONG_NAME = ("Lindgren and daughters, bakers, " * 4)[:100]
NOTE = (
    "We keep a list by the till, and whoever closes up reads it through. What comes up twice "
    "goes on the board for the Monday meeting."
)


def lived(*own: str, done: int = 2) -> ReportDocument:
    """The café's owner in the middle of the quarter: some actions done, some added."""
    promise = Commitment(due_on=date(2026, 11, 14), who="Maja Lindgren")
    ended = replace(
        promise, status=Status.DONE, ended_on=date(2026, 10, 13), outcome="All five answered."
    )
    saved = [
        replace(planned, commitment=ended if n < done else promise)
        for n, planned in enumerate(PLAN.actions)
    ]
    added = [PlannedAction(title=title, cost=Cost(3, 10), commitment=promise) for title in own]
    past = tuple(plan for plan in sample_past_plans() if plan.quarter < LINDGREN.quarter)
    return build_document(
        LINDGREN,
        earlier=sample_submissions()[:-1],
        plan=PLAN,
        saved=[*added, *saved],
        today=LINDGREN.checked_on,
        extras=Extras(past=past, consultant=ConsultantPart()),
    )


def all_not_sure() -> ReportDocument:
    practices = LINDGREN.model.practices
    return document_of(with_answers(**{p.code: SheetAnswer(NOT_SURE) for p in practices}))


def many_comments() -> ReportDocument:
    practices, areas = LINDGREN.model.practices, LINDGREN.model.dimensions
    noted = {p.code: SheetAnswer(2, Evidence.NOTE, note=NOTE) for p in practices}
    remarks = dict.fromkeys((*(p.code for p in practices), *(area.key for area in areas)), NOTE)
    consultant = replace(harbour_lane(), remarks={**remarks, "": NOTE * 4})
    return document_of(with_answers(**noted), consultant=consultant)


def forty_quarters() -> ReportDocument:
    first, *_others = sample_submissions()
    quarter = LINDGREN.quarter
    quarters: list[Submission] = []
    for _number in range(39):
        quarter = quarter.previous()
        quarters.insert(0, replace(first, quarter=quarter))
    return document_of(earlier=tuple(quarters))


CASES: dict[str, Callable[[], ReportDocument]] = {
    "three long steps of her own": lambda: lived(LONG_TITLE, LONG_TITLE, LONG_TITLE, done=0),
    "every answer 3": lambda: document_of(with_every_answer(3)),
    "every answer not sure": all_not_sure,
    "the café in mid-quarter": lived,
    "clients without the appendix": lambda: document_of(options=Options(answers=False)),
    "many comments": many_comments,
    "long names": lambda: document_of(
        replace(LINDGREN, business=LONG_NAME),
        consultant=replace(harbour_lane(), name="Harbour Lane Consulting and Partners, Bristol"),
    ),
    "forty quarters": forty_quarters,
    "a name from right to left": lambda: document_of(replace(LINDGREN, business="קפה לינדגרן")),
    "nothing fits": lambda: document_of(
        wish=PlanWish(hours=1, money=0, max_actions=5), earlier=(), consultant=ConsultantPart()
    ),
}
