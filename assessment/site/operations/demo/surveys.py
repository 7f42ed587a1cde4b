"""The survey of the sample: three quarters of answers, and a link to try."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.site.operations.demo.answers import dice
from assessment.site.operations.demo.businesses import MORNING, moment
from assessment.voices.surveys.models import Survey, SurveyAnswer
from assessment.voices.surveys.services import open_survey

DAYS = 60
"""Over how many days of a quarter the answers are spread."""
STEPS = {"culture": 2, "policies": 2, "channels": 1, "consistency": 2, "personalisation": 3}
"""What customers mostly choose for the sentence about each area."""
ONE_IN_SILENT = 3
"""Who does not unfold the sentences about the areas."""
HARD_TO_SAY, CAN_SAY = "consistency", 4
"""An area that only the first few customers of a quarter can say something about."""

Words = Sequence[tuple[int, str, str, str]]
"""What customers wrote: the number they chose, why, what they wanted, what was in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuarter:
    """One quarter of the sample: its answers from 0 to 10, and what was written."""

    begins_on: date
    numbers: Sequence[int]
    words: Words = ()


SPRING = AskedQuarter(
    begins_on=date(2026, 4, 1),
    numbers=(*[9] * 4, *[10] * 3, *[7] * 3, *[8] * 5, *[6] * 3, 5, 4, 3),
    words=(
        (3, "We waited half an hour and left.", "A quick lunch", "The queue at noon"),
        (10, "The best cardamom buns in town.", "", ""),
    ),
)
SUMMER = AskedQuarter(
    begins_on=date(2026, 7, 1),
    numbers=(*[9] * 8, *[10] * 7, *[7] * 4, *[8] * 5, *[6] * 3, 5, 4, 2),
    words=(
        (4, "Nobody tells you how long it will be.", "A coffee before work", "The waiting"),
        (9, "Friendly, even when it is full.", "A table in the shade", ""),
    ),
)
AUTUMN = AskedQuarter(
    begins_on=date(2026, 10, 1),
    numbers=(*[9] * 9, *[10] * 10, *[7] * 3, *[8] * 5, 6, 5, 2),
    words=(
        (
            5,
            "Twenty minutes for two flat whites, and no one said a word.",
            "Two coffees to take away",
            "Nobody said how long it takes",
        ),
        (2, "I told you about the wrong bill and heard no more of it.", "", "A wrong bill"),
        (6, "The website said open, but the door was shut.", "Lunch", "Wrong opening hours"),
        (10, "You remember how I like it, even when it’s packed.", "My usual", ""),
        (
            10,
            "My mother came in with her frame and someone had moved a chair before I could ask.",
            "A quiet hour with my mother",
            "",
        ),
        (9, "", "A birthday cake", ""),
        (9, "Kind people.", "Somewhere warm to read", ""),
    ),
)
QUARTERS = (SPRING, SUMMER, AUTUMN)


def ask_customers(business: Business, owner: User, model: MaturityModel) -> None:
    """Open the survey of a business, with the answers of three quarters; once."""
    texts = model.customer_survey
    if texts is None or Survey.objects.filter(business=business).exists():
        return
    survey = open_survey(
        business=business, by=owner, at=moment(SPRING.begins_on - timedelta(days=7), MORNING)
    )
    SurveyAnswer.objects.bulk_create(
        answer for asked in QUARTERS for answer in _answers(survey, asked, texts)
    )


def _answers(survey: Survey, asked: AskedQuarter, texts: CustomerSurvey) -> list[SurveyAnswer]:
    """Return the answers of a quarter; each text goes to somebody who chose its number."""
    left = list(asked.words)
    found = []
    for place, number in enumerate(asked.numbers):
        written = next((words for words in left if words[0] == number), None)
        if written:
            left.remove(written)
        _number, why, wanted, unwanted = written or (number, "", "", "")
        found.append(
            SurveyAnswer(
                survey=survey,
                answered_on=_day(asked, place),
                recommend=number,
                why=why,
                wanted=wanted,
                unwanted=unwanted,
                sentences=_sentences(asked, place, texts),
            )
        )
    return found


def _day(asked: AskedQuarter, place: int) -> date:
    return asked.begins_on + timedelta(days=dice("survey", str(asked.begins_on), str(place)) % DAYS)


def _sentences(asked: AskedQuarter, place: int, texts: CustomerSurvey) -> dict[str, int]:
    """Return the steps chosen by one customer: what most choose, or one more or less."""
    quarter = Quarter.containing(asked.begins_on).key
    if dice("silent", quarter, str(place)) % ONE_IN_SILENT == 0:
        return {}
    top = len(texts.scale.labels) - 1
    return {
        item.key: max(
            0,
            min(top, STEPS[item.dimension] + dice(quarter, item.key, str(place)) % 3 - 1),
        )
        for item in texts.mirror_items
        if item.dimension != HARD_TO_SAY or place < CAN_SAY
    }
