"""What follows when a business changes its description.

Checks are made in a room above this one, which fills the slot when the app is ready.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assessment.domain.model.overlays import Circumstances
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business


class Refit(Protocol):
    """Fits what is open to the new description, and returns what to say about it, or nothing."""

    def __call__(
        self, *, business: Business, before: Circumstances, by: User, at: datetime
    ) -> str: ...


class Rewrite(Protocol):
    """Writes the row that lists show of a business again."""

    def __call__(self, *, business: Business) -> None: ...


@dataclass(slots=True)
class StandingSlot:
    """Keeps the row of a business in lists, which depends on its months and its time zone."""

    rewrite: Rewrite = lambda **_: None


@dataclass(slots=True)
class RefitSlot:
    """Fits an open check to a business whose description has changed."""

    refit: Refit = lambda **_: ""


refit_slot = RefitSlot()
standing_slot = StandingSlot()
