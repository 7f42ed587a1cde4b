"""The answers of a business to the questions, and the check that a sheet is complete."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import MaturityModel, Practice

NOT_SURE: Literal["dk"] = "dk"
SET_ASIDE: Literal["na"] = "na"

NOT_COME_UP = "not_come_up"
"""The only reason for setting aside a question about an event; nobody can type it themselves."""

Value = int | Literal["dk", "na"]


class UnknownPractice(DomainError):
    """The sheet contains an answer to a question that the model does not ask."""


class ValueOutOfRange(DomainError):
    """The value is not a step of the practice, "not sure" or "doesn't apply"."""


class NotAllowedToSetAside(DomainError):
    """The model does not allow "doesn't apply" for this practice, or not for this reason."""


class Incomplete(DomainError):
    """Some questions have no answer; `practices` lists them in order."""

    def __init__(self, practices: tuple[Practice, ...]) -> None:
        super().__init__(", ".join(practice.code for practice in practices))
        self.practices = practices


class Evidence(StrEnum):
    """The evidence for an answer, weakest first."""

    NONE = "none"
    NOTE = "note"
    CHECKED = "checked"


def typed_reason(reason: str) -> str:
    """Return a reason as pages show it: nothing for the fixed one, whose answer says it all."""
    return "" if reason == NOT_COME_UP else reason


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """One answer: a step (0 to 3 in Cairn's own model), "not sure" or "doesn't apply"."""

    value: Value
    evidence: Evidence = Evidence.NONE
    note: str = ""
    reason: str = ""

    @property
    def step(self) -> int:
        """The step to count; "not sure" and "doesn't apply" count as 0."""
        return self.value if isinstance(self.value, int) else 0

    @property
    def typed_reason(self) -> str:
        """The reason that a person gave for setting the question aside."""
        return typed_reason(self.reason)

    def may_stand_for(self, practice: Practice) -> bool:
        """Tell whether the practice can be set aside, if that is what the answer does.

        An event can be set aside only because it has not come up, and only an event can be.
        """
        if self.value != SET_ASIDE:
            return True
        return practice.event if self.reason == NOT_COME_UP else practice.na_allowed


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Answers by practice code.

    A blank answer is a missing code, which is not the same as "not sure".
    """

    answers: Mapping[str, SheetAnswer] = field(default_factory=dict)

    def get(self, code: str) -> SheetAnswer | None:
        return self.answers.get(code)

    def set_aside(self, practice: Practice) -> bool:
        answer = self.answers.get(practice.code)
        return answer is not None and answer.value == SET_ASIDE

    def step(self, practice: Practice) -> int:
        """Return the step to count for a practice, or 0 if it has no answer."""
        answer = self.answers.get(practice.code)
        return answer.step if answer else 0

    def applicable(self, practices: tuple[Practice, ...]) -> tuple[Practice, ...]:
        return tuple(practice for practice in practices if not self.set_aside(practice))

    def at_best(self, practices: Iterable[Practice]) -> "AnswerSheet":
        """Return the sheet with every "not sure" of these practices at its top step."""
        best = {
            p.code: replace(self.answers[p.code], value=len(p.anchors) - 1)
            for p in practices
            if self.answers[p.code].value == NOT_SURE
        }
        return AnswerSheet({**self.answers, **best}) if best else self

    def blanks(self, model: MaturityModel) -> tuple[Practice, ...]:
        return tuple(p for p in model.practices if p.code not in self.answers)

    def validate(self, model: MaturityModel) -> None:
        """Check that the model can score the sheet; change nothing.

        Raises:
            UnknownPractice: A code is not in the model.
            ValueOutOfRange: A value is not a step of its practice.
            NotAllowedToSetAside: An answer is "doesn't apply" where the model does not allow it.
            Incomplete: Some questions have no answer.
        """
        for code, answer in self.answers.items():
            practice = model.practice_or_none(code)
            if practice is None:
                raise UnknownPractice(code)
            if not answer.may_stand_for(practice):
                raise NotAllowedToSetAside(code)
            if answer.value not in {NOT_SURE, SET_ASIDE, *range(len(practice.anchors))}:
                raise ValueOutOfRange(code)
        if blanks := self.blanks(model):
            raise Incomplete(blanks)
