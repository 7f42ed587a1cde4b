"""Starting a check, saving and undoing answers, closing the sheet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from assessment.accounts.models import User
from assessment.answering.models import BLANK, Answer, AnswerChange, Assessment
from assessment.catalogue.queries import newest_version
from assessment.domain.answers import Answer as SheetAnswer
from assessment.domain.errors import DomainError
from assessment.domain.maturity import Practice
from assessment.domain.quarters import Quarter
from assessment.organisations.models import Business


class Closed(DomainError):
    """The sheet was submitted; its answers stay as they are."""


class ChangedMeanwhile(DomainError):
    """Somebody saved another answer since the page was opened; `theirs` is what stands now."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__(theirs.practice)
        self.theirs = theirs


class NothingToUndo(DomainError):
    """The answer was never given."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a save stores: the value as in the row (blank for none) and the texts."""

    value: str
    note: str = ""
    reason: str = ""

    @classmethod
    def of(cls, answer: SheetAnswer | Answer | AnswerChange) -> "Wording":
        return cls(str(answer.value), answer.note, answer.reason)


def start_assessment(*, business: Business, quarter: Quarter, at: datetime) -> Assessment:
    """The business's assessment of a quarter, begun now if it is not there, with blank answers."""
    with transaction.atomic():
        assessment, new = Assessment.objects.get_or_create(
            business=business,
            quarter_starts_on=quarter.starts_on,
            revision=1,
            defaults={"model_version": newest_version(), "started_at": at},
        )
        if new:
            practices = assessment.model_version.maturity.practices
            Answer.objects.bulk_create(
                Answer(assessment=assessment, practice=practice.code) for practice in practices
            )
    return assessment


@transaction.atomic
def record_answer(
    *,
    assessment: Assessment,
    practice: Practice,
    answer: SheetAnswer,
    seen: int,
    operation: UUID,
    by: User,
    at: datetime,
) -> Answer:
    """Save one answer, if the page that sends it saw the newest one.

    The same operation, or the same words again, is stored once and answered alike.

    Args:
        seen: the revision that the page showed, 0 for none.
        operation: the sender's own name for this save.

    Raises:
        Closed: the sheet is submitted.
        ChangedMeanwhile: the answer has another revision and other words.
    """
    _lock_open(assessment)
    return _write(assessment, practice.code, Wording.of(answer), seen, operation, by, at)


@transaction.atomic
def undo_answer(
    *,
    assessment: Assessment,
    practice: Practice,
    seen: int,
    operation: UUID,
    by: User,
    at: datetime,
) -> Answer:
    """Bring back what the answer was before its last save, blank before the first.

    Raises:
        Closed, ChangedMeanwhile: as for saving.
        NothingToUndo: the answer was never given.
    """
    _lock_open(assessment)
    if not seen:
        raise NothingToUndo(practice.code)
    before = AnswerChange.objects.filter(
        assessment=assessment, practice=practice.code, revision=seen - 1
    ).first()
    words = Wording.of(before) if before else Wording(BLANK)
    return _write(assessment, practice.code, words, seen, operation, by, at)


@transaction.atomic
def close(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Close a complete sheet; from here on its answers stay as they are.

    Raises:
        Closed: it was submitted before.
        Incomplete: questions are open.
    """
    _lock_open(assessment)
    assessment.sheet().check(assessment.model_version.maturity)
    assessment.submitted_at = at
    assessment.submitted_by = by
    assessment.save(update_fields=["submitted_at", "submitted_by"])


def _lock_open(assessment: Assessment) -> None:
    """Let one writer at a time change a sheet, and none after it is submitted."""
    locked = Assessment.objects.select_for_update().open().filter(pk=assessment.pk)
    if not locked.values_list("pk", flat=True):
        raise Closed


def _write(  # noqa: PLR0917 - the parts of one save, passed on as they came
    assessment: Assessment,
    code: str,
    words: Wording,
    seen: int,
    operation: UUID,
    by: User,
    at: datetime,
) -> Answer:
    texts = {"value": words.value, "note": words.note, "reason": words.reason}
    change = AnswerChange(
        assessment=assessment,
        practice=code,
        operation=operation,
        revision=seen + 1,
        **texts,
        at=at,
        by=by,
    )
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        # Either this operation was stored before, or somebody else made this revision.
        return _standing(assessment, code, words, operation)
    now = {**texts, "revision": seen + 1, "answered_at": at, "answered_by": by}
    if not assessment.answers.filter(practice=code, revision=seen).update(**now):
        raise ChangedMeanwhile(assessment.answers.select_related("answered_by").get(practice=code))
    return Answer(assessment=assessment, practice=code, **now)


def _standing(assessment: Assessment, code: str, words: Wording, operation: UUID) -> Answer:
    """The answer that stands, if this save is already in it; otherwise a conflict."""
    standing = assessment.answers.select_related("answered_by").get(practice=code)
    sent_before = AnswerChange.objects.filter(assessment=assessment, operation=operation)
    if Wording.of(standing) == words or any(Wording.of(c) == words for c in sent_before):
        return standing
    raise ChangedMeanwhile(standing)
