"""Every area by tier: what is met, what is missing, and what waits."""

from dataclasses import dataclass

from assessment.domain.model.maturity import Dimension, Tier
from assessment.domain.scoring.submissions import Submission


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """One tier of one area: met, open (with steps to go) or waiting for a lower tier."""

    tier: Tier
    state: str
    steps: int
    waits_for: Tier | None


@dataclass(frozen=True, kw_only=True)
class GridRow:
    dimension: Dimension
    scored: bool
    cells: tuple[GridCell, ...]


def grid_row(submission: Submission, dimension: Dimension) -> GridRow:
    score, tiers = submission.scored.dimension(dimension.key), submission.model.tiers
    ranks = [submission.rule.rank_of(score.tiers[:count]) for count in range(len(score.tiers) + 1)]
    cells: list[GridCell] = []
    missing: Tier | None = None
    for below, tier in enumerate(tiers if score.scored else ()):
        found = score.tier(tier.key)
        # A tier over a gap waits for the one below, unless it or one above it makes up for the gap.
        waits = missing and ranks[-1] == ranks[below]
        state = "open" if not found.met else "waiting" if waits else "met"
        cells.append(GridCell(tier=tier, state=state, steps=found.steps, waits_for=missing))
        missing = missing or (None if found.met else tier)
    return GridRow(dimension=dimension, scored=score.scored, cells=tuple(cells))
