"""Every sentence about what a plan would be with other actions, checked against that plan."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planner import best_actions, make_plan
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.domain.planning.substitutions import without
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.journey.planning.presenters.contrasts import standing_in_plan
from assessment.journey.results.wording.areas import estimated
from tests.claims.facts import rounded
from tests.domain.making import change, make_sheet, make_wish
from tests.domain.test_contrasts import NEW, OLD, some_plan

QUARTER = Quarter.parse("2026-Q4")


def number(words: str | None) -> int:
    return 0 if words is None else 1 if words == "one" else int(words.replace(",", ""))


@dataclass(frozen=True)
class Told:
    """An action, the plan it is in or left out of, and the plan it is compared with."""

    plan: QuarterPlan
    sheet: AnswerSheet
    action: Action
    other: QuarterPlan | None

    @property
    def if_known(self) -> QuarterPlan:
        """The plan if everything unknown turned out well."""
        sure = {c: replace(a, value=3) for c, a in self.sheet.answers.items() if a.value == "dk"}
        known = AnswerSheet({**self.sheet.answers, **sure})
        return make_plan(self.plan.model, known, self.plan.wish)

    def brings_in(self, **changes: Any) -> bool:
        wish = replace(self.plan.wish, **changes)
        return self.action in best_actions(self.plan.model, self.sheet, wish)

    @property
    def then(self) -> QuarterPlan:
        assert self.other
        return self.other

    @property
    def points(self) -> int:
        then, now = (p.expected.overall.points for p in (self.then, self.plan))
        return rounded(then) - rounded(now)

    @property
    def levels(self) -> int:
        return self.then.levels_gained - self.plan.levels_gained

    def titles(self, actions: set[str]) -> set[str]:
        return {self.plan.model.action(code).title for code in actions}

    @property
    def came(self) -> set[str]:
        return self.titles(set(self.then.codes - self.plan.codes - {self.action.code}))

    @property
    def left(self) -> set[str]:
        return self.titles(set(self.plan.codes - self.then.codes - {self.action.code}))


def quoted(words: str) -> set[str]:
    return set(re.findall("“([^”]+)”", words))


def smallest(told: Told, field: str, more: str) -> bool:
    """Tell whether this much more brings the action in, and one less does not."""
    has = told.plan.wish.room if field == "max_actions" else getattr(told.plan.wish, field)
    enough = {field: has + number(more)}
    return told.brings_in(**enough) and not told.brings_in(**{field: has + number(more) - 1})


def not_by(told: Told, hours: int, money: int, places: int) -> bool:
    """Tell whether none of the smaller and larger amounts brings the action in."""
    wish = told.plan.wish
    tried = [
        *({"hours": wish.hours + n} for n in (1, hours // 2, hours)),
        *({"money": wish.money + n} for n in (50, money // 2, money)),
        *({"max_actions": wish.room + n} for n in range(1, places + 1)),
    ]
    return not any(told.brings_in(**each) for each in tried)


def gives(told: Told, m: re.Match[str]) -> bool:
    points = number(m[1]) * (1 if m[2] == "more" else -1)
    levels = number(m[3]) * (1 if m[4] == "more" else -1)
    return (points, levels) == (told.points, told.levels)


def takes(told: Told, hours: int, money: int) -> bool:
    return (told.then.hours - told.plan.hours, told.then.money - told.plan.money) == (hours, money)


Holds = Callable[[Told, re.Match[str]], bool]
N, TITLES = r"(one|[\d,]+)", r"((?:“[^”]+”|, | and )+)"
CLAIMS: dict[str, Holds] = {
    rf"Instead of {TITLES}": lambda t, m: quoted(m[1]) == t.came,
    r"Without it, nothing else would come in": lambda t, _m: not t.came,
    r"If you pin it": lambda t, _m: t.action.code in t.then.codes,
    rf"{TITLES} would go out(?: too)?\.": lambda t, m: quoted(m[1]) == t.left,
    rf"{TITLES} would come in too\.": lambda t, m: quoted(m[1]) == t.came and not t.left,
    rf"{TITLES} would go out, and {TITLES} would come in too\.": lambda t, m: (
        (quoted(m[1]), quoted(m[2])) == (t.left, t.came)
    ),
    r"Nothing would go out\.": lambda t, _m: not t.left and not t.came,
    rf"That would give (?:{N} points? (less|more)|as many points)"
    rf"(?:, (?:and|but) {N} levels? (fewer|more) across the areas)?\.": gives,
    r"That would give as many points and levels\.": lambda t, _m: t.points == t.levels == 0,
    r"Too little is known yet to say what that would mean for your score\.": lambda t, _m: (
        not estimated(t.plan)
    ),
    r"It would take just as long and cost just as much\.": lambda t, _m: takes(t, 0, 0),
    rf"It would save {N} hours?\.": lambda t, m: takes(t, -number(m[1]), 0),
    rf"It would take {N} hours? more\.": lambda t, m: takes(t, number(m[1]), 0),
    rf"It would save £{N}\.": lambda t, m: takes(t, 0, -number(m[1])),
    rf"It would cost £{N} more\.": lambda t, m: takes(t, 0, number(m[1])),
    rf"It would save {N} hours? and £{N}\.": lambda t, m: takes(t, -number(m[1]), -number(m[2])),
    rf"It would take {N} hours? and £{N} more\.": lambda t, m: takes(t, number(m[1]), number(m[2])),
    rf"It would save {N} hours?, but cost £{N} more\.": lambda t, m: takes(
        t, -number(m[1]), number(m[2])
    ),
    rf"It would take {N} hours? more, but save £{N}\.": lambda t, m: takes(
        t, number(m[1]), -number(m[2])
    ),
    r"This plan still does more, counting tiers, importance and steps\.": lambda t, _m: (
        t.plan.value > t.then.value
    ),
    r"This plan gains more levels across the areas\.": lambda t, _m: t.levels < 0,
    r"This plan gets further towards the next level for the whole business\.": lambda t, _m: (
        t.plan.wish.mode == "overall"
    ),
    r"Both do as much, but this plan takes less time\.": lambda t, _m: (
        t.plan.value == t.then.value and t.plan.hours < t.then.hours
    ),
    r"Both do as much in the same time, but this plan costs less\.": lambda t, _m: (
        (t.plan.value, t.plan.hours) == (t.then.value, t.then.hours) and t.plan.money < t.then.money
    ),
    r"Both do as much for the same time and money, but this plan has fewer \w+\.": lambda t, _m: (
        t.plan.value == t.then.value and len(t.plan.codes) < len(t.then.codes)
    ),
    r"Both are just as good, so the earlier question goes first\.": lambda t, _m: (
        (t.plan.value, t.levels, t.plan.hours, t.plan.money)
        == (t.then.value, 0, t.then.hours, t.then.money)
    ),
    r"It’s in because you pinned it\.": lambda t, _m: t.action.code in t.plan.wish.pinned,
    r"It has been started, so it stays in\.": lambda t, _m: t.action.code in t.plan.wish.running,
    rf"Room for {N} more actions? would bring it in\.": lambda t, m: smallest(
        t, "max_actions", m[1]
    ),
    rf"{N} more hours? would bring it in\.": lambda t, m: smallest(t, "hours", m[1]),
    rf"£{N} more would bring it in\.": lambda t, m: smallest(t, "money", m[1]),
    rf"On its own, none of these would be enough: {N} hours? more, £{N} more, "
    rf"or room for {N} more actions\.": lambda t, m: not_by(
        t, number(m[1]), number(m[2]), number(m[3])
    ),
    rf"Neither {N} hours? more nor room for {N} more actions would be enough\.": lambda t, m: (
        not_by(t, number(m[1]), 0, number(m[2]))
    ),
    r"Put back, it would be in the plan again\.": lambda t, _m: t.brings_in(
        excluded=t.plan.wish.excluded - {t.action.code}
    ),
    r"Put back, it would still be left out\.": lambda t, _m: (
        not t.brings_in(excluded=t.plan.wish.excluded - {t.action.code})
    ),
    r"It takes more than you have, so a pin wouldn’t bring it in either\.": lambda t, _m: (
        t.other is None
    ),
    r"With what has to stay in, there’s no room for it, even if you pin it\.": lambda t, _m: (
        t.other is None
    ),
    r"Find out about [A-Z][a-z]+ first: if what you’re not sure about turns out well, "
    r"this would come in\.": lambda t, _m: t.action.code in t.if_known.codes,
}


SELDOM = {
    "“A” would come in too.",
    "It would save 3 hours, but cost £50 more.",
    "Both do as much for the same time and money, but this plan has fewer actions.",
    "This plan gets further towards the next level for the whole business.",
}
"""What hardly any plan makes us say; test_contrast_forms has it."""


def untrue_in(text: str, told: Told, used: set[str]) -> str:
    """Take true sentences off the front of a text, and return what is left of it."""
    rest = text
    while rest:
        found = [(c, re.match(rf"{c}(?=\s|$)", rest)) for c in CLAIMS]
        true = [(c, m) for c, m in found if m and CLAIMS[c](told, m)]
        if not true:
            return rest
        used.add(true[0][0])
        rest = rest[true[0][1].end() :].strip()
    return ""


def submitted(plan: QuarterPlan, sheet: AnswerSheet) -> Submission:
    return Submission(
        business="B",
        quarter=QUARTER,
        model=plan.model,
        sheet=sheet,
        checked_on=QUARTER.starts_on,
        currency="GBP",
    )


def compared_with(plan: QuarterPlan, sheet: AnswerSheet, action: Action) -> QuarterPlan | None:
    """Make the plan without an action in the plan, or with an action left out pinned."""
    code, wish = action.code, plan.wish
    pinned = replace(wish, pinned=wish.pinned | {code}, excluded=wish.excluded - {code})
    try:
        other = without(plan, action) if code in plan.codes else pinned
        return make_plan(plan.model, sheet, other)
    except (PinNotPossible, PinsDoNotFit):
        return None


def odd_plans() -> Iterator[tuple[QuarterPlan, AnswerSheet]]:
    for model, seed in ((OLD, 0), (OLD, 4), (NEW, 2), (NEW, 4)):
        yield some_plan(model, seed)
    # Alike actions, told apart by what decides last.
    sheet = change(make_sheet(OLD, 3), CUL1=1, CUL2=1)
    for hours, money in ((2, 0), (3, 0), (2, 10)):
        costs = {"CUL1q": Cost(2, 0), "CUL2q": Cost(hours, money)}
        yield planned_for(sheet, max_actions=1, own_costs=costs)
    yield planned_for(
        sheet, max_actions=1, pinned=frozenset({"CUL2q"}), own_costs={"CUL1q": Cost(2, 0)}
    )
    yield planned_for(sheet, max_actions=1, running=frozenset({"CUL1q"}), money=0)
    yield planned_for(sheet, excluded=frozenset({"CUL1q"}))
    yield planned_for(sheet, max_actions=1, excluded=frozenset({"CUL1q"}))
    # The basics are not known, so what builds on them waits.
    unsure = change(make_sheet(OLD, 3), CUL1="dk", CUL2="dk", CUL3=1)
    yield planned_for(unsure, max_actions=1)
    # There is room, but what is left out would not count.
    waiting = change(make_sheet(OLD, 3), CUL1=0, CUL4=1)
    yield planned_for(waiting, excluded=frozenset({"CUL1q"}))


def planned_for(sheet: AnswerSheet, **fields: Any) -> tuple[QuarterPlan, AnswerSheet]:
    return make_plan(OLD, sheet, make_wish(**fields)), sheet


def test_every_sentence_is_true_of_the_plan_it_speaks_of() -> None:
    used: set[str] = set()
    wrong = []

    for plan, sheet in odd_plans():
        left_out = [out.action for out in plan.left_out]
        for action in [*plan.library, *left_out[:3]]:
            told = Told(plan, sheet, action, compared_with(plan, sheet, action))
            found = standing_in_plan(submitted(plan, sheet), plan.wish, action)
            assert found
            assert found.planned == (action.code in plan.codes)
            texts = [*found.sentences]
            if found.rival:
                texts.append(f"{found.rival.title} {found.rival.text}")
            wrong += [rest for text in texts if (rest := untrue_in(text, told, used))]

    assert wrong == []
    unused = [words for words in CLAIMS if words not in used]
    assert [words for words in unused if not any(re.match(words, each) for each in SELDOM)] == []
