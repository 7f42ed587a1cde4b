"""A result beside those of the consultant's other clients, none of whom can be told from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from assessment.domain.scoring.scores import DimensionScore, OverallScore, shown
from assessment.domain.scoring.submissions import Check

FEWEST_CLIENTS = 8
"""A median of fewer would tell too much of single ones."""
Outcome = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsRow:
    """Points of this check and the median of the others; None where there is no score."""

    title: str
    here: int | None
    median: int | None

    @property
    def apart(self) -> int | None:
        """The difference of the two numbers as they are shown."""
        if self.here is None or self.median is None:
            return None
        return self.here - self.median


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsPart:
    """This check beside the median of other clients, overall and by area."""

    count: int
    overall: ClientsRow
    areas: tuple[ClientsRow, ...]
    lead: str

    @property
    def rows(self) -> tuple[ClientsRow, ...]:
        return (*self.areas, self.overall)


def clients_part(check: Check, outcomes: Sequence[Outcome]) -> ClientsPart | None:
    """Medians of exact points over at least eight clients; None for fewer.

    `outcomes` are what the others' checks came to, as `score_document` writes it, of the same
    questions and under the same rule.
    """
    scored = [outcome for outcome in outcomes if "score" in outcome["overall"]]
    if len(scored) < FEWEST_CLIENTS:
        return None
    return ClientsPart(
        count=len(scored),
        overall=_row(_("Overall"), check.scored.overall, [o["overall"] for o in scored]),
        areas=tuple(
            _row(area.title, check.scored.dimension(area.key), _of_area(scored, area.key))
            for area in check.model.dimensions
        ),
        lead=_(
            "Of %(count)s other clients, half have the median or more, half that or less. All "
            "answered the same questions within a year, and let us count them."
        )
        % {"count": len(scored)},
    )


def _of_area(outcomes: Sequence[Outcome], key: str) -> list[Outcome]:
    return [outcome["dimensions"][key] for outcome in outcomes]


def _row(title: str, here: OverallScore | DimensionScore, others: Sequence[Outcome]) -> ClientsRow:
    points = [Fraction(other["score"]) for other in others if "score" in other]
    enough = len(points) >= FEWEST_CLIENTS
    return ClientsRow(
        title=title,
        here=shown(here.points) if here.level else None,
        median=shown(median(points)) if enough else None,
    )
