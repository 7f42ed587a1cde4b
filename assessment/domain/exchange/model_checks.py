"""The checks a model file must pass before it is published: counts, references, short texts."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from assessment.domain.exchange.doubt_checks import doubt_rules
from assessment.domain.exchange.model_file import ModelFinder, no_model, read_model
from assessment.domain.exchange.overlay_checks import overlay_rules
from assessment.domain.exchange.text_checks import faulty_texts
from assessment.domain.exchange.toml_rules import FaultyModel, Requirement, read_toml
from assessment.domain.exchange.voice_checks import voice_rules
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.scoring.rules import RULES

LEAST_IN_TIER, MOST_IN_TIER = 2, 4
MOST_LEAST_DAYS = 90
"""An action has to end within its quarter."""
# Codes are saved in columns of this length.
LONGEST_CODE = 20
KEY, CODE, VERSION = r"[a-z][a-z0-9_-]*", r"[A-Z][A-Z0-9]*", r"\d+(\.\d+)*"


def checked_model(source: str, find_model: ModelFinder = no_model) -> MaturityModel:
    """Read a model file and check that it can be published.

    `find_model` looks up the earlier versions that the file's mappings refer to, and the one that a
    calibrated version is laid over. If a version is not found, only the new side of its mapping
    can be checked.

    Raises:
        FaultyModel: The file has faults; the error lists every one of them.
    """
    model, file = read_model(source, find_model), read_toml(source)
    rules = chain(
        _names(model),
        _scoring(model),
        _planning(model),
        *(_dimension(model, dimension) for dimension in model.dimensions),
        *(_practice(model, practice) for practice in model.practices),
        _actions(model),
        _find_out(model),
        _mappings(model, find_model),
        doubt_rules(model, file),
        overlay_rules(model, model.overlay),
        voice_rules(model),
    )
    # Authors of a model file correct all faults at once, so the first one does not end the check.
    faults = [fault for holds, fault in rules if not holds]
    faults += faulty_texts(file, "")
    if faults:
        raise FaultyModel(faults)
    return model


def _names(model: MaturityModel) -> Iterator[Requirement]:
    """Check that names are unique, and safe to use in addresses and files."""
    lower_case = bool(re.fullmatch(KEY, model.id))
    yield lower_case, "model: id must be lower-case letters, digits and hyphens"
    yield bool(re.fullmatch(VERSION, model.version)), "model: version must be numbers and dots"
    for kind, names, pattern in (
        ("tier", [tier.key for tier in model.tiers], KEY),
        ("level", [level.key for level in model.levels], KEY),
        ("dimension", [dimension.key for dimension in model.dimensions], KEY),
        ("practice", [practice.code for practice in model.practices], CODE),
        ("action", [action.code for action in model.actions], CODE + "[a-z]?"),
    ):
        yield bool(names), f"{kind}s: must not be empty"
        for name, times in Counter(names).items():
            yield times == 1, f"{kind} {name}: appears {times} times"
            fits = re.fullmatch(pattern, name) and len(name) <= LONGEST_CODE
            must_be = f"must match {pattern}, up to {LONGEST_CODE} characters"
            yield bool(fits), f"{kind} {name}: {must_be}"
    for name, times in Counter(practice.key for practice in model.practices).items():
        yield times == 1, f"practice key {name}: appears {times} times"


def _scoring(model: MaturityModel) -> Iterator[Requirement]:
    figures, top = model.scoring, len(model.planning.step_values) - 1
    yield figures.rule in RULES, f"scoring: rule must be one of {', '.join(RULES)}"
    in_range = 1 <= figures.tier_least <= figures.tier_mean
    yield in_range, "scoring: tier_least must be from 1 to tier_mean"
    yield figures.tier_mean < top, f"scoring: tier_mean must be less than {top}"
    yield figures.set_aside_limit >= 0, "scoring: set_aside_limit must be 0 or more"
    yield figures.retest_noise > 0, "scoring: retest_noise must be more than 0"
    ranks = [level.rank for level in model.levels]
    sound = ranks == list(range(len(model.tiers) + 2))
    yield sound, "levels: needs one per tier, one below and one above, with ranks from 0 upwards"
    for tier in model.tiers:
        yield tier.weight >= 1, f"tier {tier.key}: weight must be 1 or more"


def _planning(model: MaturityModel) -> Iterator[Requirement]:
    figures = model.planning
    yield _increasing(figures.step_values), "planning: step_values must increase"
    yield _increasing(figures.cost_bands), "planning: cost_bands must increase"
    yield min(figures.cost_bands, default=-1) >= 0, "planning: cost_bands must be 0 or more"
    yield figures.steps_per_quarter >= 1, "planning: steps_per_quarter must be 1 or more"
    means = (figures.hours, figures.money, figures.max_actions)
    yield min(means) >= 0, "planning: hours, money and max_actions must be 0 or more"
    steps = len(figures.step_values)
    yield len(model.answers.labels) == steps, f"answers: needs {steps} labels"


def _increasing(numbers: tuple[int, ...]) -> bool:
    return all(one < next_one for one, next_one in pairwise(numbers))


def _dimension(model: MaturityModel, dimension: Dimension) -> Iterator[Requirement]:
    place = f"dimension {dimension.key}"
    yield dimension.weight > 0, f"{place}: weight must be more than 0"
    for tier in model.tiers:
        count = len(dimension.in_tier(tier))
        enough = LEAST_IN_TIER <= count <= MOST_IN_TIER
        must_be = f"must have {LEAST_IN_TIER} to {MOST_IN_TIER} practices in {tier.key}"
        yield enough, f"{place}: {must_be}, not {count}"
    for level in model.levels:
        yield level.key in dimension.readings, f"{place}: no reading for level {level.key}"


def _practice(model: MaturityModel, practice: Practice) -> Iterator[Requirement]:
    place, steps = f"practice {practice.code}", len(model.planning.step_values)
    tiers = [tier.key for tier in model.tiers]
    yield practice.tier in tiers, f"{place}: tier {practice.tier} is not in the file"
    yield len(practice.anchors) == steps, f"{place}: needs {steps} anchors"
    says_when = bool(practice.na_when) == practice.na_allowed
    yield says_when, f"{place}: na_when must be set if na_allowed is true, and only then"
    either = not (practice.event and practice.na_allowed)
    yield either, f"{place}: event and na_allowed must not both be true"
    kinds = [str(action.kind) for action in model.actions_for(practice.code)]
    for kind in ("quick", "deep"):
        count = kinds.count(kind)
        yield count == 1, f"{place}: must have one {kind} action, not {count}"


def _actions(model: MaturityModel) -> Iterator[Requirement]:
    practices = {practice.code for practice in model.practices}
    last = len(model.planning.cost_bands) - 1
    for action in model.actions:
        place = f"action {action.code}"
        yield (
            action.practice in practices,
            f"{place}: practice {action.practice} is not in the file",
        )
        yield 0 <= action.cost_band <= last, f"{place}: cost_band must be from 0 to {last}"
        yield action.hours >= 1, f"{place}: hours must be 1 or more"
        each = min(action.hours_each, action.cost_each)
        yield each >= 0, f"{place}: hours_each and cost_each must be 0 or more"
        must_be = f"least_days must be from 0 to {MOST_LEAST_DAYS}"
        yield 0 <= action.least_days <= MOST_LEAST_DAYS, f"{place}: {must_be}"


def _find_out(model: MaturityModel) -> Iterator[Requirement]:
    known = {"any", *(dimension.key for dimension in model.dimensions)}
    for task in model.find_out_tasks:
        place = f"find_out_tasks {task.key}"
        yield task.dimension in known, f"{place}: dimension {task.dimension} is not in the file"
    covered = {task.dimension for task in model.find_out_tasks}
    for dimension in model.dimensions:
        helped = bool(covered & {dimension.key, "any"})
        yield helped, f"find_out_tasks: no task for dimension {dimension.key}"


# ---- earlier versions


def _mappings(model: MaturityModel, find_model: ModelFinder) -> Iterator[Requirement]:
    """Check that each old practice maps to one new practice, and no two map to the same one."""
    for version, mapping in model.mappings.items():
        place = f"mapping {version}"
        yield version != model.key, f"{place}: must be an earlier version, not this one"
        for key, times in Counter(mapping.values()).items():
            known = model.practice_called(key) is not None
            yield known, f"{place}: practice key {key} is not in the file"
            yield times == 1, f"{place}: practice key {key} appears {times} times"
        earlier = find_model(version)
        if earlier is None:
            continue
        for old_key, key in mapping.items():
            old, new = earlier.practice_called(old_key), model.practice_called(key)
            yield old is not None, f"{place}: {earlier.key} has no practice key {old_key}"
            alike = not (old and new) or len(old.anchors) == len(new.anchors)
            yield alike, f"{place}: {old_key} and {key} have different numbers of anchors"
