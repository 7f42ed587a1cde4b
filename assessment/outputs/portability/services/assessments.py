"""Import one check with its answers, its frozen result and the plans made from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assessment.domain.exchange.documents import outcome_document
from assessment.domain.exchange.structuring import Rule
from assessment.domain.exchange.submission_json import BadSubmission, held, read_sheet, read_wish
from assessment.domain.limits import LONGEST_COMMENT
from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.models import ItemChange, ItemKind, Plan, PlanItem
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.results.models import Result, hash_columns
from assessment.journey.tracking.services import MOST_OWN
from assessment.outputs.portability.presenters import rows
from assessment.outputs.portability.presenters.column_rules import MOST_STEPS
from assessment.outputs.portability.services.references import People, below, each, stored
from assessment.outputs.portability.services.retests import import_retest
from assessment.outputs.portability.services.second_opinions import import_second_opinion
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion

LONGEST_WORD = 100
WORD = Rule(
    must_be="must be a short text or a whole number",
    fits=lambda given: (
        given is None
        or type(given) is int
        or (isinstance(given, str) and len(given) <= LONGEST_WORD)
    ),
)
"""The expected outcome of a plan is stored exactly as it was, so only its type is checked."""


def import_assessment(
    row: rows.CheckRow,
    place: str,
    business: Business,
    versions: Mapping[str, ModelVersion],
    people: People,
    *,
    before: Sequence[Assessment],
) -> Assessment:
    """Import one check; `before` contains the checks that come before it in the file."""
    version = versions.get(str(row.model))
    if version is None:
        raise BadSubmission(f"{place}.model", "must be the key of one of the models")
    _check_order(row, before, place)
    said = people.columns(row, Assessment, place)
    with stored(place):
        assessment = Assessment.objects.create(business=business, model_version=version, **said)
    _import_answers(assessment, row.answers, f"{place}.answers", people)
    _import_changes(assessment, row.changes, f"{place}.changes", people)
    if (row.result is None) != (assessment.submitted_at is None):
        raise BadSubmission(
            f"{place}.result", "must be present if the check was submitted, otherwise null"
        )
    if row.result:
        _import_result(assessment, row.result, f"{place}.result", people)
    for within, plan in each(row.plans, f"{place}.plans"):
        _import_plan(assessment, plan, within, people)
    for within, sheet in each(row.retests, f"{place}.retests"):
        import_retest(assessment, sheet, within, people)
    for within, opinion in each(row.second_opinions, f"{place}.second_opinions"):
        import_second_opinion(assessment, opinion, within, people)
    return assessment


def _check_order(row: rows.CheckRow, before: Sequence[Assessment], place: str) -> None:
    """Check that corrections and extra checks are numbered without gaps, as the site does it."""
    if row.quarter_starts_on.day != 1:
        raise BadSubmission(f"{place}.quarter_starts_on", "must be the first day of a month")
    known = {(c.extra, c.revision) for c in before if c.quarter_starts_on == row.quarter_starts_on}
    if row.extra and (row.extra - 1, 1) not in known:
        raise BadSubmission(f"{place}.extra", "must be 0, or one more than the previous check")
    if row.revision != 1 and (row.extra or (0, row.revision - 1) not in known):
        raise BadSubmission(
            f"{place}.revision", "must be 1, or one more than the revision it corrects"
        )


# ---- answers


def _import_answers(
    assessment: Assessment, given: Sequence[rows.AnswerRow], place: str, people: People
) -> None:
    asked = [practice.code for practice in assessment.model_version.maturity.practices]
    if sorted(row.practice for row in given) != sorted(asked):
        raise BadSubmission(place, "must have one entry for each question of the model")
    answers = [
        Answer(assessment=assessment, **people.columns(row, Answer, within))
        for within, row in each(given, place)
    ]
    with stored(place):
        Answer.objects.bulk_create(answers)


def _import_changes(
    assessment: Assessment, given: Iterable[rows.AnswerChangeRow], place: str, people: People
) -> None:
    changes = []
    for within, row in each(given, place):
        if assessment.model_version.maturity.practice_or_none(row.practice) is None:
            raise BadSubmission(f"{within}.practice", "must be a question of the model")
        said = people.columns(row, AnswerChange, within)
        changes.append(AnswerChange(assessment=assessment, **said))
    with stored(place):
        AnswerChange.objects.bulk_create(changes)


# ---- the result


def _import_result(assessment: Assessment, row: rows.ResultRow, place: str, people: People) -> None:
    """Import a frozen result, after checking that the same answers give it on this site too."""
    model = assessment.model_version.maturity
    with below(f"{place}.sheet"):
        scored = _scored(assessment, read_sheet(model, row.sheet))
    if row.outcome != outcome_document(scored) or row.rule != scored.scored.rule:
        raise BadSubmission(f"{place}.outcome", "does not match these answers")
    overall = scored.scored.overall
    comments = _comments(row.comments, model, f"{place}.comments")
    with stored(place):
        result = Result.objects.create(
            assessment=assessment,
            score=shown(overall.points) if overall.scored else None,
            level=overall.level.key if overall.level else "",
            **hash_columns(model),
            **people.columns(row, Result, place),
        )
        Comment.objects.bulk_create(
            Comment(result=result, **people.columns(comment, Comment, within))
            for within, comment in comments
        )


def _scored(assessment: Assessment, sheet: AnswerSheet) -> Submission:
    return Submission(
        business=assessment.business.name,
        quarter=assessment.quarter,
        model=assessment.model_version.maturity,
        sheet=sheet,
        checked_on=assessment.quarter.starts_on,
    )


def _comments(
    given: Iterable[rows.CommentRow], model: MaturityModel, place: str
) -> Iterable[tuple[str, rows.CommentRow]]:
    """Merge the comments on a subject: this site knows none of the consultancies behind them."""
    found: dict[str, tuple[str, rows.CommentRow]] = {}
    subjects = {"", *(area.key for area in model.dimensions), *(p.code for p in model.practices)}
    for within, row in each(given, place):
        if row.about not in subjects:
            must_be = "must be an area or a question of the model, or empty"
            raise BadSubmission(f"{within}.about", must_be)
        earlier = [found[row.about][1].text] if row.about in found else []
        whole = "\n\n".join([*earlier, row.text])
        if len(whole) > LONGEST_COMMENT:
            must_be = f"must be at most {LONGEST_COMMENT} characters in all for one subject"
            raise BadSubmission(f"{within}.text", must_be)
        found[row.about] = within, replace(row, text=whole)
    return found.values()


# ---- plans


def _import_plan(assessment: Assessment, row: rows.PlanRow, place: str, people: People) -> None:
    with below(f"{place}.wish"):
        read_wish(assessment.model_version.maturity, row.wish)
    for name, value in row.expected.items():
        held(WORD, value, f"{place}.expected.{name}")
    if sum(is_own(item) for item in row.items) > MOST_OWN:
        raise BadSubmission(
            f"{place}.items", f"must contain at most {MOST_OWN} of the owner’s own actions"
        )
    with stored(place):
        plan = Plan.objects.create(assessment=assessment, **people.columns(row, Plan, place))
    for within, item in each(row.items, f"{place}.items"):
        _import_item(plan, item, within, people)


def _import_item(plan: Plan, row: rows.ItemRow, place: str, people: People) -> None:
    _check_item(row, plan.assessment.model_version.maturity, place)
    with stored(place):
        item = PlanItem.objects.create(plan=plan, **people.columns(row, PlanItem, place))
    changes = [
        ItemChange(item=item, **_item_change(change, within, people))
        for within, change in each(row.changes, f"{place}.changes")
    ]
    with stored(f"{place}.changes"):
        ItemChange.objects.bulk_create(changes)


def _item_change(row: rows.ItemChangeRow, place: str, people: People) -> dict[str, Any]:
    return people.columns(row, ItemChange, place) | {
        "before": people.changed(row.before, f"{place}.before"),
        "after": people.changed(row.after, f"{place}.after"),
    }


def is_own(row: rows.ItemRow) -> bool:
    return not row.action and row.kind == ItemKind.ACTION


def _check_questions(row: rows.ItemRow, model: MaturityModel, place: str) -> None:
    """Check that what to find out names questions of its area, and an action names none."""
    known = {p.code for p in model.practices if p.dimension == row.dimension}
    finds_out = row.kind == ItemKind.FIND_OUT
    if not set(row.questions) <= known or finds_out != bool(row.questions):
        must_be = "must be questions of its area for what to find out, and otherwise empty"
        raise BadSubmission(f"{place}.questions", must_be)


def _check_item(row: rows.ItemRow, model: MaturityModel, place: str) -> None:
    _check_questions(row, model, place)
    steps = {action.code: len(action.steps) for action in model.actions}
    steps |= {"": len(row.questions)} if row.questions else {}
    if row.action and row.action not in steps:
        raise BadSubmission(f"{place}.action", "must be an action of the model, or empty")
    if row.dimension and row.dimension not in {area.key for area in model.dimensions}:
        raise BadSubmission(f"{place}.dimension", "must be an area of the model, or empty")
    if any(step >= steps.get(row.action, MOST_STEPS) for step in row.ticked):
        raise BadSubmission(f"{place}.ticked", "must be the numbers of its steps, counted from 0")
