"""The areas as customers see them: one sentence for each, which they agree with or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.model.voice_texts import CustomerSurvey

LEAST_ANSWERS = 5
"""Under this many answers to its own sentence, an area has no score."""

MirrorSheet = Mapping[str, int]
"""The steps that one customer chose, by the key of the sentence; “I can’t say” has no entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorScore:
    """How customers see one area.

    Attributes:
        answers: How many customers chose a step; “I can’t say” does not count.
        score: 100 times the mean step, divided by the highest; None under five answers.
    """

    answers: int
    score: Fraction | None


def mirror_scores(survey: CustomerSurvey, sheets: Iterable[MirrorSheet]) -> dict[str, MirrorScore]:
    """Return the score of each area by its key, in the order of the sentences.

    Each area counts its own answers. Steps that the scale does not have are left out.
    """
    top = len(survey.scale.labels) - 1
    known = list(sheets)
    return {
        item.dimension: _score([s[item.key] for s in known if 0 <= s.get(item.key, -1) <= top], top)
        for item in survey.mirror_items
    }


def _score(steps: Sequence[int], top: int) -> MirrorScore:
    shown = len(steps) >= LEAST_ANSWERS
    return MirrorScore(
        answers=len(steps),
        score=Fraction(100 * sum(steps), top * len(steps)) if shown else None,
    )
