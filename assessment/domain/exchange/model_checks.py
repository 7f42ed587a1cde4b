"""What a model file must hold before it is published: counts, references, plain words."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, pairwise

from assessment.domain.exchange.model_file import FaultyModel, read_model
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring.rules import RULES

LEAST_IN_TIER, MOST_IN_TIER = 2, 4
MOST_WORDS = 25
LONGEST_CODE = 20
KEY, CODE, VERSION = r"[a-z][a-z0-9_-]*", r"[A-Z][A-Z0-9]*", r"\d+(\.\d+)*"
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+|\n+")

Rule = tuple[bool, str]
"""Whether something holds, and the fault if it does not."""
ModelFinder = Callable[[str], MaturityModel | None]


def no_model(_key: str) -> None:
    """Where no earlier version is at hand."""


def checked_model(source: str, find_model: ModelFinder = no_model) -> MaturityModel:
    """The model of a file that may be published.

    `find_model` finds the earlier versions that the file leads on from; what is not found can
    only be checked on the new side.

    Raises:
        FaultyModel: with every fault that was found.
    """
    model = read_model(source)
    rules = chain(
        _names(model),
        _scoring(model),
        _planning(model),
        *(_dimension(model, dimension) for dimension in model.dimensions),
        *(_practice(model, practice) for practice in model.practices),
        _actions(model),
        _find_out(model),
        _mappings(model, find_model),
    )
    faults = [fault for holds, fault in rules if not holds]
    faults += _faulty_texts(tomllib.loads(source), "")
    if faults:
        raise FaultyModel(faults)
    return model


def _names(model: MaturityModel) -> Iterator[Rule]:
    """Names are used in addresses and files, and each stands for one thing."""
    yield bool(re.fullmatch(KEY, model.id)), "model: id may be small letters, digits and hyphens"
    yield bool(re.fullmatch(VERSION, model.version)), "model: version may be numbers and dots"
    for kind, names, pattern in (
        ("tier", [tier.key for tier in model.tiers], KEY),
        ("level", [level.key for level in model.levels], KEY),
        ("dimension", [dimension.key for dimension in model.dimensions], KEY),
        ("practice", [practice.code for practice in model.practices], CODE),
        ("action", [action.code for action in model.actions], CODE + "[a-z]?"),
    ):
        yield bool(names), f"{kind}s: there are none"
        for name, times in Counter(names).items():
            yield times == 1, f"{kind} {name}: stands {times} times"
            fits = re.fullmatch(pattern, name) and len(name) <= LONGEST_CODE
            yield bool(fits), f"{kind} {name}: may be {pattern}, up to {LONGEST_CODE} characters"
    for name, times in Counter(practice.key for practice in model.practices).items():
        yield times == 1, f"practice key {name}: stands {times} times"


def _scoring(model: MaturityModel) -> Iterator[Rule]:
    figures, top = model.scoring, len(model.planning.step_values) - 1
    yield figures.rule in RULES, f"scoring: rule may be {', '.join(RULES)}"
    yield 1 <= figures.tier_least <= figures.tier_mean, "scoring: tier_least may be 1 to tier_mean"
    yield figures.tier_mean < top, f"scoring: tier_mean may be less than {top}"
    yield figures.set_aside_limit >= 0, "scoring: set_aside_limit may be 0 or more"
    yield figures.retest_noise > 0, "scoring: retest_noise may be more than 0"
    ranks = [level.rank for level in model.levels]
    sound = ranks == list(range(len(model.tiers) + 2))
    yield sound, "levels: one for each tier, one below and one above, ranks counting up from 0"
    for tier in model.tiers:
        yield tier.weight >= 1, f"tier {tier.key}: weight may be 1 or more"


def _planning(model: MaturityModel) -> Iterator[Rule]:
    figures = model.planning
    yield _grow(figures.step_values), "planning: step_values must grow"
    yield _grow(figures.cost_bands), "planning: cost_bands must grow"
    yield min(figures.cost_bands, default=-1) >= 0, "planning: cost_bands may be 0 or more"
    yield figures.steps_per_quarter >= 1, "planning: steps_per_quarter may be 1 or more"
    means = (figures.hours, figures.money, figures.max_actions)
    yield min(means) >= 0, "planning: hours, money and max_actions may be 0 or more"
    steps = len(figures.step_values)
    yield len(model.answers.labels) == steps, f"answers: needs {steps} labels"


def _grow(numbers: tuple[int, ...]) -> bool:
    return all(one < next_one for one, next_one in pairwise(numbers))


def _dimension(model: MaturityModel, dimension: Dimension) -> Iterator[Rule]:
    place = f"dimension {dimension.key}"
    yield dimension.weight > 0, f"{place}: weight may be more than 0"
    for tier in model.tiers:
        count = len(dimension.in_tier(tier))
        enough = LEAST_IN_TIER <= count <= MOST_IN_TIER
        allowed = f"may be {LEAST_IN_TIER} to {MOST_IN_TIER}"
        yield enough, f"{place}: {count} practices in {tier.key}, {allowed}"
    for level in model.levels:
        yield level.key in dimension.readings, f"{place}: no reading for level {level.key}"


def _practice(model: MaturityModel, practice: Practice) -> Iterator[Rule]:
    place, steps = f"practice {practice.code}", len(model.planning.step_values)
    tiers = [tier.key for tier in model.tiers]
    yield practice.tier in tiers, f"{place}: tier {practice.tier} is not in the file"
    yield len(practice.anchors) == steps, f"{place}: needs {steps} anchors"
    says_when = bool(practice.na_when) == practice.na_allowed
    yield says_when, f"{place}: na_when must say when it may be set aside, and only then"
    kinds = [str(action.kind) for action in model.actions_for(practice.code)]
    for kind in ("quick", "deep"):
        count = kinds.count(kind)
        yield count == 1, f"{place}: {count} {kind} actions, must be 1"


def _actions(model: MaturityModel) -> Iterator[Rule]:
    practices = {practice.code for practice in model.practices}
    last = len(model.planning.cost_bands) - 1
    for action in model.actions:
        place = f"action {action.code}"
        yield (
            action.practice in practices,
            f"{place}: practice {action.practice} is not in the file",
        )
        yield 0 <= action.cost_band <= last, f"{place}: cost_band may be 0 to {last}"
        yield action.hours >= 1, f"{place}: hours may be 1 or more"


def _find_out(model: MaturityModel) -> Iterator[Rule]:
    known = {"any", *(dimension.key for dimension in model.dimensions)}
    for task in model.find_out_tasks:
        yield task.dimension in known, f"find_out_tasks {task.key}: no dimension {task.dimension}"
    covered = {task.dimension for task in model.find_out_tasks}
    for dimension in model.dimensions:
        helped = bool(covered & {dimension.key, "any"})
        yield helped, f"find_out_tasks: nothing for dimension {dimension.key}"


# ---- earlier versions


def _mappings(model: MaturityModel, find_model: ModelFinder) -> Iterator[Rule]:
    """Every old practice leads to one new practice, and to each new one at most one leads."""
    for version, mapping in model.mappings.items():
        place = f"mapping {version}"
        yield version != model.key, f"{place}: is this version itself"
        for key, times in Counter(mapping.values()).items():
            known = model.practice_called(key) is not None
            yield known, f"{place}: practice key {key} is not in the file"
            yield times == 1, f"{place}: practice key {key} stands {times} times"
        earlier = find_model(version)
        if earlier is None:
            continue
        for old_key, key in mapping.items():
            old, new = earlier.practice_called(old_key), model.practice_called(key)
            yield old is not None, f"{place}: {earlier.key} has no practice key {old_key}"
            alike = not (old and new) or len(old.anchors) == len(new.anchors)
            yield alike, f"{place}: {old_key} and {key} have different numbers of anchors"


# ---- texts


def _faulty_texts(value: object, place: str) -> Iterator[str]:
    """Texts that are empty or too long to be understood at once, anywhere in the file."""
    if isinstance(value, str):
        if not value.strip():
            yield f"{place}: is empty"
        longest = max(len(sentence.split()) for sentence in SENTENCE_ENDS.split(value))
        if longest > MOST_WORDS:
            yield f"{place}: a sentence of {longest} words, may be {MOST_WORDS}"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _faulty_texts(inner, f"{place} {key}".strip())
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            names = inner if isinstance(inner, dict) else {}
            name = names.get("code", names.get("key", number))
            yield from _faulty_texts(inner, f"{place} {name}")
