"""What the saved plan says about the actions that a result suggests.

Plans are made in a room above this one, which fills the slot when the app is ready.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assessment.domain.planning.planned_actions import Status
from assessment.journey.results.models import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """One of the model's actions in the saved plan; `on` is the day it ended, or is due."""

    key: str
    status: Status
    on: date


ReadPlan = Callable[[Result], Mapping[str, InPlan] | None]


@dataclass(slots=True)
class PlanSlot:
    """Reads the saved plan of a result, by action code; None if there is no plan."""

    read: ReadPlan = lambda _result: None


plan_slot = PlanSlot()
