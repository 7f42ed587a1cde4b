"""The answers of a whole site, question by question, never those of one business."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import OuterRef, Subquery

from assessment.domain.model.answers import Value
from assessment.domain.scoring.calibration import noise_of_items
from assessment.domain.scoring.items import FEWEST_SHOWN, ItemFigures, ItemTally, shown_groups
from assessment.journey.questionnaire.models import Answer, Assessment, as_value
from assessment.journey.retests.queries.second_answers import SecondAnswers, second_answers
from assessment.parties.catalogue.models import ModelVersion

COLUMNS = ("assessment_id", "assessment__business__trade", "practice", "value")
AT_ONCE = 2000
"""How many answers are read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFigures:
    """How the questions of one version are answered, by its trades and by all together.

    Attributes:
        businesses: How many businesses count, each by its newest check.
        all: The figures of all of them; None if they are too few to be shown.
        trades: The trades whose figures can be shown, with the number of businesses.
        noise: The noise of questions that enough businesses answered twice, by code.
    """

    businesses: int
    all: tuple[ItemFigures, ...] | None
    trades: Mapping[str, int]
    by_trade: Mapping[str, tuple[ItemFigures, ...]]
    second: SecondAnswers
    noise: Mapping[str, float]


def figures_of(version: ModelVersion) -> VersionFigures:
    """Return the figures of a version; three queries for any number of businesses."""
    model, second = version.maturity, second_answers(version)
    everybody, by_trade = ItemTally(), defaultdict[str, ItemTally](ItemTally)
    for trade, sheet in _sheets(version):
        everybody.add(sheet)
        by_trade[trade].add(sheet)
    sizes = {trade: tally.businesses for trade, tally in by_trade.items()}
    shown = sorted(shown_groups(sizes), key=lambda trade: (-sizes[trade], trade))
    enough = everybody.businesses >= FEWEST_SHOWN
    return VersionFigures(
        businesses=everybody.businesses,
        all=everybody.figures(model) if enough else None,
        trades={trade: sizes[trade] for trade in shown},
        by_trade={trade: by_trade[trade].figures(model) for trade in shown},
        second=second,
        noise=noise_of_items(model, second.same),
    )


def _sheets(version: ModelVersion) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Yield the trade and the newest sheet of each business, by code."""
    of_business = Assessment.objects.submitted().filter(
        business=OuterRef("business"), model_version=version, extra=0
    )
    newest = of_business.order_by("-quarter_starts_on", "-revision").values("pk")[:1]
    counted = Assessment.objects.filter(
        pk=Subquery(newest), model_version=version, business__archived_at=None
    )
    answers = Answer.objects.given().filter(assessment__in=counted).order_by("assessment")
    rows = answers.values_list(*COLUMNS).iterator(chunk_size=AT_ONCE)
    for (_check, trade), answers in groupby(rows, key=itemgetter(0, 1)):
        yield trade, {code: as_value(value) for _, _, code, value in answers}
