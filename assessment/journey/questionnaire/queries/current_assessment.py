"""The progress of a check: which areas are complete, and which question comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.quarters import Quarter
from assessment.journey.questionnaire.models import Answer, Assessment, answer_at_start
from assessment.parties.businesses.models import Business


@dataclass(frozen=True)
class Area:
    """The progress in one dimension of a check."""

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
    """The check a business is working on, which may not have been started.

    It is usually the check of the `running` quarter. It can also be a late one of the previous
    quarter, an extra check, or a correction. `due_on` is the day on which the check of the running
    quarter falls due, or the next one if that has been sent.
    """

    business: Business
    today: date
    running: Quarter
    quarter: Quarter
    due_on: date
    model: MaturityModel
    assessment: Assessment | None
    answers: Mapping[str, Answer]
    unsent: "Sequence[CurrentAssessment]" = ()
    """Earlier checks as they were left: they can no longer be sent, but can still be read."""

    @property
    def submitted(self) -> bool:
        return self.assessment is not None and self.assessment.submitted_at is not None

    @property
    def extra(self) -> int:
        """The number of an extra check; 0 for the quarter's own."""
        return self.assessment.extra if self.assessment else 0

    @property
    def correcting(self) -> bool:
        """Whether this is an open correction of answers that were sent before."""
        return not self.submitted and self.assessment is not None and self.assessment.corrects

    @property
    def early(self) -> bool:
        """Whether it is not due yet, and nobody has started it."""
        return self.today < self.due_on and not (self.submitted or self.answered or self.aside)

    @property
    def late(self) -> bool:
        """Whether its quarter has ended, but it can still be finished."""
        return self.quarter != self.running and not (self.submitted or self.aside)

    @property
    def aside(self) -> bool:
        """Whether this is an extra check or a correction, which can be discarded."""
        return bool(self.extra) or self.correcting

    @property
    def closes_on(self) -> date:
        return self.quarter.closes_on

    @property
    def correct_until(self) -> date | None:
        """The last day for correcting its answers once sent; None if they cannot be corrected."""
        return self.closes_on if not self.extra and self.today <= self.closes_on else None

    @property
    def slug(self) -> str:
        """The part of its result's address, even before there is one."""
        return self.assessment.slug if self.assessment else self.quarter.slug

    @property
    def name(self) -> str:
        """The name a page sends back, unique among the checks of the business."""
        return self.assessment.name if self.assessment else self.quarter.key

    def touched(self, answer: Answer) -> bool:
        """Whether the answer was given in this check, not copied from the one being corrected."""
        # A correction starts with copied answers at revision 1, any other check at revision 0.
        saved = answer.answered_at is not None
        return saved and answer.given and answer.revision > int(self.correcting)

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
        """The unanswered questions, in order."""
        return tuple(p for p in self.model.practices if not self.answer_to(p).given)

    @property
    def set_aside_at_start(self) -> int:
        """How many questions are set aside because they need a team, as they were at the start."""
        needing = [practice for practice in self.model.practices if practice.needs_team]
        return sum(self.answer_to(practice).is_as_at_start(practice) for practice in needing)

    @property
    def next(self) -> Practice | None:
        return self.open[0] if self.open else None

    @property
    def last_saved_at(self) -> datetime | None:
        """The time of the latest answer in this check; None before the first."""
        touched = [answer for answer in self.answers.values() if self.touched(answer)]
        times = [answer.answered_at for answer in touched if answer.answered_at]
        return max(times, default=None)

    def answer_to(self, practice: Practice) -> Answer:
        """Return the current answer, or an unsaved one if the check has not been started."""
        return self.answers.get(practice.code) or answer_at_start(practice)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        here = self.next.dimension if self.next and self.answered else None
        return tuple(
            Area(d, self.answered_in(d), current=d.key == here) for d in self.model.dimensions
        )

    def answered_in(self, dimension: Dimension) -> int:
        return sum(self.answer_to(practice).given for practice in dimension.practices)

    def first_open_in(self, dimension: Dimension) -> Practice:
        """Return the first unanswered question of an area, or its first if all are answered."""
        practices = dimension.practices
        return next((p for p in practices if not self.answer_to(p).given), practices[0])

    def next_after(self, practice: Practice) -> Practice | None:
        """Return the next unanswered question, starting over at the end; None if there is none."""
        here = self.model.position(practice.code)
        others = [p for p in self.open if p.code != practice.code]
        later = [p for p in others if self.model.position(p.code) > here]
        return next(iter([*later, *others]), None)

    def before(self, practice: Practice) -> Practice | None:
        here = self.model.position(practice.code)
        return self.model.practices[here - 2] if here > 1 else None

    def number_in_area(self, practice: Practice) -> int:
        return self.model.dimension(practice.dimension).practices.index(practice) + 1
