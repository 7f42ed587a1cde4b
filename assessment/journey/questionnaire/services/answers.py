"""Saving and undoing answers, closing the sheet.

Who saves reads the check `to_change` in the same transaction, so that what it saves over is what
stands, and nobody submits the sheet in between.
"""

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
    """The sheet was submitted; its answers stay as they are."""


class AnswerChangedMeanwhile(DomainError):
    """Somebody saved another answer since the page was opened; `theirs` is what stands now."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__(theirs.practice)
        self.theirs = theirs


class NamedTwice(DomainError):
    """The name of this save is taken by the save of another answer."""


@dataclass(frozen=True, slots=True)
class Save:
    """One save: what its page saw (the revision, 0 for none) and its own name, who and when."""

    seen: int
    operation: UUID
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """What a save stores: the value as in the row (blank for none) and the texts."""

    value: str
    note: str = ""
    reason: str = ""

    @classmethod
    def of(cls, answer: SheetAnswer | Answer | AnswerChange) -> "Wording":
        return cls(str(answer.value), answer.note, answer.reason)


@transaction.atomic
def record_answer(*, standing: Answer, answer: SheetAnswer, save: Save) -> Answer:
    """Save one answer over the standing one, if the page that sends it saw that one.

    The same operation, or the same words again, is stored once and answered alike.

    Raises:
        Closed: the sheet is submitted.
        AnswerChangedMeanwhile: the answer has another revision and other words.
        NamedTwice: the operation is another answer's.
    """
    _refuse_closed(standing.assessment)
    return _write(standing, Wording.of(answer), save)


@transaction.atomic
def undo_answer(*, standing: Answer, save: Save) -> Answer:
    """Bring back what the answer was before its last save, blank before the first.

    Raises:
        Closed, AnswerChangedMeanwhile, NamedTwice: as for saving.
        NothingToUndo: the answer was never given here.
    """
    _refuse_closed(standing.assessment)
    # A correction begins with answers given before: to take those back, they are answered anew.
    if save.seen <= int(standing.assessment.corrects):
        raise NothingToUndo(standing.practice)
    before = AnswerChange.objects.filter(
        assessment=standing.assessment, practice=standing.practice, revision=save.seen - 1
    ).first()
    return _write(standing, Wording.of(before) if before else Wording(BLANK), save)


@transaction.atomic
def mark_open_not_sure(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Answer what is still open with "not sure"; what has an answer keeps it.

    Raises:
        Closed: the sheet is submitted.
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
    """Close a complete sheet; from here on its answers stay as they are.

    Raises:
        Closed: it was submitted before.
        Incomplete: questions are open.
    """
    _refuse_closed(Assessment.objects.select_for_update().filter(pk=assessment.pk).first())
    assessment.sheet().validate(assessment.model_version.maturity)
    assessment.submitted_at = at
    assessment.submitted_by = by
    assessment.save(update_fields=["submitted_at", "submitted_by"])


def _refuse_closed(assessment: Assessment | None) -> None:
    """A correction may have been dropped in this moment; then it is not there any more."""
    if assessment is None or assessment.submitted_at is not None:
        raise Closed


def _write(standing: Answer, words: Wording, save: Save) -> Answer:
    if standing.revision != save.seen or Wording.of(standing) == words:
        return _stored_before(standing, words, save)
    change = AnswerChange(
        assessment_id=standing.assessment_id,
        practice=standing.practice,
        operation=save.operation,
        revision=save.seen + 1,
        at=save.at,
        by=save.by,
        **asdict(words),
    )
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as taken:
        # PostgreSQL read this answer before it waited for whoever was faster.
        standing.refresh_from_db()
        if standing.revision == save.seen:
            raise NamedTwice(standing.practice) from taken
        return _stored_before(standing, words, save)
    _show(standing, change)
    standing.save(
        update_fields=["value", "note", "reason", "revision", "answered_at", "answered_by"]
    )
    return standing


def _stored_before(standing: Answer, words: Wording, save: Save) -> Answer:
    """The answer to a save that has nothing new to store, as that save left it.

    Raises:
        AnswerChangedMeanwhile: it has, and the answer is not the one its page saw.
    """
    if Wording.of(standing) == words:
        return standing
    sent = AnswerChange.objects.filter(
        assessment_id=standing.assessment_id, practice=standing.practice, operation=save.operation
    ).first()
    if sent is None:
        raise AnswerChangedMeanwhile(standing)
    _show(standing, sent)
    return standing


def _show(answer: Answer, change: AnswerChange) -> None:
    """Let the answer read as this change made it."""
    answer.value, answer.note, answer.reason = change.value, change.note, change.reason
    answer.revision = change.revision
    answer.answered_at, answer.answered_by = change.at, change.by
