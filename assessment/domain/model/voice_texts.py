"""What a model asks the team and the customers, beside the owner's own questions."""

from dataclasses import dataclass
from typing import Literal

PulseGroup = Literal["mirror", "awareness", "engagement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseTexts:
    """The sentences around the questions for the team."""

    title: str
    intro: str
    confidence: str
    instruction: str
    thanks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseItem:
    """One question for the team, with a sentence (anchor) for each step from 0 upwards.

    It belongs to a dimension, and mirrors questions that the owner answers. `awareness` asks what
    people know, and `engagement` whether they are involved.
    """

    key: str
    group: PulseGroup
    dimension: str
    mirrors: tuple[str, ...]
    text: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkQuestion:
    dimension: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTalk:
    """What a team too small for a survey talks through instead."""

    title: str
    intro: str
    close: str
    questions: tuple[TalkQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendQuestion:
    """The question that customers answer with a number from `min` to `max`."""

    text: str
    low: str
    high: str
    min: int
    max: int
    shown_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyQuestion:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyScale:
    """The labels of the steps of a customer's answer, from 0 upwards."""

    labels: tuple[str, ...]
    cannot_say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorItem:
    """A sentence about one dimension, which customers agree with or not."""

    key: str
    dimension: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTexts:
    """The two questions about what customers wanted, and what got in the way."""

    wanted: str
    unwanted: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSurvey:
    """Everything that customers are asked and told."""

    title: str
    intro: str
    thanks: str
    privacy: str
    recommend: RecommendQuestion
    why: WhyQuestion
    scale: SurveyScale
    mirror_items: tuple[MirrorItem, ...]
    outcomes: OutcomeTexts
