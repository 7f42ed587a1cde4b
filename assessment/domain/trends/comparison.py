"""Comparison of two checks: what changed, and whether it is more than chance.

Only like is compared with like: the questions that have a number in both checks, with their usual
weights. A question that no longer applies, or whose answer has become known, would otherwise look
like progress or decline. Those are listed separately.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.model.answers import NOT_SURE, AnswerSheet
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.scoring.rules import rule_of
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.scoring.worked_on import WorkedOn
from assessment.domain.trends.changes import Change, Moved, differing_answers
from assessment.domain.trends.like_for_like import OVERALL_AMONG, LikeForLike
from assessment.domain.trends.mappings import Reread

NOTHING_SET_ASIDE = AnswerSheet()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two checks compared under the questions of the later one.

    Attributes:
        then: The earlier check, read under the questions of the later one.
        areas: The areas of the later check, with None for an area that cannot be compared.
        moved: The answers that rose or fell.
        came_or_went: The answers that changed to or from "not sure" or "doesn't apply", and so are
            left out of the comparison.
        other_person: Whether another person answered the later check.
        worked_on: How what was worked on compares with the rest; None if nothing was, or if the
            rule does not compare it.
    """

    then: Reread
    now: Submission
    overall: Change | None
    areas: tuple[tuple[Dimension, Change | None], ...]
    moved: tuple[Moved, ...]
    came_or_went: tuple[Moved, ...]
    other_person: bool = False
    worked_on: WorkedOn | None = None

    @property
    def before(self) -> Submission:
        return self.then.submission

    @property
    def reworded(self) -> bool:
        """Whether some questions were reworded, so that no change is more than likely."""
        return self.then.reworded

    @property
    def became_known(self) -> tuple[Moved, ...]:
        """The answers that were "not sure" before and have a number now."""
        return tuple(
            m for m in self.came_or_went if m.before == NOT_SURE and isinstance(m.now, int)
        )

    def area(self, key: str) -> Change | None:
        return next((change for area, change in self.areas if area.key == key), None)

    def has_new_questions(self, key: str) -> bool:
        """Tell whether an area cannot be compared because some of its questions are new."""
        return key not in {dimension.key for dimension in self.then.areas}

    @property
    def comparable(self) -> bool:
        """Whether the two checks have any area in common, with the same or mapped questions."""
        return bool(self.then.areas)

    @property
    def compared(self) -> bool:
        """Whether any area can be compared."""
        return any(change for _area, change in self.areas)

    @property
    def risen(self) -> tuple[Dimension, ...]:
        """The areas that have clearly improved, largest rise first."""
        return self._moved(1, Verdict.CLEAR)

    @property
    def fallen(self) -> tuple[Dimension, ...]:
        """The areas that have clearly dropped, largest drop first."""
        return self._moved(-1, Verdict.CLEAR)

    @property
    def probably_risen(self) -> tuple[Dimension, ...]:
        """The areas that have probably improved, but not clearly."""
        return self._moved(1, Verdict.LIKELY)

    @property
    def probably_fallen(self) -> tuple[Dimension, ...]:
        """The areas that have probably dropped, but not clearly."""
        return self._moved(-1, Verdict.LIKELY)

    def _moved(self, way: int, verdict: Verdict) -> tuple[Dimension, ...]:
        known = [(area, c.now - c.before) for area, c in self.areas if c and c.verdict is verdict]
        ours = [(area, way * points) for area, points in known if way * points > 0]
        return tuple(area for area, _ in sorted(ours, key=lambda one: -one[1]))

    @property
    def open(self) -> tuple[Dimension, ...]:
        """The areas whose change could be chance."""
        return tuple(area for area, c in self.areas if c and c.verdict is Verdict.CHANCE)

    @property
    def uncompared(self) -> tuple[Dimension, ...]:
        return tuple(area for area, change in self.areas if change is None)


def comparison(
    before: Submission,
    now: Submission,
    *,
    other_person: bool = False,
    acted: Collection[str] = (),
) -> Comparison:
    """Compare an earlier check with a later one: overall, by area and by practice.

    `other_person` says that another person answered the later check; so do two senders. `acted`
    has the codes of the later model's practices that were worked on in between.
    """
    then = Reread(submission=before, model=now.model)
    senders = {before.sender, now.sender} - {""}
    other_person = other_person or len(senders) > 1
    both = LikeForLike(then=then, now=now, other_person=other_person)
    differing = differing_answers(now.model, then.sheet, now.sheet)
    return Comparison(
        then=then,
        now=now,
        overall=both.overall,
        areas=both.areas,
        moved=tuple(one for one in differing if one.compared),
        came_or_went=tuple(one for one in differing if not one.compared),
        other_person=other_person,
        worked_on=both.worked_on(acted) if acted else None,
    )


def clear_from_squared(model: MaturityModel, dimension: Dimension) -> Fraction:
    """Return the square of the smallest clear change if all questions of a dimension are compared.

    This is the limit for the dimension that changed most. Some rules are less strict with others.
    The square is an exact fraction. Its root is not, and rounding could decide borderline cases.
    """
    rule, among = rule_of(model), len(model.dimensions)
    noise = rule.noise(dimension, NOTHING_SET_ASIDE, NOTHING_SET_ASIDE)
    return noise * (rule.needed_for(Verdict.CLEAR, among) or 0)


def overall_clear_from_squared(model: MaturityModel) -> Fraction:
    """Return the same for the overall score."""
    rule = rule_of(model)
    noise = rule.overall_noise(NOTHING_SET_ASIDE, NOTHING_SET_ASIDE)
    return noise * (rule.needed_for(Verdict.CLEAR, OVERALL_AMONG) or 0)
