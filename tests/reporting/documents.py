"""Documents to print, made from the sample without a database."""

from dataclasses import replace
from functools import cache

from assessment.catalogue.library import sample_checks, sample_wish
from assessment.domain.answers import Answer, AnswerSheet
from assessment.domain.checks import Check
from assessment.domain.planning import make_plan
from assessment.domain.wishes import PlanWish
from assessment.reporting.document import ReportDocument, gather
from assessment.reporting.pdf import Edition, Paper, render

LINDGREN = sample_checks()[-1]


def document_of(
    check: Check = LINDGREN,
    *,
    earlier: tuple[Check, ...] = sample_checks()[:-1],
    wish: PlanWish | None = None,
) -> ReportDocument:
    plan = make_plan(check.model, check.sheet, wish or sample_wish())
    return gather(check, earlier=earlier, plan=plan, saved=None, today=check.checked_on)


def with_answers(**answers: Answer) -> Check:
    """The sample with other answers, by practice code."""
    return replace(LINDGREN, sheet=AnswerSheet({**LINDGREN.sheet.answers, **answers}))


def with_every_answer(value: int) -> Check:
    return with_answers(**{p.code: Answer(value) for p in LINDGREN.model.practices})


@cache
def printed(edition: Edition = Edition.OWNER, paper: Paper = Paper.A4) -> bytes:
    """The golden report, printed once a run."""
    return render(document_of(), edition, paper)
