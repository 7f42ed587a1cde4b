"""What one customer answered, between the form and the row."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What one customer answered; `sentences` has the step chosen for each key."""

    recommend: int
    why: str = ""
    wanted: str = ""
    unwanted: str = ""
    sentences: Mapping[str, int] = field(default_factory=dict)
