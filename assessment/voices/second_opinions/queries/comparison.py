"""Both answers to each question, after they were revealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.domain.model.answers import NOT_COME_UP, NOT_SURE, SET_ASIDE, SheetAnswer
from assessment.domain.model.maturity import Practice
from assessment.journey.questionnaire.models import Answer, as_value
from assessment.voices.second_opinions.models import SecondAnswer, Settlement
from assessment.voices.second_opinions.queries.opinions import Opinion, first_side

FAR = 2
"""From how many steps on two answers are far apart."""


@dataclass(frozen=True, kw_only=True)
class AnswerPair:
    """Both answers to one question, as they are stored, and what was agreed since."""

    practice: Practice
    first: str
    second: str
    settlement: Settlement | None

    @property
    def alike(self) -> bool:
        return self.first == self.second

    @property
    def steps(self) -> int | None:
        """How many steps apart the two are; None if one of them is not a number."""
        both = as_value(self.first), as_value(self.second)
        numbers = [value for value in both if isinstance(value, int)]
        return abs(numbers[0] - numbers[1]) if len(numbers) == len(both) else None

    @property
    def agreed(self) -> str:
        """The stored value that both agree on; blank as long as they don't."""
        if self.settlement:
            return self.settlement.value
        return self.first if self.alike else ""

    @property
    def is_checked(self) -> bool:
        """Whether two people agree on an answer: not being sure together proves nothing."""
        return self.agreed not in {"", NOT_SURE}

    @property
    def is_open(self) -> bool:
        """Whether they differ and have not settled it either way."""
        return not self.alike and self.settlement is None


@dataclass(frozen=True)
class ComparedAnswers:
    """All questions of a check that two sides answered apart."""

    opinion: Opinion
    pairs: Sequence[AnswerPair]

    @cached_property
    def alike(self) -> Sequence[AnswerPair]:
        return [pair for pair in self.pairs if pair.alike]

    @cached_property
    def far(self) -> Sequence[AnswerPair]:
        return [pair for pair in self.pairs if (pair.steps or 0) >= FAR]

    @cached_property
    def near(self) -> Sequence[AnswerPair]:
        return [pair for pair in self.pairs if pair.steps == 1]

    @cached_property
    def unlike(self) -> Sequence[AnswerPair]:
        """Those that differ because one side was not sure, or set the question aside."""
        return [pair for pair in self.pairs if pair.steps is None and not pair.alike]

    @property
    def open(self) -> Sequence[AnswerPair]:
        return [pair for pair in self.pairs if pair.is_open]

    @property
    def to_find_out(self) -> Sequence[AnswerPair]:
        """What they don't agree on yet and want to find out."""
        return [pair for pair in self.pairs if pair.settlement and not pair.settlement.value]

    @property
    def checked(self) -> Sequence[AnswerPair]:
        return [pair for pair in self.pairs if pair.is_checked]

    def pair(self, code: str) -> AnswerPair | None:
        return next((pair for pair in self.pairs if pair.practice.code == code), None)


def compared(opinion: Opinion) -> ComparedAnswers:
    """Return both answers to each question, once they are revealed; one query.

    Raises:
        ValueError: they are not revealed, so nobody may compare them.
    """
    if opinion.row.revealed_at is None:
        raise ValueError(str(opinion.row))
    rows = opinion.row.answers.select_related("settlement__settled_by")
    answers = {row.practice: row for row in rows}
    return ComparedAnswers(
        opinion, [pair_of(practice, answers[practice.code]) for practice in opinion.model.practices]
    )


def pair_of(practice: Practice, answer: SecondAnswer) -> AnswerPair:
    return AnswerPair(
        practice=practice,
        first=answer.first,
        second=answer.value,
        settlement=getattr(answer, "settlement", None),
    )


def answer_agreed(pair: AnswerPair, stored: Answer) -> SheetAnswer:
    """Return what was agreed as an answer of the check; the note of the check stays.

    Setting a question aside needs a reason: the one of the check, or else the word why.
    """
    if pair.agreed != SET_ASIDE:
        return SheetAnswer(value=as_value(pair.agreed), note=stored.note)
    word = pair.settlement.word if pair.settlement else ""
    reason = pair.practice.event and NOT_COME_UP
    return SheetAnswer(value=SET_ASIDE, note=stored.note, reason=stored.reason or reason or word)


def of_check(compared_answers: ComparedAnswers) -> dict[str, Answer]:
    """Return the answers of the check as they are stored now, by code; two queries."""
    check = first_side(compared_answers.opinion.row)
    return {answer.practice: answer for answer in check.answers.select_related("assessment")}
