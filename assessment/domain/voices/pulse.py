"""The scores of a staff pulse, and which of them enough people have answered to be shown.

A score is 100 times the mean of its answers, divided by the highest step. No answer of a single
person, and no single question, leaves this module.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

from assessment.domain.model.voice_texts import PulseItem
from assessment.domain.scoring.scores import shown

USUAL_THRESHOLD = 5
"""From how many answers on something is shown, unless a site says otherwise."""
LEAST_THRESHOLD = 4
"""The lowest number that a site can choose."""
LEAST_GAP = 10
"""The gap to the owner's view, in points, above which its number is shown."""

PulseSheet = Sequence[int | None]
"""One person's answers, in the order of the questions; None where they would rather not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseScores:
    """What a round says, in points from 0 to 100; None where fewer people answered than needed.

    Attributes:
        people: How many people took part.
        shown: Whether they are enough to show anything.
        dimensions: The score of each dimension by its key, over all of its questions.
        awareness, engagement: The scores of these groups of questions.
    """

    people: int
    shown: bool
    dimensions: Mapping[str, Fraction | None]
    awareness: Fraction | None
    engagement: Fraction | None


def pulse_scores(
    items: Sequence[PulseItem],
    sheets: Sequence[PulseSheet],
    threshold: int = USUAL_THRESHOLD,
) -> PulseScores:
    """Return the scores of a round.

    Each area and each group needs answers from as many people as the threshold says. An empty
    answer counts neither in the mean nor among those people.

    Args:
        items: The questions, in the order of the answers on each sheet.
        sheets: The answers of everybody who took part.
        threshold: From how many people on a score is shown.

    Raises:
        ValueError: The threshold is lower than any site may choose.
    """
    if threshold < LEAST_THRESHOLD:
        raise ValueError(f"A threshold of {threshold} would reveal what single people said.")

    def score(chosen: Iterable[int]) -> Fraction | None:
        return _score_of(items, sheets, tuple(chosen), threshold)

    def of_group(group: str) -> Fraction | None:
        return score(place for place, item in enumerate(items) if item.group == group)

    areas = dict.fromkeys(item.dimension for item in items)
    return PulseScores(
        people=len(sheets),
        shown=len(sheets) >= threshold,
        dimensions={
            area: score(place for place, item in enumerate(items) if item.dimension == area)
            for area in areas
        },
        awareness=of_group("awareness"),
        engagement=of_group("engagement"),
    )


def gap_to_owner(owner: Fraction, others: Fraction) -> Fraction | None:
    """Return by how many points the owner's view is higher; None if the two are close.

    Whether they are close is decided on whole points, as pages show them. Otherwise, two numbers
    that are 10 apart would be close in one place and not in another.
    """
    return owner - others if abs(shown(owner) - shown(others)) > LEAST_GAP else None


def without_remainders(
    scores: PulseScores,
    items: Sequence[PulseItem],
    sheets: Sequence[PulseSheet],
    threshold: int,
) -> PulseScores:
    """Return the scores that can be shown together, for everything that people read.

    Awareness and engagement share questions with the areas. If few people answered one of those
    questions, subtracting one score from another could reveal them. The areas share no question,
    so they can always stand together.
    """
    answered = [sum(sheet[place] is not None for sheet in sheets) for place in range(len(items))]
    if all(count >= threshold for count in answered):
        return scores
    return replace(scores, awareness=None, engagement=None)


def _score_of(
    items: Sequence[PulseItem],
    sheets: Sequence[PulseSheet],
    places: tuple[int, ...],
    threshold: int,
) -> Fraction | None:
    tops = {place: len(items[place].anchors) - 1 for place in places}
    chosen = [[(sheet[place], tops[place]) for place in places] for sheet in sheets]
    given = [[Fraction(step, top) for step, top in row if step is not None] for row in chosen]
    people = sum(bool(row) for row in given)
    if people < threshold:
        return None
    answers = list(chain.from_iterable(given))
    return 100 * sum(answers, Fraction(0)) / len(answers)
