"""The texts for one business: those of the model, and the variants that fit it better."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.model.overlays import ALONE, Circumstances, Variant

Text = TypeVar("Text", str, tuple[str, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTexts:
    """The texts beside a question that can differ between businesses."""

    hint: str
    examples: tuple[str, ...]
    evidence_hint: str
    na_when: str
    needs_team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTexts:
    """The texts of an action that can differ; `not_suitable` is empty if the action suits."""

    first_move: str
    steps: tuple[str, ...]
    done_when: str
    words: str
    examples: tuple[str, ...]
    not_suitable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionTexts:
    """The texts of a dimension that can differ."""

    intro: str
    readings: Mapping[str, str]


@dataclass(frozen=True)
class FittedTexts:
    """The texts of a model for a business with a trade, a team size and meeting places.

    For each field, the row with the most keys wins. After that, trade counts before team, and team
    before meeting place. Between equals, the earlier row wins.
    """

    model: MaturityModel
    business: Circumstances

    @cached_property
    def _rows(self) -> Mapping[str, Sequence[Variant]]:
        return self.model.overlay.rows_for(self.business) if self.model.overlay else {}

    def practice(self, code: str) -> PracticeTexts:
        practice, rows = self.model.practice(code), self._rows.get(code, ())
        alone = self.business.team == ALONE and practice.hint_alone
        # Other hints are written for teams, so a person who works alone only gets those for one.
        hints = [row for row in rows if row.team] if alone else rows
        return PracticeTexts(
            hint=_first((row.hint for row in hints), alone or practice.hint),
            examples=_first((row.examples for row in rows), ()),
            evidence_hint=_first((row.evidence_hint for row in rows), practice.evidence_hint),
            na_when=(na_when := _first((row.na_when for row in rows), practice.na_when)),
            needs_team=na_when if self._needs_team(practice) else "",
        )

    def _needs_team(self, practice: Practice) -> bool:
        """Tell whether a person who works alone can leave a question out.

        An action that does not suit such a person, whatever the trade, marks its question.
        """
        if self.business.team != ALONE or not practice.na_allowed:
            return False
        actions = self.model.actions_for(practice.code)
        rows = (row for action in actions for row in self._rows.get(action.code, ()))
        return any(row.not_suitable and row.team for row in rows)

    def action(self, code: str) -> ActionTexts:
        action, rows = self.model.action(code), self._rows.get(code, ())
        return ActionTexts(
            first_move=_first((row.first_move for row in rows), action.first_move),
            steps=_first((row.steps for row in rows), action.steps),
            done_when=_first((row.done_when for row in rows), action.done_when),
            words=_first((row.words for row in rows), action.words),
            examples=_first((row.examples for row in rows), ()),
            not_suitable=_first((row.not_suitable for row in rows), ""),
        )

    def dimension(self, key: str) -> DimensionTexts:
        dimension, rows = self.model.dimension(key), self._rows.get(key, ())
        readings = [row.readings for row in rows if row.readings]
        return DimensionTexts(
            intro=_first((row.intro for row in rows), dimension.intro),
            readings={
                level: _first((texts.get(level) for texts in readings), otherwise)
                for level, otherwise in dimension.readings.items()
            },
        )

    @property
    def not_suitable(self) -> Mapping[str, str]:
        """Why actions do not suit the business, by code."""
        return self.fitted.not_suitable

    @cached_property
    def fitted(self) -> MaturityModel:
        """The model with these texts instead of its own, for everything that people read.

        Scores are the same under both, and the fingerprints are those of the model itself.
        """
        dimensions = (
            replace(
                each,
                **_texts(self.dimension(each.key)),
                practices=tuple(
                    replace(p, **_texts(self.practice(p.code))) for p in each.practices
                ),
            )
            for each in self.model.dimensions
        )
        actions = (replace(a, **_texts(self.action(a.code))) for a in self.model.actions)
        fitted = replace(self.model, dimensions=tuple(dimensions), actions=tuple(actions))
        vars(fitted)["hashes"] = self.model.hashes
        return fitted


def _texts(found: PracticeTexts | ActionTexts | DimensionTexts) -> dict[str, Any]:
    """Return texts by their names, without the copies that `asdict` makes."""
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _first(found: Iterator[Text | None], otherwise: Text) -> Text:
    return next((text for text in found if text is not None), otherwise)
