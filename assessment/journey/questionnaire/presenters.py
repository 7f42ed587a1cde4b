"""What other rooms show of a check: the answers to choose from, and checks left unsent."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessment.domain.model.answers import NOT_COME_UP, NOT_SURE, SET_ASIDE
from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.journey.questionnaire import wording
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment

Choices = list[tuple[str, str]]
"""Answers to choose from, each with its value and text."""


def choices_of(model: MaturityModel, practice: Practice) -> tuple[Choices, Choices]:
    """Return the sentences of a question from low to high, and the answers beside them."""
    texts = model.answers
    others: Choices = [(NOT_SURE, texts.not_sure)]
    if practice.event:
        others.append((NOT_COME_UP, texts.not_come_up))
    elif practice.na_allowed:
        others.append((SET_ASIDE, texts.does_not_apply))
    return [(str(step), anchor) for step, anchor in enumerate(practice.anchors)], others


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentLine:
    """What is kept of one check, and the address of the page that shows it."""

    words: str
    url: str
    check: CurrentAssessment


def unsent_lines(current: CurrentAssessment) -> Sequence[UnsentLine]:
    """Return a line for each check that was left, newest first."""
    return [
        UnsentLine(
            words=wording.unsent(check),
            url=reverse("unsent_check", args=[check.business.slug, check.name.lower()]),
            check=check,
        )
        for check in current.unsent
    ]
