"""The words that customers wrote, as pages show them: never cut and never corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.voices.surveys.models import SurveyAnswer
from assessment.voices.surveys.wording.pages import week_of

FIRST_LETTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one customer wrote, and the number they chose.

    `short` is its beginning, by which buttons and links tell quotes apart.
    """

    key: int
    number: int
    answered_on: date
    why: str
    wanted: str
    unwanted: str
    is_hidden: bool = False
    hidden_for: str = ""

    @property
    def week(self) -> str:
        return week_of(self.answered_on - timedelta(days=self.answered_on.weekday()))

    @property
    def short(self) -> str:
        words = self.why or self.wanted or self.unwanted
        return " ".join(words.split())[:FIRST_LETTERS]


def quotes_of(answers: Iterable[SurveyAnswer]) -> Sequence[Quote]:
    """Return these answers as quotes, in their order."""
    return [
        Quote(
            key=answer.pk,
            number=answer.recommend,
            answered_on=answer.answered_on,
            why=answer.why,
            wanted=answer.wanted,
            unwanted=answer.unwanted,
            is_hidden=answer.is_hidden,
            hidden_for=answer.hidden_for,
        )
        for answer in answers
    ]
