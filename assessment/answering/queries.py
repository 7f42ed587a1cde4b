"""What the pages of a check show: how far each area is, and what was said last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from assessment.answering.models import Answer, Assessment
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
        return len(self.answers) - len([a for a in self.answers.values() if not a.given])

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


def check_of_today(business: Business, today: date) -> CheckInHand:
    """The check of the quarter that `today` is in; at most three queries."""
    return check_of_quarter(business, Quarter.containing(today))


def check_of_quarter(business: Business, quarter: Quarter) -> CheckInHand:
    assessment = (
        Assessment.objects.filter(business=business, quarter_starts_on=quarter.starts_on)
        .select_related("model_version")
        .defer("model_version__source")
        .order_by("-revision")
        .first()
    )
    version = assessment.model_version if assessment else newest_version()
    answers = assessment.answers.all() if assessment else []
    return CheckInHand(
        business=business,
        quarter=quarter,
        model=version.maturity,
        assessment=assessment,
        answers={answer.practice: answer for answer in answers},
    )


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
