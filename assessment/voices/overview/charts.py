"""Coordinates of one area's three marks and of the recommend score, for both page and PDF."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.voices.loyalty import Recommendations
from assessment.domain.voices.three_views import AreaViews, Stance
from assessment.journey.results.charts import ROW_LEFT, ROW_WIDTH, place
from assessment.voices.pulse.queries import LEAST_SHOWN, MOST_SHOWN

# In units of the view box of _score.html. Change both together.
BAND_LEFT, BAND_WIDTH = 12, 296


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
        # Beyond these, the mark would reveal what everybody answered.
        team = max(Fraction(LEAST_SHOWN), min(Fraction(MOST_SHOWN), team))
    return ViewsRow(
        owner=_x(area.owner),
        team=_x(team),
        customers=_x(area.customers),
        joined=area.team_stance in {Stance.LOWER, Stance.HIGHER},
    )


def _x(points: Fraction | None) -> str | None:
    return None if points is None else place(ROW_LEFT + Fraction(ROW_WIDTH, 100) * points)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """The recommend score with its band, on a line from -100 to 100."""

    score_x: str
    low_x: str
    width: str


def score_band(heard: Recommendations) -> ScoreBand | None:
    """Return where the marks are; None if there are too few answers for a score."""
    score, band = heard.score, heard.band
    if score is None or band is None:
        return None
    low, high = Fraction(band.low), Fraction(band.high)
    return ScoreBand(
        score_x=_score_x(score),
        low_x=_score_x(low),
        width=place(Fraction(BAND_WIDTH, 200) * (high - low)),
    )


def _score_x(points: Fraction) -> str:
    return place(BAND_LEFT + Fraction(BAND_WIDTH, 200) * (points + 100))
