"""Places on pages of the journey that rooms above it fill when the app is ready."""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.domain.scoring.submissions import Submission
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a page that another room brings: its template, and what the template shows."""

    template: str
    shows: object
    url: str


@dataclass(slots=True)
class OthersSlot:
    """Says how others see the areas of a check; None if only the owner has been asked."""

    read: Callable[[Business, Submission], Panel | None] = lambda _business, _submission: None


others_slot = OthersSlot()
