"""How many answers of a result two people agree on.

They answer apart and compare in a room above this one, which fills the slot when the app is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.domain.scoring.submissions import Submission
from assessment.journey.questionnaire.models import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondEyes:
    """`checked` of `total` answers of a sent check are what a second person agrees with.

    `slug` is the quarter in the address of the comparison.
    """

    checked: int
    total: int
    slug: str


@dataclass(slots=True)
class SecondEyesSlot:
    """Reads it for one revision of a check; None without a comparison."""

    read: Callable[[Assessment, Submission], SecondEyes | None] = lambda _sent, _submission: None


second_eyes_slot = SecondEyesSlot()
