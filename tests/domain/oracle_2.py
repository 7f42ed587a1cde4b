"""Rule sss-2 written down a second time, as plainly as it is described and without the product.

Slow, but easy to verify: it counts everything that the product folds, groups or caps. Only the
figures come from a model.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, prod
from statistics import NormalDist

from assessment.domain.model.answers import AnswerSheet, SheetAnswer
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.planning.constraints import Mode, PlanWish
from tests.domain.brute import WORTH, options, steps_after

TOP = 3
SIGMAS = {"none": Fraction(1, 2), "note": Fraction(2, 5), "checked": Fraction(1, 4)}
SAME, OTHER = (Fraction(1, 2), Fraction(1, 5)), (Fraction(7, 10), Fraction(2, 5))
MOODS = {-1: Fraction(2, 5), 0: Fraction(1, 5), 1: Fraction(2, 5)}
ALPHAS = {"clear": 0.05, "likely": 0.20}
MARGIN = Fraction(3, 10)
SIGNATURE = 85

Sheet = Mapping[str, SheetAnswer]


# ---- one area


def number(answer: SheetAnswer) -> int:
    return answer.value if isinstance(answer.value, int) else 0


def low(answer: SheetAnswer) -> int:
    return number(answer) - (number(answer) >= 2 and answer.evidence == "none")


def of_tiers(model: MaturityModel, area: Dimension, sheet: Sheet) -> list[list[SheetAnswer]]:
    """Return the answers that apply in each tier, from the bottom."""
    return [
        [sheet[p.code] for p in area.in_tier(tier) if sheet[p.code].value != "na"]
        for tier in model.tiers
    ]


def is_insufficient(model: MaturityModel, area: Dimension, sheet: Sheet) -> bool:
    answers = [sheet[practice.code] for practice in area.practices]
    avoided = [a for a in answers if a.value == "na" and a.reason != "not_come_up"]
    return len(avoided) > 2 or not all(of_tiers(model, area, sheet))


def missing(model: MaturityModel, area: Dimension, sheet: Sheet) -> list[int]:
    """Return the steps missing in the first tiers, for each number of them."""
    found, total = [], 0
    for answers in of_tiers(model, area, sheet):
        values = [number(answer) for answer in answers]
        total += sum(max(1 - v, 0) for v in values)
        total += max(0, 2 * len(values) - sum(max(v, 1) for v in values))
        found.append(total)
    return found


def floors(model: MaturityModel, area: Dimension, sheet: Sheet) -> int:
    """Return the highest floor after giving up one for each step missing on the way to it."""
    gaps = missing(model, area, sheet)
    return max(0, *(tier - gap for tier, gap in enumerate(gaps, start=1)))


def rank(model: MaturityModel, area: Dimension, sheet: Sheet) -> int:
    tiers = of_tiers(model, area, sheet)
    spare = all(
        all(number(a) >= 2 for a in answers)
        and sum(number(a) for a in answers) >= 2 * len(answers) + 1
        for answers in tiers
    )
    weights = [tier.weight for tier in model.tiers]
    got = sum(w * low(a) for w, answers in zip(weights, tiers, strict=True) for a in answers)
    of = sum(w * TOP for w, answers in zip(weights, tiers, strict=True) for _ in answers)
    signature = missing(model, area, sheet)[-1] == 0 and spare and 100 * got >= SIGNATURE * of
    return len(tiers) + 1 if signature else floors(model, area, sheet)


def overall(ranks: Iterable[int]) -> int:
    lowest, *others = sorted(ranks)
    return min(others[0], lowest + 1) if others else lowest


def fewest_steps(model: MaturityModel, area: Dimension, sheet: Sheet, goal: int) -> int:
    """Return the fewest single steps to a rank, by trying every sheet that is no lower."""
    codes = [p.code for p in area.practices if sheet[p.code].value != "na"]
    now = [number(sheet[code]) for code in codes]
    ways = product(*(range(v, TOP + 1) for v in now))
    return min(
        sum(way) - sum(now)
        for way in ways
        if floors(model, area, raised(sheet, codes, way)) >= goal
    )


def raised(sheet: Sheet, codes: Sequence[str], steps: Sequence[int]) -> Sheet:
    moved = {
        code: SheetAnswer(step, sheet[code].evidence)
        for code, step in zip(codes, steps, strict=True)
    }
    return {**sheet, **moved}


# ---- doubt


def chances(model: MaturityModel, sheet: Sheet) -> dict[str, dict[int, Fraction]]:
    """Count the chance of each rank over every sheet that can be behind this one."""
    found: dict[str, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for mood, share in MOODS.items():
        for behind, chance in possible(sheet, mood):
            ranks = {area.key: rank(model, area, behind) for area in model.dimensions}
            for key, here in {**ranks, "": overall(ranks.values())}.items():
                found[key][here] += share * chance
    return found


def possible(sheet: Sheet, mood: int) -> Iterator[tuple[Sheet, Fraction]]:
    kernels = [kernel(answer, mood) for answer in sheet.values()]
    for picked in product(*kernels):
        steps = (step for step, _ in picked)
        behind = {
            code: answer if answer.value == "na" else SheetAnswer(step, answer.evidence)
            for (code, answer), step in zip(sheet.items(), steps, strict=True)
        }
        yield behind, prod((chance for _, chance in picked), start=Fraction(1))


def kernel(answer: SheetAnswer, mood: int) -> list[tuple[int, Fraction]]:
    if answer.value == "na":
        return [(0, Fraction(1))]
    if answer.value == "dk":
        return [(step, Fraction(1, 4)) for step in range(TOP + 1)]
    p, v = SIGMAS[str(answer.evidence)] ** 2 / 2, number(answer)
    up, down = {-1: (0 * p, 2 * p), 0: (p, p), 1: (2 * p, 0 * p)}[mood]
    return [(min(v + 1, TOP), up), (max(v - 1, 0), down), (v, 1 - up - down)]


# ---- two checks


def critical(alpha: float, among: int) -> Fraction:
    return Fraction(f"{NormalDist().inv_cdf(1 - alpha / (2 * among)):.4f}")


def changes(
    model: MaturityModel, then: AnswerSheet, now: AnswerSheet, *, other: bool
) -> dict[str, str]:
    """Return the word for each area that can be compared, and for the whole under no name."""
    sigma, rho = OTHER if other else SAME
    point = Fraction(100, TOP)
    tier = {t.key: t.weight for t in model.tiers}
    deltas: dict[str, Fraction] = {}
    own: dict[str, Fraction] = {}
    common = sigma**2 * rho
    for area in model.dimensions:
        if any(is_insufficient(model, area, look.answers) for look in (then, now)):
            continue
        both = [p for p in area.practices if all(is_number(s, p.code) for s in (then, now))]
        weights = [tier[p.tier] for p in both]
        if 2 * sum(weights) < sum(tier[p.tier] for p in area.practices):
            continue
        moved = (now.answers[p.code].step - then.answers[p.code].step for p in both)
        total = sum(weights)
        deltas[area.key] = point * Fraction(
            sum(w * m for w, m in zip(weights, moved, strict=True)), total
        )
        own[area.key] = (1 - rho) * sigma**2 * Fraction(sum(w * w for w in weights), total**2)
    squares = {key: deltas[key] ** 2 / (2 * point**2 * (own[key] + common)) for key in deltas}
    words = holm(squares)
    if len(deltas) == len(model.dimensions):
        whole = sum((area.weight for area in model.dimensions), Fraction(0))
        shares = {area.key: area.weight / whole for area in model.dimensions}
        delta = sum((shares[key] * deltas[key] for key in deltas), Fraction(0))
        spread = sum((shares[key] ** 2 * own[key] for key in own), common)
        words[""] = word(delta**2 / (2 * point**2 * spread), 2)
    return words


def is_number(sheet: AnswerSheet, code: str) -> bool:
    return isinstance(sheet.answers[code].value, int)


def holm(squares: Mapping[str, Fraction]) -> dict[str, str]:
    words = dict.fromkeys(squares, "could be chance")
    for name, alpha in (("likely", ALPHAS["likely"]), ("clear", ALPHAS["clear"])):
        left = sorted(squares, key=lambda key: squares[key], reverse=True)
        while left and squares[left[0]] >= critical(alpha, len(left)) ** 2:
            words[left.pop(0)] = name
    return words


def word(square: Fraction, among: int) -> str:
    names = [name for name, a in ALPHAS.items() if square >= critical(a, among) ** 2]
    return names[0] if names else "could be chance"


def worked_on(
    then: Mapping[str, int], now: Mapping[str, int], acted: Iterable[str], *, other: bool
) -> str:
    """Return the word for what was worked on, compared with what was left alone."""
    sigma, rho = OTHER if other else SAME
    acted, total, squares, used, controls = set(acted), Fraction(0), Fraction(0), 0, 0
    for start in range(TOP):
        a = [code for code in then if then[code] == start and code in acted]
        k = [code for code in then if then[code] == start and code not in acted]
        if not (a and k):
            continue
        share = Fraction(len(a), len(k))
        total += sum(now[code] - then[code] for code in a)
        total -= share * sum(now[code] - then[code] for code in k)
        squares += len(a) + share**2 * len(k)
        used, controls = used + len(a), controls + len(k)
    if used < 2 or controls < 3:
        return "not comparable"
    beyond = max(Fraction(0), abs(total / used) - MARGIN)
    return word(beyond**2 / (2 * (1 - rho) * sigma**2 * squares / used**2), 1)


# ---- plans


def best_plan(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, people: int
) -> tuple[list[str], int, int, int, int]:
    """Return the codes of the best plan with its value, levels gained, hours and money."""
    order = {action.code: place for place, action in enumerate(model.actions)}
    ranks_now = [floors(model, area, sheet.answers) for area in model.dimensions]
    found = []
    for picked in product(*(options(model, sheet, p) for p in model.practices)):
        actions = sorted((a for some in picked for a in some), key=lambda a: order[a.code])
        codes = [action.code for action in actions]
        hours = sum(ceil(a.hours + a.hours_each * people) for a in actions)
        money = sum(ceil(model.money(a) + a.cost_each * people) for a in actions)
        fits = hours <= wish.hours and money <= wish.money and len(codes) <= wish.max_actions
        if not fits or set(codes) & {*wish.excluded, *wish.not_suitable}:
            continue
        steps = steps_after(model, sheet, tuple(codes))
        moved = [code for code in steps if sheet.answers[code].value != "na"]
        after = raised(sheet.answers, moved, [steps[code] for code in moved])
        ranks = [floors(model, area, after) for area in model.dimensions]
        value, levels = gained(model, sheet, after, wish), sum(ranks) - sum(ranks_now)
        first = {
            Mode.VALUE: (-value, -levels),
            Mode.LEVEL: (-levels, -value),
            Mode.OVERALL: (-overall(ranks), -levels, -value),
        }[wish.mode]
        places = [order[code] for code in codes]
        key = (*first, hours, money, len(codes), places)
        found.append((key, (codes, value, levels, hours, money)))
    return min(found)[1]


def gained(model: MaturityModel, before: AnswerSheet, after: Sheet, wish: PlanWish) -> int:
    """Return the value of a plan: a tier counts only if nothing is missing below it."""
    value = 0
    for area in model.dimensions:
        below = [0, *missing(model, area, after)]
        for tier, gap in zip(model.tiers, below, strict=False):
            if gap == 0:
                value += sum(
                    tier.weight
                    * wish.importance.get(area.key, 2)
                    * (WORTH[number(after[p.code])] - WORTH[number(before.answers[p.code])])
                    for p in area.in_tier(tier)
                )
    return value
