"""Scoring rule sss-1: Solid before Smooth before Sparkle.

Every tier counts by its weight in the score, and only on sound lower tiers in the level.
"""

from fractions import Fraction

from assessment.domain.model.answers import NOT_SURE, Answer, AnswerSheet, Evidence
from assessment.domain.model.maturity import Dimension, Level, MaturityModel, Practice, Tier
from assessment.domain.scoring.scores import DimensionScore, OverallScore, ScoredSheet, TierScore

RULE = "sss-1"
UNBACKED_FROM = 2
"""From this step up, an answer without a note or a check is believed one step less."""


def score_sheet(model: MaturityModel, sheet: AnswerSheet) -> ScoredSheet:
    """Score a complete sheet, exactly."""
    dimensions = tuple(score_dimension(model, d, sheet) for d in model.dimensions)
    return ScoredSheet(rule=RULE, overall=_overall(model, dimensions), dimensions=dimensions)


def score_dimension(
    model: MaturityModel, dimension: Dimension, sheet: AnswerSheet
) -> DimensionScore:
    """Weigh the answers of one dimension into 0 to 100 points.

    A practice set aside leaves the denominator; "not sure" counts as 0 and raises only the
    upper score; an answer of "usually" or better without evidence lowers the supported one.
    """
    applicable = sheet.applicable(dimension.practices)
    set_aside = len(dimension.practices) - len(applicable)
    if set_aside > model.scoring.set_aside_limit or not applicable:
        return DimensionScore(key=dimension.key, status="insufficient")
    weights = {tier.key: tier.weight for tier in model.tiers}
    reachable = sum(weights[p.tier] * (len(p.anchors) - 1) for p in applicable)
    answers = [(weights[p.tier], p, sheet.answers[p.code]) for p in applicable]
    points = Fraction(100 * sum(w * a.step for w, _, a in answers), reachable)
    supported = Fraction(100 * sum(w * supported_step(a) for w, _, a in answers), reachable)
    upper = Fraction(100 * sum(w * _high(a, p) for w, p, a in answers), reachable)
    tiers = tuple(score_tier(model, dimension, tier, sheet) for tier in model.tiers)
    return DimensionScore(
        key=dimension.key,
        status="scored",
        points=points,
        supported=supported,
        upper=upper,
        level=_level(model, tiers, supported),
        tiers=tiers,
    )


def score_tier(
    model: MaturityModel, dimension: Dimension, tier: Tier, sheet: AnswerSheet
) -> TierScore:
    """Whether each practice of a tier stands and how many steps are missing.

    A tier is met when each applicable practice reaches `tier_least` and their mean reaches
    `tier_mean`; a step is one answer moved up by one.
    """
    practices = sheet.applicable(dimension.in_tier(tier))
    values = [sheet.step(practice) for practice in practices]
    least, mean = model.scoring.tier_least, model.scoring.tier_mean
    to_least = sum(max(least - value, 0) for value in values)
    to_mean = max(0, mean * len(values) - sum(max(value, least) for value in values))
    reachable = sum(len(practice.anchors) - 1 for practice in practices)
    return TierScore(
        key=tier.key,
        met=to_least + to_mean == 0,
        steps=to_least + to_mean,
        percent=Fraction(100 * sum(values), reachable) if reachable else Fraction(100),
        applicable=len(practices),
    )


def overall_rank(ranks: list[int]) -> int:
    """All dimensions but one reach it, and the weakest is at most one below."""
    lowest, *rest = sorted(ranks)
    return min(rest[0], lowest + 1) if rest else lowest


def supported_step(answer: Answer) -> int:
    """The step that is believed without a note or a check."""
    unbacked = answer.evidence is Evidence.NONE and answer.step >= UNBACKED_FROM
    return answer.step - 1 if unbacked else answer.step


def _high(answer: Answer, practice: Practice) -> int:
    return len(practice.anchors) - 1 if answer.value == NOT_SURE else answer.step


def _level(model: MaturityModel, tiers: tuple[TierScore, ...], supported: Fraction) -> Level:
    rank = 0
    for tier in tiers:
        if not tier.met:
            break
        rank += 1
    if rank == len(tiers) and supported >= model.scoring.signature_supported:
        rank += 1
    return model.level_at(rank)


def _overall(model: MaturityModel, dimensions: tuple[DimensionScore, ...]) -> OverallScore:
    if not all(dimension.scored for dimension in dimensions):
        return OverallScore(status="insufficient")
    weights = [dimension.weight for dimension in model.dimensions]
    level = model.level_at(overall_rank([d.level.rank for d in dimensions if d.level]))
    return OverallScore(
        status="scored",
        points=_mean([d.points for d in dimensions], weights),
        supported=_mean([d.supported for d in dimensions], weights),
        upper=_mean([d.upper for d in dimensions], weights),
        level=level,
        next_level=model.level_at(level.rank + 1) if level.rank + 1 < len(model.levels) else None,
        steps_to_next=_steps_to(model, level.rank + 1, dimensions),
    )


def _mean(points: list[Fraction], weights: list[Fraction]) -> Fraction:
    weighed = sum((p * w for p, w in zip(points, weights, strict=True)), Fraction())
    return weighed / sum(weights, Fraction())


def _steps_to(
    model: MaturityModel, rank: int, dimensions: tuple[DimensionScore, ...]
) -> int | None:
    """Fewest steps to the overall level of this rank: the costliest dimension may lag by one."""
    if rank > len(model.tiers):
        return None
    steps = [sum(t.steps for t in dimension.tiers[:rank]) for dimension in dimensions]
    last = [dimension.tiers[rank - 1].steps for dimension in dimensions]
    return sum(steps) - (max(last) if len(dimensions) > 1 else 0)
