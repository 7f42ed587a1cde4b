"""Why a client needs the practice: each reason as a condition, most urgent first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OrderBy,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from assessment.journey.results.models import Movement
from assessment.parties.consultancies.models import Consultancy, Engagement

SOON = timedelta(days=7)
"""How long before access ends a client needs the practice."""
STANDS_STILL = timedelta(weeks=5)
"""After how long without a change a plan stands still."""
STANDING = "business__standing__"


class Need(StrEnum):
    """A reason why a client needs the practice, in the order of urgency."""

    ENDING = "ending"
    OVERDUE = "overdue"
    WROTE = "wrote"
    UNSCORED = "unscored"
    FALLEN = "fallen"
    STILL = "still"
    NEW = "new"


@dataclass(slots=True)
class WroteSlot:
    """Whether a client wrote to a practice and has no answer yet.

    Comments belong to another room, which fills the slot when the app is ready. Its condition is
    about a query of engagements, so the business is `OuterRef("business")`. While the slot is
    empty, nobody can have written.
    """

    waiting: Callable[[Consultancy], Exists] | None = None


wrote_slot = WroteSlot()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """The clients of a practice at one moment."""

    consultancy: Consultancy
    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def all(self) -> QuerySet[Engagement]:
        """Return the engagements that give access now, one for each client."""
        running = Engagement.objects.running(self.at).filter(consultancy=self.consultancy)
        return running.filter(business__archived_at=None)

    def needs(self) -> Mapping[Need, Q]:
        """Return the condition of each reason; a reason that nobody can have is missing."""
        found = {
            Need.ENDING: Q(ends_on__lte=self.today + SOON),
            Need.OVERDUE: _standing(next_due_on__lt=self.today),
            Need.WROTE: Q(wrote_slot.waiting(self.consultancy)) if wrote_slot.waiting else Q(),
            Need.UNSCORED: _standing(movement=Movement.UNSCORED),
            Need.FALLEN: _standing(movement=Movement.CLEAR_FALL),
            Need.STILL: _standing(
                plan_moved_at__lt=self.at - STANDS_STILL, actions__gt=F(f"{STANDING}achieved")
            ),
            Need.NEW: _standing(isnull=True),
        }
        return {need: condition for need, condition in found.items() if condition}

    def reasons(self) -> Mapping[str, ExpressionWrapper]:
        """Return for each reason a column that says whether a client has it."""
        return {
            column_of(need): ExpressionWrapper(condition, BooleanField())
            for need, condition in self.needs().items()
        }

    def rank(self) -> Case:
        """Return the place of the most urgent reason from 0; NULL without any."""
        places = enumerate(self.needs().values())
        found = (When(condition, then=Value(place)) for place, condition in places)
        return Case(*found, output_field=IntegerField())

    def by_urgency(self) -> list[OrderBy]:
        """Return what sorts the most urgent client first, also among those with one reason."""
        needs = self.needs()

        def among(need: Need, value: str, kind: type) -> OrderBy:
            case = Case(When(needs[need], then=F(value)), output_field=kind())
            return case.asc(nulls_last=True)

        fallen = F(f"{STANDING}points_now") - F(f"{STANDING}points_before")
        return [
            self.rank().asc(nulls_last=True),
            among(Need.ENDING, "ends_on", DateField),
            among(Need.OVERDUE, f"{STANDING}next_due_on", DateField),
            Case(When(needs[Need.FALLEN], then=fallen), output_field=IntegerField()).asc(
                nulls_last=True
            ),
            among(Need.STILL, f"{STANDING}plan_moved_at", DateTimeField),
            among(Need.NEW, "given_at", DateTimeField),
        ]


def column_of(need: Need) -> str:
    return f"needs_{need}"


def reasons_of(engagement: Engagement) -> tuple[Need, ...]:
    """Return why this client needs the practice, most urgent first; from the columns above."""
    return tuple(need for need in Need if getattr(engagement, column_of(need), False))


def _standing(**conditions: object) -> Q:
    return Q(**{f"{STANDING}{name}": value for name, value in conditions.items()})
