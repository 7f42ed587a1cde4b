"""The sentences of a model about levels, their doubt, and changes; gaps are in braces."""

from collections.abc import Mapping
from dataclasses import dataclass

GAPS: Mapping[str, frozenset[str]] = {
    "gap_one": frozenset({"practice", "level"}),
    "gap_more": frozenset({"steps", "level"}),
    "plain": frozenset({"level"}),
    "perhaps": frozenset({"level", "other"}),
    "give_or_take": frozenset({"level"}),
    "range": frozenset({"level", "other"}),
    "range_why": frozenset({"count"}),
    "range_why_one": frozenset({"count"}),
    "fragile_down": frozenset({"other", "level"}),
    "fragile_up": frozenset({"other", "level"}),
    "fragile_none": frozenset({"level"}),
    "signature_lacks_support": frozenset({"points", "needed"}),
    "level_clear": frozenset({"area", "before", "now"}),
    "level_likely": frozenset({"area", "before", "now"}),
    "level_chance": frozenset({"area", "before", "now"}),
    "became_known": frozenset({"count"}),
}
"""What fills the gaps of each sentence; those not listed have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTexts:
    """What is said about a level: the rule behind it, its doubt, and what it depends on."""

    rule: tuple[str, ...]
    gap_one: str
    gap_more: str
    plain: str
    perhaps: str
    give_or_take: str
    range: str
    range_why: str
    range_why_one: str
    fragile_down: str
    fragile_up: str
    fragile_none: str
    signature_lacks_support: str
    signature_lacks_spare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTexts:
    """What is said about two checks side by side."""

    clear_up: str
    clear_down: str
    likely_up: str
    likely_down: str
    chance: str
    not_comparable: str
    other_person: str
    level_clear: str
    level_likely: str
    level_chance: str
    acted_clear: str
    acted_likely: str
    acted_chance: str
    acted_not_comparable: str
    became_known: str
