"""What customers said in each quarter, counted in the database."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth, ExtractYear

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.domain.quarters import Quarter
from assessment.domain.voices.loyalty import Recommendations
from assessment.domain.voices.mirrors import MirrorScore, mirror_scores
from assessment.domain.voices.outcomes import HeardOutcomes
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import LEAST, MOST, Survey, SurveyAnswer

Spread = Mapping[int, int]
"""How many customers chose each number from 0 to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterHeard:
    """How many customers chose each number in a quarter."""

    quarter: Quarter
    spread: Spread

    @property
    def recommendations(self) -> Recommendations:
        numbers = [number for number, people in self.spread.items() for _ in range(people)]
        return Recommendations.count(numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsHeard:
    """How many answers of a quarter have words, and how many are hidden or set aside.

    `reasons` counts the answers that anybody may read.
    """

    reasons: int
    hidden: int
    set_aside: int
    outcomes: HeardOutcomes


def quarters_heard(survey: Survey | None, business: Business) -> list[QuarterHeard]:
    """Return the quarters with answers that count, newest first; one query.

    Days are grouped by month, as every quarter begins with one.
    """
    if survey is None:
        return []
    rows = (
        survey.answers.counted()
        .values_list(ExtractYear("answered_on"), ExtractMonth("answered_on"), "recommend")
        .annotate(people=Count("pk"))
        .order_by()
    )
    found: defaultdict[Quarter, Counter[int]] = defaultdict(Counter)
    for year, month, number, people in rows:
        found[Quarter.containing(date(year, month, 1), business.first_month)][number] += people
    return [
        QuarterHeard(quarter=quarter, spread=_whole(found[quarter]))
        for quarter in sorted(found, reverse=True)
    ]


def heard_in(heard: Sequence[QuarterHeard], quarter: Quarter) -> QuarterHeard:
    """Return one of these quarters, or the same without any answer."""
    none = QuarterHeard(quarter=quarter, spread=_whole(Counter()))
    return next((one for one in heard if one.quarter == quarter), none)


def areas_heard(survey: Survey, quarter: Quarter, texts: CustomerSurvey) -> dict[str, MirrorScore]:
    """Return how customers see each area, by its key; one query."""
    return mirror_scores(texts, _sheets(survey, quarter))


def words_heard(survey: Survey, quarter: Quarter) -> WordsHeard:
    """Count the texts in a quarter; one query."""
    counts, shown = Q(set_aside=False), Q(hidden_at=None)
    written = ~Q(why="", wanted="", unwanted="")
    answers = survey.answers.within(quarter.starts_on, quarter.ends_on)
    # No name of an aggregate may be that of a column.
    found = answers.aggregate(
        reasons=Count("pk", filter=counts & written & shown),
        not_shown=Count("pk", filter=counts & ~shown),
        waiting=Count("pk", filter=~counts),
        good=Count("pk", filter=counts & ~Q(wanted="")),
        bad=Count("pk", filter=counts & ~Q(unwanted="")),
    )
    return WordsHeard(
        reasons=found["reasons"],
        hidden=found["not_shown"],
        set_aside=found["waiting"],
        outcomes=HeardOutcomes(wanted=found["good"], unwanted=found["bad"]),
    )


def _sheets(survey: Survey, quarter: Quarter) -> list[Mapping[str, int]]:
    answers: list[Mapping[str, int]] = list(
        SurveyAnswer.objects.filter(survey=survey)
        .counted()
        .within(quarter.starts_on, quarter.ends_on)
        .exclude(sentences={})
        .values_list("sentences", flat=True)
    )
    return answers


def _whole(spread: Counter[int]) -> Spread:
    return {number: spread[number] for number in range(LEAST, MOST + 1)}
