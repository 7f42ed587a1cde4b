"""The figures of doubt from a site's own data: the same questions answered a second time.

Only estimates enter a model, never a business. A figure needs enough businesses, and gets one
standard error on top. A small sample then never makes changes look surer than they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from random import Random
from statistics import fmean, stdev

from assessment.domain.model.answers import Evidence
from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.scoring.worked_on import LEAST_USED, Contrast

ENOUGH_BUSINESSES = 60
ENOUGH_PAIRS = 40
"""How many second opinions are needed for figures about another person."""
ENOUGH_ANSWERS = 100
"""How many answers with one kind of evidence are needed for a separate figure."""
ENOUGH_OF_ITEM = 60
"""How often a question needs to be repeated; the usual noise counts for as many repeats."""
IN_EACH_TIER = 2
DRAWS = 200
LEAST_NOISE, MOST_NOISE = 0.2, 1.0
MOST_SHARED = 0.6
LEAST_MARGIN = 0.1
DIGITS = 3

OF_OTHERS = ("retest_noise_other", "shared_share_other")
BY_EVIDENCE = {
    Evidence.NOTE: "retest_noise_note",
    Evidence.CHECKED: "retest_noise_checked",
}
NOISES = ("retest_noise", "retest_noise_other", *BY_EVIDENCE.values())


@dataclass(frozen=True, slots=True)
class Repeated:
    """One question answered twice with a number; the evidence is that of the first answer."""

    code: str
    before: int
    now: int
    evidence: Evidence = Evidence.NONE

    @property
    def moved(self) -> int:
        return self.now - self.before


Retest = Sequence[Repeated]
"""What one business answered twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The figures that a site's data give; figures without enough data are missing.

    Attributes:
        retests, raters: How many businesses answered again, and how many had a second opinion.
        figures: Figures of the scoring rule by name.
        item_noise: The noise of single questions by code.
    """

    retests: int
    raters: int
    figures: Mapping[str, float]
    item_noise: Mapping[str, float]


def drawn_for_retest(model: MaturityModel, *seed: str) -> tuple[Practice, ...]:
    """Draw the questions to repeat: two of each tier, in the order of the model.

    The seed is the secret of the site, the business and the check. Over several checks and
    businesses, every question has its turn.
    """
    picked: set[str] = set()
    for tier in model.tiers:
        codes = [practice.code for practice in model.practices if practice.tier == tier.key]
        picked |= set(
            sorted(codes, key=lambda code: sha256("\0".join((*seed, code)).encode()).digest())[
                :IN_EACH_TIER
            ]
        )
    return tuple(practice for practice in model.practices if practice.code in picked)


def calibration(
    model: MaturityModel, retests: Sequence[Retest], raters: Sequence[Retest]
) -> Calibration:
    """Estimate what the data allow, each figure with one standard error on top."""
    figures: dict[str, float] = {}
    items: dict[str, float] = {}
    if len(retests) >= ENOUGH_BUSINESSES:
        found = _safe(lambda sample: _same_person(model, sample), retests, model.content_hash)
        items = {name: noise for name, noise in found.items() if name in _codes(model)}
        figures = {name: figure for name, figure in found.items() if name not in items}
        figures |= _margin(model, retests)
    if len(raters) >= ENOUGH_PAIRS:
        figures |= _safe(
            lambda sample: dict(zip(OF_OTHERS, noise_and_share(sample), strict=True)),
            raters,
            model.content_hash,
        )
    return Calibration(
        retests=len(retests),
        raters=len(raters),
        figures=figures | _kept_in_order(model, figures),
        item_noise=items,
    )


def noise_of_items(model: MaturityModel, retests: Sequence[Retest]) -> dict[str, float]:
    """Return the measured noise of each question that enough businesses answered twice."""
    if len(retests) < ENOUGH_BUSINESSES:
        return {}
    found = _same_person(model, retests)
    return {code: found[code] for code in _codes(model) if code in found}


def noise_and_share(retests: Iterable[Retest]) -> tuple[float, float]:
    """Return the noise of one answer, and the share of its variance common to all of a sheet."""
    groups = [[answer.moved for answer in retest] for retest in retests]
    variance = _variance(moved for group in groups for moved in group)
    # The mean of the products shows how far all answers of a business move the same way.
    together = [
        (sum(moved) ** 2 - sum(one * one for one in moved)) / (len(moved) * (len(moved) - 1))
        for moved in groups
        if len(moved) > 1
    ]
    shared = fmean(together) / (2 * variance) if together and variance else 0.0
    return sqrt(variance), min(max(shared, 0.0), MOST_SHARED)


def _variance(moved: Iterable[int]) -> float:
    """Return the variance of one answer, which is half of that between two."""
    squares = [one * one for one in moved]
    return sum(squares) / (2 * len(squares)) if squares else 0.0


# ---- figures


def _same_person(model: MaturityModel, retests: Sequence[Retest]) -> dict[str, float]:
    """Return the noise in general, by evidence and by question, and what answers share."""
    noise, shared = noise_and_share(retests)
    answers = [answer for retest in retests for answer in retest]
    found = {"retest_noise": noise, "shared_share": shared}
    for evidence, name in BY_EVIDENCE.items():
        ours = [answer.moved for answer in answers if answer.evidence is evidence]
        if len(ours) >= ENOUGH_ANSWERS:
            found[name] = min(noise, sqrt(_variance(ours)))
    for code in _codes(model):
        ours = [answer.moved for answer in answers if answer.code == code]
        if len(ours) >= ENOUGH_OF_ITEM:
            pooled = len(ours) * _variance(ours) + ENOUGH_OF_ITEM * noise**2
            found[code] = sqrt(pooled / (len(ours) + ENOUGH_OF_ITEM))
    return found


def _kept_in_order(model: MaturityModel, figures: dict[str, float]) -> dict[str, float]:
    """Return the figures of the model that have to follow the new ones.

    Evidence never adds noise, and another person never takes any away.
    """
    now = {name: float(getattr(model.scoring, name)) for name in NOISES} | figures
    noise = now["retest_noise"]
    least = {name: min(now[name], noise) for name in BY_EVIDENCE.values()}
    kept = least | {"retest_noise_other": max(now["retest_noise_other"], noise)}
    return {name: figure for name, figure in kept.items() if figure != now[name]}


def _margin(model: MaturityModel, retests: Sequence[Retest]) -> dict[str, float]:
    """Return by how much low answers rise without any plan, picked as a plan would pick them."""
    rises = [rise for retest in retests if (rise := _rise(model, retest)) is not None]
    if len(rises) <= 1:
        return {}
    error = stdev(rises) / sqrt(len(rises))
    return {"acted_margin": round(max(fmean(rises) + error, LEAST_MARGIN), DIGITS)}


def _rise(model: MaturityModel, retest: Retest) -> float | None:
    """Return how much the lowest answers of a business rose more than the rest, or None."""
    top = len(model.planning.step_values) - 1
    steps = {a.code: (a.before, a.now) for a in retest if a.before < top}
    tiers = [tier.key for tier in model.tiers]
    order = sorted(steps, key=lambda c: (steps[c][0], tiers.index(model.practice(c).tier)))
    share = len(retest) * model.planning.max_actions // len(model.practices)
    found = Contrast.of(steps, order[: max(LEAST_USED, share)])
    return float(found.rise) if found.enough else None


# ---- standard errors


def _safe(
    estimate: Callable[[Sequence[Retest]], dict[str, float]],
    retests: Sequence[Retest],
    seed: str,
) -> dict[str, float]:
    """Return each figure plus its standard error, within its limits.

    The errors come from estimates over businesses drawn again and again. The draws depend only on
    the data and the seed, so that anyone can repeat them.
    """
    random = Random(seed)  # noqa: S311 -- the draws have to be repeatable, not secret
    draws = [estimate(random.choices(retests, k=len(retests))) for _ in range(DRAWS)]
    found = {}
    for name, figure in estimate(retests).items():
        drawn = [draw[name] for draw in draws if name in draw]
        error = stdev(drawn) if len(drawn) > 1 else 0.0
        least, most = (0.0, MOST_SHARED) if name.startswith("shared") else (LEAST_NOISE, MOST_NOISE)
        found[name] = round(min(max(figure + error, least), most), DIGITS)
    noisiest = found.get("retest_noise", MOST_NOISE)
    return found | {
        name: min(found[name], noisiest) for name in BY_EVIDENCE.values() if name in found
    }


def _codes(model: MaturityModel) -> frozenset[str]:
    return frozenset(practice.code for practice in model.practices)
