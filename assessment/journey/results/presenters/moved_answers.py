"""The answers that changed since last time."""

from dataclasses import dataclass

from assessment.domain.model.maturity import Dimension
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.changes import Moved
from assessment.journey.results.wording.changes import from_to


@dataclass(frozen=True, kw_only=True)
class MovedLine:
    """One changed answer; `way` is 1 for up, -1 for down, and 0 if one side is not a step."""

    short: str
    dimension: Dimension
    words: str
    way: int


def moved_line(submission: Submission, moved: Moved) -> MovedLine:
    steps = [value for value in (moved.before, moved.now) if isinstance(value, int)]
    # "Not sure" and "doesn't apply" are neither higher nor lower than any step.
    both = len(steps) == 2  # noqa: PLR2004
    return MovedLine(
        short=moved.practice.short,
        dimension=submission.model.dimension(moved.practice.dimension),
        words=from_to(submission.model, moved.practice, moved.before, moved.now),
        way=(steps[1] > steps[0]) - (steps[1] < steps[0]) if both else 0,
    )
