"""How sure a level is: the chance of each level, how it is named, and what it depends on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessment.domain.model.maturity import Level, Practice
from assessment.domain.model.texts import LevelTexts


class Certainty(StrEnum):
    """How a level is named; each value is the key of its sentence in the model."""

    PLAIN = "plain"
    PERHAPS = "perhaps"
    GIVE_OR_TAKE = "give_or_take"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDoubt:
    """The level of an area, or the overall one, with its doubt.

    Attributes:
        level: The level if every "not sure" counts as nothing.
        level_to: The level if every "not sure" turns out well.
        chances: The chance of each level if the same person answered again, by rank.
        certainty: How the level is named.
        other: The neighbouring level to name, or the upper end of a range; None if the level
            is named alone.
        unsure: The questions answered "not sure".
    """

    level: Level
    level_to: Level
    chances: tuple[Fraction, ...]
    certainty: Certainty
    other: Level | None
    unsure: tuple[Practice, ...]

    @classmethod
    def of(
        cls,
        ends: tuple[Level, Level],
        chances: tuple[Fraction, ...],
        unsure: tuple[Practice, ...],
        *,
        levels: Sequence[Level],
        perhaps: Fraction,
    ) -> "LevelDoubt":
        """Name a level, from the chances and from the chance at which a neighbour is named."""
        level, level_to = ends
        up, down = sum(chances[level.rank + 1 :]), sum(chances[: level.rank])
        if level != level_to:
            certainty, other = Certainty.RANGE, level_to
        elif max(up, down) < perhaps:
            certainty, other = Certainty.PLAIN, None
        elif min(up, down) >= perhaps:
            certainty, other = Certainty.GIVE_OR_TAKE, None
        else:
            certainty, other = Certainty.PERHAPS, levels[level.rank + (1 if up > down else -1)]
        return cls(
            level=level,
            level_to=level_to,
            chances=chances,
            certainty=certainty,
            other=other,
            unsure=unsure,
        )

    def words(self, texts: LevelTexts) -> str:
        """Return the level as it is named, in the words of the model."""
        return level_in_words(texts, self.certainty, self.level, self.other)


def level_in_words(
    texts: LevelTexts, certainty: Certainty, level: Level, other: Level | None
) -> str:
    """Return a level as it is named with its doubt, in the words of the model."""
    sentence: str = getattr(texts, certainty)
    return sentence.format(level=level.title, other=other.title if other else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDoubt:
    """How sure the levels of a sheet are; areas without a score have no entry.

    `falls_with` and `rises_with` are the questions where one step less or more would change the
    overall level. Without an overall score, `overall` is None and both are empty.
    """

    dimensions: Mapping[str, LevelDoubt]
    overall: LevelDoubt | None
    falls_with: tuple[Practice, ...] = ()
    rises_with: tuple[Practice, ...] = ()
