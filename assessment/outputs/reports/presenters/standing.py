"""The level of a business in a report: how sure it is, its cairn, its grid and its next level."""

from dataclasses import dataclass, field

from assessment.foundation.pdf.fingerprint import NEWER
from assessment.journey.results.presenters.levels import HangsOn


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceRow:
    """How many times in 100 each level would come out, for one area or for all together."""

    title: str
    percents: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurePart:
    """How sure the level is: in a sentence, with its rule, its gaps and what it depends on."""

    words: str
    sure: str
    rule: tuple[str, ...]
    gaps: tuple[str, ...]
    hangs_on: tuple[HangsOn, ...]
    chances_line: str
    levels: tuple[str, ...]
    chances: tuple[ChanceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneLine:
    """One tier of the cairn, as text."""

    key: str
    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A cell of the results grid, as text; `state` is met, open or waiting."""

    tier: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row of the results grid: one area."""

    title: str
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    number: int
    title: str
    ladder: str
    verdict_ends: str
    here: bool
    passed: bool
    perhaps: bool = field(default=False, metadata=NEWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingStep:
    """What an area still needs for the next level of the business."""

    area: str
    words: str
