"""What a model file must hold beyond its types: counts, references, texts in plain words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from assessment.domain.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring_versions import RULES

LEAST_IN_TIER, MOST_IN_TIER = 2, 4
MOST_WORDS = 25
OPTIONAL_TEXTS = {"hint_alone", "na_when", "words", "pitfalls"}
KINDS = ("quick", "deep")


def faults_of(model: MaturityModel) -> list[str]:
    """Every fault of a model, each with its place; an empty list for a good one."""
    return [
        *_structure(model),
        *_repeated("practice", (practice.code for practice in model.practices)),
        *_repeated("action", (action.code for action in model.actions)),
        *_repeated("dimension", (dimension.key for dimension in model.dimensions)),
        *(fault for dimension in model.dimensions for fault in _dimension(model, dimension)),
        *(fault for practice in model.practices for fault in _practice(model, practice)),
        *_actions(model),
        *_texts(model),
    ]


def _structure(model: MaturityModel) -> Iterator[str]:
    if model.scoring.rule not in RULES:
        yield f"scoring.rule: {model.scoring.rule} is not known; may be {', '.join(RULES)}"
    if [level.rank for level in model.levels] != list(range(len(model.tiers) + 2)):
        yield "levels: one for each tier, one below and one above, ranks counting up from 0"
    if not model.dimensions:
        yield "dimensions: there are none"
    steps = len(model.planning.step_values)
    if list(model.planning.step_values) != sorted(model.planning.step_values) or steps < 2:
        yield "planning.step_values: worth must grow with the step"


def _repeated(kind: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{kind} {name}: stands {times} times"


def _dimension(model: MaturityModel, dimension: Dimension) -> Iterator[str]:
    for tier in model.tiers:
        count = len(dimension.in_tier(tier))
        if not LEAST_IN_TIER <= count <= MOST_IN_TIER:
            yield (
                f"dimension {dimension.key}: {count} practices in {tier.key}, "
                f"may be {LEAST_IN_TIER} to {MOST_IN_TIER}"
            )
    for level in model.levels:
        if not dimension.readings.get(level.key):
            yield f"dimension {dimension.key}: no reading for level {level.key}"


def _practice(model: MaturityModel, practice: Practice) -> Iterator[str]:
    if practice.tier not in {tier.key for tier in model.tiers}:
        yield f"practice {practice.code}: tier {practice.tier} is not in the file"
    if len(practice.anchors) != len(model.planning.step_values):
        yield f"practice {practice.code}: needs {len(model.planning.step_values)} anchors"
    if practice.na_allowed and not practice.na_when:
        yield f"practice {practice.code}: may be set aside, but na_when does not say when"
    kinds = [action.kind for action in model.actions_for(practice.code)]
    for kind in KINDS:
        if kinds.count(kind) != 1:
            yield f"practice {practice.code}: {kinds.count(kind)} {kind} actions, must be 1"


def _actions(model: MaturityModel) -> Iterator[str]:
    bands = range(len(model.planning.cost_bands))
    for action in model.actions:
        if model.practice_or_none(action.practice) is None:
            yield f"action {action.code}: practice {action.practice} is not in the file"
        if action.kind not in KINDS:
            yield f"action {action.code}: kind may be quick or deep"
        if action.cost_band not in bands:
            yield f"action {action.code}: cost_band may be 0 to {bands[-1]}"
        if action.hours < 1:
            yield f"action {action.code}: hours must be 1 or more"


def _texts(model: MaturityModel) -> Iterator[str]:
    for row in (*model.levels, *model.tiers, *model.dimensions, *model.practices, *model.actions):
        place = f"{type(row).__name__.lower()} {getattr(row, 'code', '') or row.key}"  # type: ignore[union-attr]
        for name, text in _texts_of(row):
            if not text.strip() and name not in OPTIONAL_TEXTS:
                yield f"{place}: {name} is empty"
            if longest := _too_long(text):
                yield f"{place}: {name} has a sentence of {longest} words, {MOST_WORDS} at most"


def _texts_of(row: object) -> Iterator[tuple[str, str]]:
    if not is_dataclass(row):
        return
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, str):
            yield each.name, value
        elif isinstance(value, tuple):
            yield from ((each.name, text) for text in value if isinstance(text, str))


def _too_long(text: str) -> int:
    """Words in the longest sentence, if that is over the limit."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    longest = max((len(sentence.split()) for sentence in sentences), default=0)
    return longest if longest > MOST_WORDS else 0
