"""Texts that fit a business: its trade, where it meets customers, and the size of its team.

They never touch a question, its sentences, a tier or a weight, so they never change a score.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MEETS = ("our_place", "their_place", "phone", "message", "website", "social")
TEAMS = ("1", "2-4", "5-9", "10-24", "25-50")
ALONE = TEAMS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a business has told us about itself; each part can be empty."""

    trade: str = ""
    meets: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Texts for one practice, one action or one dimension, under one or more of three keys.

    A field that is None keeps the model's own text, and so does a level without a reading.
    `not_suitable` says why the action does not suit such a business.
    """

    trade: str = ""
    meets: str = ""
    team: str = ""
    practice: str = ""
    action: str = ""
    dimension: str = ""
    hint: str | None = None
    examples: tuple[str, ...] | None = None
    evidence_hint: str | None = None
    na_when: str | None = None
    words: str | None = None
    first_move: str | None = None
    steps: tuple[str, ...] | None = None
    done_when: str | None = None
    intro: str | None = None
    readings: Mapping[str, str] | None = None
    not_suitable: str | None = None

    @property
    def code(self) -> str:
        """The code of its practice or action, or the key of its dimension."""
        return self.practice or self.action or self.dimension

    @property
    def keys(self) -> tuple[str, str, str]:
        """The keys in their order of importance; empty where the row has none."""
        return self.trade, self.team, self.meets

    @property
    def generality(self) -> tuple[int, tuple[bool, ...]]:
        """A sort key: by the number of keys, then trade before team before meeting place.

        Rows that are alike in both keep their order, because sorting is stable.
        """
        missing = tuple(not key for key in self.keys)
        return sum(missing), missing

    def fits(self, business: Circumstances) -> bool:
        """Tell whether every key of the row holds for a business."""
        return (
            self.trade in {"", business.trade}
            and self.team in {"", business.team}
            and (not self.meets or self.meets in business.meets)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """One version of all variants for a model, which replaces every earlier one."""

    model: str
    version: str
    variants: tuple[Variant, ...] = ()

    def rows_for(self, business: Circumstances) -> Mapping[str, Sequence[Variant]]:
        """Return the rows that fit a business by code, the most specific ones first."""
        found: dict[str, list[Variant]] = defaultdict(list)
        for row in sorted(self.variants, key=lambda row: row.generality):
            if row.fits(business):
                found[row.code].append(row)
        return found
