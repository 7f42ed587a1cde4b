"""Earlier answers under the questions of another version of the model."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring.level_doubt import SheetDoubt
from assessment.domain.scoring.rules import rule_of, score_sheet
from assessment.domain.scoring.scores import DimensionScore, OverallScore, ScoredSheet
from assessment.domain.scoring.submissions import Submission


def practice_under(model: MaturityModel, old: MaturityModel, practice: Practice) -> Practice | None:
    """Return the practice of `model` that corresponds to a practice of `old`, or None.

    Without a mapping, two versions correspond if they differ only in their texts, or if both are
    calibrations of one version. The mapping of a version counts for its calibrations, too. The two
    must have the same number of anchors, because an answer is only a step on that scale.
    """
    if model.key == old.key:
        return practice
    calibrated = (model.base or model.key) == (old.base or old.key)
    mapping = model.mappings.get(old.key, model.mappings.get(old.base))
    if calibrated or (mapping is None and model.hashes.structure == old.hashes.structure):
        return model.practice(practice.code)
    new = model.practice_called((mapping or {}).get(practice.key, ""))
    return new if new and len(new.anchors) == len(practice.anchors) else None


def practices_under(
    model: MaturityModel, old: MaturityModel, actions: Collection[str]
) -> frozenset[str]:
    """Return the codes of the practices of `model` that these actions of `old` work on."""
    asked = (old.practice(action.practice) for action in old.actions if action.code in actions)
    found = (practice_under(model, old, practice) for practice in asked)
    return frozenset(practice.code for practice in found if practice)


@dataclass(frozen=True, kw_only=True)
class Reread:
    """The answers and scores of a check under the questions of a model, its own or another.

    Under another model, an area counts only if every one of its questions has an answer.
    """

    submission: Submission
    model: MaturityModel

    @property
    def same(self) -> bool:
        """Whether the model is the one that the check was made with."""
        return self.submission.model.key == self.model.key

    @cached_property
    def sheet(self) -> AnswerSheet:
        """The answers that carry over, by the practice codes of the model."""
        if self.same:
            return self.submission.sheet
        old = self.submission.model
        pairs = [
            (practice_under(self.model, old, practice), self.submission.sheet.get(practice.code))
            for practice in old.practices
        ]
        return AnswerSheet(
            {
                new.code: answer
                for new, answer in pairs
                if new and answer and answer.may_stand_for(new)
            }
        )

    @cached_property
    def reworded(self) -> bool:
        """Whether some questions that carry over are worded in another way in the same language."""
        old = self.submission.model
        pairs = ((each, practice_under(self.model, old, each)) for each in old.practices)
        alike = old.language == self.model.language
        return alike and any(new and new.anchors != each.anchors for each, new in pairs)

    @cached_property
    def areas(self) -> tuple[Dimension, ...]:
        """The model's areas that can be scored from these answers."""
        known = self.sheet.answers
        return tuple(d for d in self.model.dimensions if all(p.code in known for p in d.practices))

    @cached_property
    def scored(self) -> ScoredSheet | None:
        """The scores of these areas, or None if there are none."""
        if self.same:
            return self.submission.scored
        if not self.areas:
            return None
        # A rule scores all dimensions of its model and needs complete answers for them. So the
        # sheet is scored under a copy of the model that has only these areas.
        return score_sheet(replace(self.model, dimensions=self.areas), self.sheet)

    def area(self, key: str) -> DimensionScore | None:
        """Return the score of an area, or None if it does not carry over."""
        found = self.scored.dimensions if self.scored else ()
        return next((score for score in found if score.key == key), None)

    @property
    def overall(self) -> OverallScore | None:
        """The overall score, or None unless every area carries over."""
        whole = len(self.areas) == len(self.model.dimensions)
        return self.scored.overall if self.scored and whole else None

    @cached_property
    def doubt(self) -> SheetDoubt | None:
        """How sure the levels are, or None if the rule does not say.

        Unless every area carries over, these are the levels under the check's own model.
        """
        if self.same or self.overall is None or self.scored is None:
            return self.submission.doubt
        return rule_of(self.model).doubt(self.sheet, self.scored)
