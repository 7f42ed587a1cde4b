"""Save and undo answers, and close the sheet.

Callers read the check with `to_change` in the same transaction as the save. The lock makes sure
that the answer they replace is the current one, and that nobody submits the sheet in between.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from assessment.domain.errors import DomainError, NothingToUndo
from assessment.domain.model.answers import NOT_SURE, SheetAnswer
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import BLANK, Answer, AnswerChange, Assessment


class Closed(DomainError):
    """The sheet was submitted, so its answers can no longer change."""


class AnswerChangedMeanwhile(DomainError):
    """Another answer was saved since the page was opened; `theirs` is the current one."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__(theirs.practice)
        self.theirs = theirs


class NamedTwice(DomainError):
    """The operation ID of this save was already used for another answer."""


@dataclass(frozen=True, slots=True)
class Save:
    """One save: the revision its page showed (0 for none), its operation ID, who and when."""

    seen: int
    operation: UUID
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """The content of a save: the value as stored (blank for none), and the texts."""

    value: str
    note: str = ""
    reason: str = ""

    @classmethod
    def of(cls, answer: SheetAnswer | Answer | AnswerChange) -> "Wording":
        return cls(str(answer.value), answer.note, answer.reason)


@transaction.atomic
def record_answer(*, stored: Answer, answer: SheetAnswer, save: Save) -> Answer:
    """Replace the current answer, provided that the page showed its current revision.

    Repeating an operation, or sending identical content, stores nothing and gives the same reply.

    Raises:
        Closed: the sheet has been submitted.
        AnswerChangedMeanwhile: the answer has a newer revision with different content.
        NamedTwice: the operation ID belongs to a save of another answer.
    """
    _refuse_closed(stored.assessment)
    return _write(stored, Wording.of(answer), save)


@transaction.atomic
def undo_answer(*, stored: Answer, save: Save) -> Answer:
    """Restore the answer from before its last save; blank if that was the first.

    Raises:
        Closed, AnswerChangedMeanwhile, NamedTwice: as in `record_answer`.
        NothingToUndo: the answer was not given in this assessment.
    """
    _refuse_closed(stored.assessment)
    # Revision 1 of a correction is the copied answer, which undo must not remove. A correction
    # has to stay complete, so its answers can only be replaced.
    if save.seen <= int(stored.assessment.corrects):
        raise NothingToUndo(stored.practice)
    before = AnswerChange.objects.filter(
        assessment=stored.assessment, practice=stored.practice, revision=save.seen - 1
    ).first()
    return _write(stored, Wording.of(before) if before else Wording(BLANK), save)


@transaction.atomic
def mark_open_not_sure(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Answer all open questions with "not sure", and leave the other answers alone.

    Raises:
        Closed: the sheet has been submitted.
    """
    _refuse_closed(Assessment.objects.select_for_update().filter(pk=assessment.pk).first())
    still_open = list(assessment.answers.filter(value=BLANK))
    AnswerChange.objects.bulk_create(
        AnswerChange(
            assessment=assessment,
            practice=answer.practice,
            operation=uuid4(),
            revision=answer.revision + 1,
            value=NOT_SURE,
            at=at,
            by=by,
        )
        for answer in still_open
    )
    Answer.objects.filter(pk__in=[answer.pk for answer in still_open]).update(
        value=NOT_SURE, revision=F("revision") + 1, answered_at=at, answered_by=by
    )


@transaction.atomic
def close(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Close a complete sheet, whose answers are then final.

    Raises:
        Closed: it has already been submitted.
        Incomplete: some questions have no answer.
    """
    _refuse_closed(Assessment.objects.select_for_update().filter(pk=assessment.pk).first())
    # Read the answers only after locking, so that no save slips in between validation and closing.
    assessment.sheet().validate(assessment.model_version.maturity)
    assessment.submitted_at = at
    assessment.submitted_by = by
    assessment.save(update_fields=["submitted_at", "submitted_by"])


@transaction.atomic
def mark_checked(*, answers: Iterable[Answer]) -> None:
    """Count answers of an open sheet as checked, because a second person agrees with them.

    Raises:
        Closed: the sheet has been submitted.
    """
    for answer in answers:
        _refuse_closed(answer.assessment)
        # Only the revision that the second person agreed with; a later one has not been checked.
        found = Answer.objects.filter(pk=answer.pk, revision=answer.revision)
        answer.checked = bool(found.update(checked=True))


def _refuse_closed(assessment: Assessment | None) -> None:
    """Raise `Closed` if the sheet was submitted, or deleted as a discarded correction."""
    if assessment is None or assessment.submitted_at is not None:
        raise Closed


def _write(stored: Answer, words: Wording, save: Save) -> Answer:
    # A repeated save or an identical answer must not create another revision.
    if stored.revision != save.seen or Wording.of(stored) == words:
        return _saved_before(stored, words, save)
    change = AnswerChange(
        assessment_id=stored.assessment_id,
        practice=stored.practice,
        operation=save.operation,
        revision=save.seen + 1,
        at=save.at,
        by=save.by,
        **asdict(words),
    )
    try:
        # The savepoint keeps the outer transaction usable if a unique constraint is violated.
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as taken:
        # On PostgreSQL the answer can be older than the lock: the query read it, then waited for
        # another transaction to release the row. Reading it again shows who was first.
        stored.refresh_from_db()
        if stored.revision == save.seen:
            raise NamedTwice(stored.practice) from taken
        return _saved_before(stored, words, save)
    _show(stored, change)
    stored.save(
        update_fields=[
            *("value", "note", "reason", "checked"),
            *("revision", "answered_at", "answered_by"),
        ]
    )
    return stored


def _saved_before(stored: Answer, words: Wording, save: Save) -> Answer:
    """Return the answer as the same save left it before.

    Raises:
        AnswerChangedMeanwhile: the save is new, but its page showed an older revision.
    """
    if Wording.of(stored) == words:
        return stored
    sent = AnswerChange.objects.filter(
        assessment_id=stored.assessment_id, practice=stored.practice, operation=save.operation
    ).first()
    if sent is None:
        raise AnswerChangedMeanwhile(stored)
    _show(stored, sent)
    return stored


def _show(answer: Answer, change: AnswerChange) -> None:
    """Copy the content of a change to the answer, without saving it."""
    answer.value, answer.note, answer.reason = change.value, change.note, change.reason
    # What a second person checked was the text before.
    answer.checked = answer.checked and answer.revision == change.revision
    answer.revision = change.revision
    answer.answered_at, answer.answered_by = change.at, change.by
