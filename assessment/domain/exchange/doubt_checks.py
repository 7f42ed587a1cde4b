"""What a model file needs if its rule says how sure a level and a change are."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise, product
from string import Formatter

from assessment.domain.exchange.toml_rules import Requirement, Table
from assessment.domain.model.maturity import MaturityModel, PlanningFigures, ScoringFigures
from assessment.domain.model.overlays import TEAMS
from assessment.domain.model.texts import GAPS, ChangeTexts, LevelTexts
from assessment.domain.scoring.rules import RULES

FIGURES = (
    "retest_noise_note", "retest_noise_checked", "retest_noise_other", "shared_share",
    "shared_share_other", "acted_margin", "perhaps", "clear_alpha", "likely_alpha",
)  # fmt: skip


def doubt_rules(model: MaturityModel, file: Table) -> Iterator[Requirement]:
    """Check what only some rules need; a file for another rule may leave it out."""
    rule = RULES.get(model.scoring.rule)
    if rule is None or not rule.names_doubt:
        return
    # A calibrated version has the figures of its base, and a file with only those that changed.
    for name in () if model.base else FIGURES:
        yield name in file["scoring"], f"scoring: {name} is missing"
    yield from _figures(model.scoring)
    for code, noise in model.scoring.item_noise.items():
        known = model.practice_or_none(code) is not None
        yield known, f"scoring: item_noise has {code}, which is not in the file"
        yield 0 < noise <= 1, f"scoring: item_noise {code} must be more than 0 and at most 1"
    yield from _people(model.planning)
    for dimension, tier in product(model.dimensions, model.tiers):
        # Setting questions aside must never leave a tier empty.
        stays = [p for p in dimension.in_tier(tier) if not (p.na_allowed or p.event)]
        must_be = "must have a practice that cannot be set aside"
        yield bool(stays), f"dimension {dimension.key}: {tier.key} {must_be}"
    yield from _texts(model)


def _figures(figures: ScoringFigures) -> Iterator[Requirement]:
    most = figures.retest_noise
    yield most <= 1, "scoring: retest_noise must be at most 1"
    for name in ("retest_noise_note", "retest_noise_checked"):
        fits = 0 < getattr(figures, name) <= most
        yield fits, f"scoring: {name} must be more than 0 and at most retest_noise"
    other = figures.retest_noise_other >= most
    yield other, "scoring: retest_noise_other must be at least retest_noise"
    for name in ("shared_share", "shared_share_other"):
        yield 0 <= getattr(figures, name) <= 1, f"scoring: {name} must be from 0 to 1"
    yield figures.acted_margin >= 0, "scoring: acted_margin must be 0 or more"
    yield 0 <= 2 * figures.perhaps <= 1, "scoring: perhaps must be from 0 to 0.5"
    ordered = 0 < figures.clear_alpha < figures.likely_alpha < 1
    yield ordered, "scoring: clear_alpha must be more than 0 and less than likely_alpha"


def _people(figures: PlanningFigures) -> Iterator[Requirement]:
    sizes = [figures.people.get(team, 0) for team in TEAMS]
    complete = set(figures.people) == set(TEAMS)
    growing = all(one < next_one for one, next_one in pairwise([0, *sizes]))
    must_be = f"must have a growing number of people for {', '.join(TEAMS)}"
    yield complete and growing, f"planning: people {must_be}"
    known = figures.people_unknown in TEAMS
    yield known, f"planning: people_unknown must be one of {', '.join(TEAMS)}"
    for name, usual in (("usual_hours", figures.usual_hours), ("usual_money", figures.usual_money)):
        fits = set(usual) <= set(TEAMS) and min(usual.values(), default=0) >= 0
        yield fits, f"planning: {name} must be 0 or more for some of {', '.join(TEAMS)}"


def _texts(model: MaturityModel) -> Iterator[Requirement]:
    for name in ("not_come_up", "not_come_up_hint"):
        yield bool(getattr(model.answers, name)), f"answers: {name} is missing"
    yield model.level_texts is not None, "level_texts: must be in the file"
    yield model.change_texts is not None, "change_texts: must be in the file"
    for place, texts in (("level_texts", model.level_texts), ("change_texts", model.change_texts)):
        yield from _gaps(place, texts) if texts else ()


def _gaps(place: str, texts: LevelTexts | ChangeTexts) -> Iterator[Requirement]:
    for name in (each.name for each in fields(texts)):
        given = getattr(texts, name)
        known = GAPS.get(name, frozenset())
        fits = all(_fits(text, known) for text in ([given] if isinstance(given, str) else given))
        must_be = f"may have only these gaps: {', '.join(sorted(known)) or 'none'}"
        yield fits, f"{place}: {name} {must_be}"


def _fits(text: str, known: frozenset[str]) -> bool:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= known
    except ValueError:
        return False
