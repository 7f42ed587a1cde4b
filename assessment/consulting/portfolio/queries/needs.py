"""Why a client needs the practice: each reason as a condition, most urgent first."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    OrderBy,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields import Field
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from assessment.journey.results.models import Movement
from assessment.parties.access.queries import answering_apart
from assessment.parties.consultancies.models import Consultancy, Engagement

SOON = timedelta(days=7)
"""How long before access ends a client needs the practice."""
STANDS_STILL = timedelta(weeks=5)
"""After how long without a change a plan stands still."""
A_DAY = timedelta(days=1)
STANDING = "business__standing__"
OF_STANDING = (
    *("next_due_on", "movement", "plan_moved_at", "actions", "achieved"),
    *("points_now", "points_before", "level_rank", "score"),
)
"""The columns that conditions and orders ask about, under their own names.

Django looks up the way from an engagement to its standing once for each name. With the whole way
in every condition, building the query takes longer than running it.
"""


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
    """The keys of the businesses that wrote to a practice and have no answer yet.

    Messages belong to another room, which fills the slot when the app is ready. While the slot is
    empty, nobody can have written.
    """

    waiting: Callable[[Consultancy], Collection[int]] | None = None


wrote_slot = WroteSlot()


@dataclass(frozen=True, kw_only=True)
class Clients:
    """The clients of a practice at one moment, as one `reader` may see them.

    Those for whom the reader is answering apart are left out. Without a reader it is about what
    the whole practice gets, and anybody's answering apart counts.
    """

    consultancy: Consultancy
    at: datetime
    reader: int | None = None

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def all(self) -> QuerySet[Engagement]:
        """Return the engagements that give access now, one for each client."""
        running = Engagement.objects.running(self.at).filter(consultancy=self.consultancy)
        named = {name: F(f"{STANDING}{name}") for name in OF_STANDING}
        theirs = {"person__consultancies__consultancy": self.consultancy}
        who = {"person": self.reader} if self.reader else theirs
        apart = answering_apart("business", **who)
        shown = running.filter(~apart, business__archived_at=None)
        return shown.annotate(**named)

    @cached_property
    def needs(self) -> Mapping[Need, Q]:
        """Return the condition of each reason; a reason that nobody can have is missing."""
        found = {
            Need.ENDING: Q(ends_on__lte=self.today + SOON),
            Need.OVERDUE: Q(next_due_on__lt=self.today),
            Need.WROTE: self._wrote(),
            Need.UNSCORED: Q(movement=Movement.UNSCORED),
            Need.FALLEN: Q(movement=Movement.CLEAR_FALL),
            Need.STILL: Q(plan_moved_at__lt=self.at - STANDS_STILL, actions__gt=F("achieved")),
            Need.NEW: Q(next_due_on=None),
        }
        return {need: condition for need, condition in found.items() if condition}

    def _wrote(self) -> Q:
        # A list of keys is much cheaper to ask for in each place than the messages themselves.
        waiting = wrote_slot.waiting and wrote_slot.waiting(self.consultancy)
        return Q(business__in=waiting) if waiting else Q()

    def by_urgency(self) -> list[OrderBy]:
        """Return what sorts clients by their most urgent reason, and then by how urgent that is.

        In each key, all clients without that reason are alike, so the next one decides.
        """
        later, today = self.today + SOON + A_DAY, Value(self.today, DateField())
        ends_on = Least("ends_on", Value(later, DateField()))
        due_on = Least("next_due_on", today)
        fallen = F("points_now") - F("points_before")
        among: list[tuple[Need, Combinable, Field[Any, Any]]] = [
            (Need.WROTE, Value(1), IntegerField()),
            (Need.UNSCORED, Value(1), IntegerField()),
            (Need.FALLEN, fallen, IntegerField()),
            (Need.STILL, F("plan_moved_at"), DateTimeField()),
            (Need.NEW, F("given_at"), DateTimeField()),
        ]
        return [
            Coalesce(ends_on, Value(later, DateField())).asc(),
            Coalesce(due_on, today).asc(),
            # PostgreSQL refuses to sort by a reason that nobody can have, which is always NULL.
            *(self._among(*key) for key in among if key[0] in self.needs),
        ]

    def _among(self, need: Need, value: Combinable, kind: Field[Any, Any]) -> OrderBy:
        """Sort the clients with a reason by a value, and put all others behind them."""
        case = Case(When(self.needs[need], then=value), output_field=kind)
        return case.asc(nulls_last=True)
