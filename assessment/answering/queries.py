"""What the pages of a check show: how far each area is, and what was said last time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from assessment.answering.models import Answer, AnswerChange, Assessment
from assessment.catalogue.queries import newest_version
from assessment.domain.maturity import Dimension, MaturityModel, Practice
from assessment.domain.quarters import Quarter
from assessment.organisations.models import Business


@dataclass(frozen=True)
class Area:
    """One dimension of a running check."""

    dimension: Dimension
    answered: int
    current: bool

    @property
    def total(self) -> int:
        return len(self.dimension.practices)

    @property
    def complete(self) -> bool:
        return self.answered == self.total


@dataclass(frozen=True)
class CheckInHand:
    """A business's check of one quarter as far as it has come; perhaps not begun."""

    business: Business
    quarter: Quarter
    model: MaturityModel
    assessment: Assessment | None
    answers: Mapping[str, Answer]

    @property
    def submitted(self) -> bool:
        return self.assessment is not None and self.assessment.submitted_at is not None

    @cached_property
    def answered(self) -> int:
        return sum(answer.given for answer in self.answers.values())

    @property
    def total(self) -> int:
        return len(self.model.practices)

    @property
    def complete(self) -> bool:
        return self.answered == self.total

    @cached_property
    def open(self) -> tuple[Practice, ...]:
        """The questions without an answer, in order."""
        return tuple(p for p in self.model.practices if not self.answer_to(p).given)

    @property
    def next(self) -> Practice | None:
        return self.open[0] if self.open else None

    @property
    def last_saved_at(self) -> datetime | None:
        times = [a.answered_at for a in self.answers.values() if a.answered_at]
        return max(times, default=None)

    def answer_to(self, practice: Practice) -> Answer:
        """The answer as it stands; an unsaved blank one where the check is not begun."""
        return self.answers.get(practice.code) or Answer(practice=practice.code)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        here = self.next.dimension if self.next and self.answered else None
        return tuple(
            Area(d, self.answered_in(d), current=d.key == here) for d in self.model.dimensions
        )

    def answered_in(self, dimension: Dimension) -> int:
        return sum(self.answer_to(practice).given for practice in dimension.practices)

    def first_open_in(self, dimension: Dimension) -> Practice:
        """Where to go on in an area; its first question once all are answered."""
        practices = dimension.practices
        return next((p for p in practices if not self.answer_to(p).given), practices[0])

    def next_after(self, practice: Practice) -> Practice | None:
        """The next open question behind this one, else the first open one, else none."""
        here = self.model.position(practice.code)
        others = [p for p in self.open if p.code != practice.code]
        later = [p for p in others if self.model.position(p.code) > here]
        return next(iter([*later, *others]), None)

    def before(self, practice: Practice) -> Practice | None:
        here = self.model.position(practice.code)
        return self.model.practices[here - 2] if here > 1 else None

    def number_in_area(self, practice: Practice) -> int:
        return self.model.dimension(practice.dimension).practices.index(practice) + 1


def check_of_today(business: Business, today: date, *, to_change: bool = False) -> CheckInHand:
    """The check of the quarter that `today` is in."""
    return check_of_quarter(business, Quarter.containing(today), to_change=to_change)


def check_of_quarter(
    business: Business, quarter: Quarter, *, to_change: bool = False
) -> CheckInHand:
    """The newest revision of a quarter's check; one query, two before its first answer.

    Read `to_change`, inside a transaction, nobody else can submit or answer it meanwhile.
    """
    of_quarter = {
        "assessment__business": business,
        "assessment__quarter_starts_on": quarter.starts_on,
    }
    answers = (
        Answer.objects.filter(**of_quarter)
        .select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__revision")
    )
    rows = list(answers.select_for_update(of=("assessment",)) if to_change else answers)
    assessment = rows[0].assessment if rows else None
    version = assessment.model_version if assessment else newest_version()
    return CheckInHand(
        business=business,
        quarter=quarter,
        model=version.maturity,
        assessment=assessment,
        answers={row.practice: row for row in rows if row.assessment == assessment},
    )


def answer_seen(standing: Answer, revision: str) -> Answer | AnswerChange | None:
    """What a page showed that names an earlier revision; None if there was no such answer."""
    if not re.fullmatch(r"\d{1,9}", revision, re.ASCII) or int(revision) >= standing.revision:
        return None
    if int(revision) == 0:
        return Answer(practice=standing.practice)
    return AnswerChange.objects.filter(
        assessment_id=standing.assessment_id, practice=standing.practice, revision=revision
    ).first()


def answer_last_time(check: CheckInHand, practice: Practice) -> tuple[Quarter, str] | None:
    """The quarter and the words of the latest submitted answer before this check, if comparable."""
    earlier = (
        Answer.objects.given()
        .filter(
            practice=practice.code,
            assessment__business=check.business,
            assessment__submitted_at__isnull=False,
            assessment__quarter_starts_on__lt=check.quarter.starts_on,
            assessment__model_version__key=check.model.key,
        )
        .select_related("assessment")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
        .first()
    )
    if earlier is None:
        return None
    return earlier.assessment.quarter, wording(check.model, practice, earlier.value)


def wording(model: MaturityModel, practice: Practice, value: str) -> str:
    """The sentence behind a stored value; nothing for a blank."""
    others = {"": "", "dk": model.answers.not_sure, "na": model.answers.does_not_apply}
    return others[value] if value in others else practice.anchors[int(value)]
