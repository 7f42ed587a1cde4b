"""A place on the trends page for what team and customers said over time."""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.journey.results.presenters.panels import Panel
from assessment.parties.businesses.models import Business


@dataclass(slots=True)
class HeardSlot:
    """Says what others said in each quarter; None if nobody but the owner has been asked."""

    read: Callable[[Business], Panel | None] = lambda _business: None


heard_slot = HeardSlot()
