"""The texts for one business: those of the model, and the variants that fit it better."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import ALONE, Circumstances, Variant

Text = TypeVar("Text", str, tuple[str, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTexts:
    """The texts beside a question that can differ between businesses."""

    hint: str
    examples: tuple[str, ...]
    evidence_hint: str
    na_when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTexts:
    """The texts of an action that can differ; `not_suitable` is empty if the action suits."""

    first_move: str
    words: str
    examples: tuple[str, ...]
    not_suitable: str


@dataclass(frozen=True)
class FittedTexts:
    """The texts of a model for a business of a trade, a team size and places of meeting.

    For each field the row with the most keys wins; then trade counts before team, and team before
    meeting place; then the earlier row.
    """

    model: MaturityModel
    business: Circumstances

    @cached_property
    def _rows(self) -> Mapping[str, Sequence[Variant]]:
        return self.model.overlay.rows_for(self.business) if self.model.overlay else {}

    def practice(self, code: str) -> PracticeTexts:
        practice, rows = self.model.practice(code), self._rows.get(code, ())
        alone = self.business.team == ALONE and practice.hint_alone
        # A person who works alone would meet a team's wording in a hint that is not meant for them.
        hints = [row for row in rows if row.team] if alone else rows
        return PracticeTexts(
            hint=_first((row.hint for row in hints), alone or practice.hint),
            examples=_first((row.examples for row in rows), ()),
            evidence_hint=_first((row.evidence_hint for row in rows), practice.evidence_hint),
            na_when=_first((row.na_when for row in rows), practice.na_when),
        )

    def action(self, code: str) -> ActionTexts:
        action, rows = self.model.action(code), self._rows.get(code, ())
        return ActionTexts(
            first_move=_first((row.first_move for row in rows), action.first_move),
            words=_first((row.words for row in rows), action.words),
            examples=_first((row.examples for row in rows), ()),
            not_suitable=_first((row.not_suitable for row in rows), ""),
        )

    @cached_property
    def not_suitable(self) -> Mapping[str, str]:
        """The actions that do not suit the business by code, each with the reason."""
        codes = (action.code for action in self.model.actions if action.code in self._rows)
        reasons = ((code, self.action(code).not_suitable) for code in codes)
        return {code: reason for code, reason in reasons if reason}


def _first(found: Iterator[Text | None], otherwise: Text) -> Text:
    return next((text for text in found if text is not None), otherwise)
