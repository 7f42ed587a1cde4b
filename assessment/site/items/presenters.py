"""The rows of the page on which administrators see how questions are answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.scoring.items import ItemFigures
from assessment.parties.businesses.models import Trade
from assessment.site.items.queries import VersionFigures

PERCENT = 100
UNKNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """One question as the table shows it: shares as whole percentages, and two figures."""

    code: str
    title: str
    n: int
    steps: tuple[int, ...]
    not_sure: int
    set_aside: int
    item_rest: str
    noise: str


def item_rows(
    items: Sequence[ItemFigures], noise: Mapping[str, float]
) -> Iterator[QuestionFigures]:
    """Yield the questions in their order; `noise` is only measured for all trades together."""
    for item in items:
        yield QuestionFigures(
            code=item.practice.code,
            title=item.practice.short,
            n=item.n,
            steps=tuple(round(PERCENT * share) for share in item.steps),
            not_sure=round(PERCENT * item.not_sure),
            set_aside=round(PERCENT * item.set_aside),
            item_rest=decimal(item.item_rest),
            noise=decimal(noise.get(item.practice.code)),
        )


def decimal(figure: float | None) -> str:
    return UNKNOWN if figure is None else f"{figure:.2f}"


def trade_names(figures: VersionFigures) -> Iterator[tuple[str, str, int]]:
    """Yield the key, name and number of businesses of each trade that can be shown."""
    names = dict(Trade.choices)
    for key, businesses in figures.trades.items():
        yield key, str(names.get(key, UNKNOWN)), businesses
