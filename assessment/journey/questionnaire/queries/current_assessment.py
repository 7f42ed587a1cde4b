"""A check as far as it has come: which areas are done, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.quarters import Quarter
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.parties.businesses.models import Business


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


@dataclass(frozen=True, kw_only=True)
class CurrentAssessment:
    """A business's check as far as it has come; perhaps not begun.

    Mostly that of the `running` quarter. It may be a late one of the quarter before, one in
    between, or one whose answers are put right.
    """

    business: Business
    today: date
    running: Quarter
    quarter: Quarter
    model: MaturityModel
    assessment: Assessment | None
    answers: Mapping[str, Answer]

    @property
    def submitted(self) -> bool:
        return self.assessment is not None and self.assessment.submitted_at is not None

    @property
    def extra(self) -> int:
        """The number of a check in between; 0 for the quarter's own."""
        return self.assessment.extra if self.assessment else 0

    @property
    def correcting(self) -> bool:
        """Answers that were sent before are being put right."""
        return not self.submitted and self.assessment is not None and self.assessment.corrects

    @property
    def late(self) -> bool:
        """Its quarter is over, and it may still be finished."""
        return self.quarter != self.running and not (self.submitted or self.aside)

    @property
    def aside(self) -> bool:
        """Beside the quarter's own first check: it may be dropped, and that one stands."""
        return bool(self.extra) or self.correcting

    @property
    def closes_on(self) -> date:
        return self.quarter.closes_on

    @property
    def correct_until(self) -> date | None:
        """The last day on which its answers, once sent, can be put right; None if they cannot."""
        return self.closes_on if not self.extra and self.today <= self.closes_on else None

    @property
    def slug(self) -> str:
        """Where its result is, or will be."""
        return self.assessment.slug if self.assessment else self.quarter.slug

    @property
    def name(self) -> str:
        """What a page says it is about: it tells this check from every other of the business."""
        return self.assessment.name if self.assessment else self.quarter.key

    def touched(self, answer: Answer) -> bool:
        """Whether it was given here; what a correction starts from was given before."""
        return answer.given and answer.revision > int(self.correcting)

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
        """When something was last answered here; None before the first time."""
        touched = [answer for answer in self.answers.values() if self.touched(answer)]
        times = [answer.answered_at for answer in touched if answer.answered_at]
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
