"""Coordinates of one area's three marks, for both page and PDF."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.voices.three_views import AreaViews, Stance
from assessment.journey.results.charts import ROW_LEFT, ROW_WIDTH, place

LOWEST_DRAWN, HIGHEST_DRAWN = 5, 95
"""The team's mark is never drawn beyond these: there it would reveal everybody's answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewsRow:
    """The marks of owner, team and customers; None for a view that is not shown.

    A line joins the owner's mark and the team's if they are not close.
    """

    owner: str | None
    team: str | None
    customers: str | None
    joined: bool

    @property
    def diamond(self) -> str:
        """The outline of the team's mark."""
        x = float(self.team or 0)
        left, middle, right = place(x - 9.5), place(x), place(x + 9.5)
        return f"M{middle} 6.5 {right} 16 {middle} 25.5 {left} 16z"


def views_row(area: AreaViews) -> ViewsRow:
    team = area.team
    if team is not None:
        team = max(Fraction(LOWEST_DRAWN), min(Fraction(HIGHEST_DRAWN), team))
    return ViewsRow(
        owner=_x(area.owner),
        team=_x(team),
        customers=_x(area.customers),
        joined=area.team_stance in {Stance.LOWER, Stance.HIGHER},
    )


def _x(points: Fraction | None) -> str | None:
    return None if points is None else place(ROW_LEFT + Fraction(ROW_WIDTH, 100) * points)
