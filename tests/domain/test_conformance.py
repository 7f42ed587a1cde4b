"""Properties that every scoring rule must have, and tests that rules are never mixed."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.model.answers import NOT_SURE, AnswerSheet, Evidence
from assessment.domain.model.maturity import Action, Dimension, MaturityModel
from assessment.domain.planning.candidates import SearchSpace, possible_lifts
from assessment.domain.planning.constraints import Mode, PlanWish
from assessment.domain.planning.planner import make_plan, plan_of
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring import rules
from assessment.domain.scoring.rules import RULES, UnknownRule, rule_of, score_sheet
from assessment.domain.scoring.scores import DimensionScore, OverallScore, ScoredSheet
from assessment.domain.scoring.scoring_rule import Footing, ScoringRule
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.comparison import (
    clear_from_squared,
    comparison,
    overall_clear_from_squared,
)
from assessment.domain.trends.predictions import predicted
from assessment.parties.catalogue.library import own_model, sample_submissions, sample_wish
from tests.domain.making import change
from tests.domain.other_rule import BeginningsCount
from tests.domain.strategies import STEPS, models, sheets, wishes

ALL_RULES: list[type[ScoringRule]] = [*RULES.values(), BeginningsCount]

every_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=[rule.name for rule in ALL_RULES])
SMALL = models(most_dimensions=2, most_tiers=2, most_in_tier=2)
ONE_AREA = models(most_dimensions=1, most_tiers=3, most_in_tier=2)


@pytest.fixture(autouse=True, scope="module")
def _two_rules() -> Iterator[None]:
    # Hypothesis forbids function-scoped fixtures such as `monkeypatch`, because they are not
    # reset between examples.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "RULES", {rule.name: rule for rule in ALL_RULES})
        yield


def under(rule: type[ScoringRule], model: MaturityModel) -> MaturityModel:
    """Return the same model with another scoring rule."""
    return replace(model, scoring=replace(model.scoring, rule=rule.name))


def scores(scored: ScoredSheet) -> list[DimensionScore | OverallScore]:
    return [scored.overall, *scored.dimensions]


def rank(score: DimensionScore | OverallScore) -> int:
    return score.level.rank if score.level else -1


# ---- the score


@every_rule
@given(data=st.data())
def test_one_answer_up_never_lowers_points_or_level(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models(most_dimensions=3)))
    sheet = data.draw(sheets(model, (*STEPS, "na")))
    low = [code for code, answer in sheet.answers.items() if answer.value in {0, 1, 2}]
    before = scores(score_sheet(model, sheet))

    for code in low:
        after = scores(score_sheet(model, change(sheet, **{code: sheet.answers[code].step + 1})))
        for one, other in zip(before, after, strict=True):
            assert one.points <= other.points
            assert one.supported <= other.supported
            assert one.upper <= other.upper
            assert rank(one) <= rank(other)


@every_rule
@given(data=st.data())
def test_not_sure_only_widens_the_band(rule: type[ScoringRule], data: st.DataObject) -> None:
    model = under(rule, data.draw(models()))
    sheet = data.draw(sheets(model))
    unsure = [code for code, answer in sheet.answers.items() if answer.value == NOT_SURE]

    known = scores(score_sheet(model, change(sheet, **dict.fromkeys(unsure, 0))))

    for one, other in zip(scores(score_sheet(model, sheet)), known, strict=True):
        assert (one.points, one.supported, one.level) == (
            other.points,
            other.supported,
            other.level,
        )
        assert 0 <= one.supported <= one.points <= other.upper <= one.upper <= 100


@every_rule
@given(data=st.data())
def test_a_dimension_scores_the_same_alone_and_its_answers_add_up(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models()))
    sheet = data.draw(sheets(model))
    ours, scored = rule_of(model), score_sheet(model, sheet)

    assert scored.rule == rule.name
    for dimension, score in zip(model.dimensions, scored.dimensions, strict=True):
        assert ours.score_dimension(dimension, sheet) == score
        if score.scored:
            practices = sheet.applicable(dimension.practices)
            weighed = [ours.weigh(p, sheet.answers[p.code]) for p in practices]
            points, supported, upper, reachable = map(sum, zip(*weighed, strict=True))
            assert score.points == Fraction(100 * points, reachable)
            assert score.supported == Fraction(100 * supported, reachable)
            assert score.upper == Fraction(100 * upper, reachable)


@every_rule
@given(steps=st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_one_step_up_reduces_the_missing_steps_by_at_most_one(
    rule: type[ScoringRule], steps: list[int]
) -> None:
    ours = rule_of(under(rule, own_model()))
    missing = ours.steps_to_meet(steps)
    raised = [[*steps[:n], step + 1, *steps[n + 1 :]] for n, step in enumerate(steps) if step < 3]

    nearer = [ours.steps_to_meet(one_up) for one_up in raised]

    assert all(missing - 1 <= after <= missing for after in nearer)
    assert min(nearer, default=0) == max(0, missing - 1) or missing == 0
    assert ours.steps_to_meet([3] * len(steps)) == 0


@every_rule
@given(data=st.data())
def test_levels_follow_from_tiers_and_only_laggards_are_below_the_overall_level(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models()))
    sheet = data.draw(sheets(model, STEPS))
    ours, scored = rule_of(model), score_sheet(model, sheet)

    ranks = [rank(score) for score in scored.dimensions]
    on_tiers = [ours.rank(dimension, sheet) for dimension in model.dimensions]
    whole = rank(scored.overall)

    assert all(floor <= level <= floor + 1 for floor, level in zip(on_tiers, ranks, strict=True))
    assert sum(level < whole for level in ranks) <= ours.laggards
    assert min(ranks) >= whole - 1


@every_rule
@settings(max_examples=40)
@given(data=st.data())
def test_the_steps_to_the_next_level_are_the_minimum(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models(most_dimensions=3, most_tiers=3)))
    sheet = data.draw(sheets(model, STEPS))
    overall = score_sheet(model, sheet).overall
    steps, goal = overall.steps_to_next, rank(overall) + 1

    while steps:
        low = [code for code, answer in sheet.answers.items() if answer.step < 3]
        raised = [change(sheet, **{code: sheet.answers[code].step + 1}) for code in low]
        to_go = [_steps_to(goal, score_sheet(model, one_up).overall) for one_up in raised]
        assert min(to_go) == steps - 1
        steps, sheet = min(to_go), raised[to_go.index(min(to_go))]


def _steps_to(goal: int, overall: OverallScore) -> int:
    if rank(overall) >= goal:
        return 0
    assert overall.steps_to_next is not None
    return overall.steps_to_next


# ---- the plan


@every_rule
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_plan_is_scored_by_the_rule_of_its_sheet(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models(most_dimensions=3, most_tiers=3)))
    sheet = data.draw(sheets(model))
    ours = rule_of(model)

    plan = make_plan(model, sheet, data.draw(wishes(model)))

    assert plan.now == ours.score_sheet(sheet)
    assert plan.expected == ours.score_sheet(ours.lifted(sheet, chosen(plan)))
    effects = [(p.action, p.dimension, p.effect) for p in plan.actions]
    for action, dimension, effect in chain(
        effects, ((o.action, o.dimension, o) for o in plan.left_out)
    ):
        assert action is not None
        assert dimension is not None
        assert effect is not None
        alone = ours.lifted(sheet, [action])
        assert effect.points_before == ours.score_dimension(dimension, sheet).points
        assert effect.points_after == ours.score_dimension(dimension, alone).points


@every_rule
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_plan_reaches_what_its_actions_promise(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models(most_dimensions=3, most_tiers=3)))
    sheet, wish = data.draw(sheets(model)), data.draw(wishes(model))
    ours = rule_of(model)

    plan = make_plan(model, sheet, wish)

    after = ours.lifted(sheet, chosen(plan))
    for planned in plan.actions:
        assert planned.practice is not None
        assert planned.effect is not None
        assert planned.effect.lifts_from < planned.effect.lifts_to <= after.step(planned.practice)
        assert after.answers[planned.practice.code].evidence is not Evidence.NONE
    codes = frozenset(action.code for action in chosen(plan))
    assert predicted(model, sheet, codes) == after
    assert plan_of(model, sheet, wish, codes).expected == plan.expected
    gained = [ours.rank(d, after) - ours.rank(d, sheet) for d in model.dimensions]
    assert plan.levels_gained == sum(gained)


def chosen(plan: QuarterPlan) -> list[Action]:
    """Return the actions of a plan, quick ones before deep ones."""
    return list(plan.library)


@every_rule
@pytest.mark.parametrize("mode", Mode)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_other_plan_is_better_by_the_rule(
    mode: Mode, rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(SMALL | ONE_AREA))
    sheet = data.draw(sheets(model))
    wish = replace(data.draw(wishes(model)), mode=mode)

    plan = make_plan(model, sheet, wish)

    codes = {action.code for action in chosen(plan)}
    made = tuple(action for action in model.actions if action.code in codes)
    assert preference(model, sheet, wish, made) == min(
        preference(model, sheet, wish, actions) for actions in every_plan(model, sheet, wish)
    )


def every_plan(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish
) -> Iterator[tuple[Action, ...]]:
    """Yield every set of actions that fits the budget, in the model's order."""
    space = SearchSpace.of(model, sheet, wish)
    for lifts in product(*(possible_lifts(space, practice) for practice in model.practices)):
        actions = tuple(chain.from_iterable(lift.actions for lift in lifts))
        hours, money = taken(model, wish, actions)
        if hours <= wish.hours and money <= wish.money and len(actions) <= wish.max_actions:
            yield actions


def taken(model: MaturityModel, wish: PlanWish, actions: tuple[Action, ...]) -> tuple[int, int]:
    costs = [wish.cost(model, action) for action in actions]
    return sum(cost.hours for cost in costs), sum(cost.money for cost in costs)


def preference(
    model: MaturityModel, sheet: AnswerSheet, wish: PlanWish, actions: tuple[Action, ...]
) -> tuple[object, ...]:
    """Return a sort key that is smaller for a better plan."""
    rule = rule_of(model)
    after = rule.lifted(sheet, actions)
    ranks = sorted(rule.rank(dimension, after) for dimension in model.dimensions)
    value = sum(worth(rule, wish, sheet, after, dimension) for dimension in model.dimensions)
    whole = min(ranks[rule.laggards], ranks[0] + 1)
    first = {
        Mode.VALUE: (-value, -sum(ranks)),
        Mode.LEVEL: (-sum(ranks), -value),
        Mode.OVERALL: (-whole, -sum(ranks), -value),
    }[wish.mode]
    places = [model.actions.index(action) for action in actions]
    return (*first, *taken(model, wish, actions), len(actions), places)


def worth(
    rule: ScoringRule, wish: PlanWish, before: AnswerSheet, after: AnswerSheet, area: Dimension
) -> int:
    """Return the value gained in one dimension, without tiers above an unmet one."""
    values, footing, found = rule.model.planning.step_values, Footing(), 0
    for tier in rule.model.tiers:
        if footing.missing == 0:
            gains = [values[after.step(p)] - values[before.step(p)] for p in area.in_tier(tier)]
            found += tier.weight * wish.importance_of(area.key) * sum(gains)
        footing = rule.climb(footing, rule.score_tier(area, tier, after).steps)
    return found


# ---- the comparison


@every_rule
def test_a_change_is_clear_beyond_the_noise_of_the_rule(rule: type[ScoringRule]) -> None:
    before, now = (
        replace(submission, model=under(rule, submission.model))
        for submission in sample_submissions()[-2:]
    )
    ours = rule_of(now.model)

    both = comparison(before, now)

    assert both.overall is not None
    noise = ours.overall_noise(before.sheet, now.sheet)
    assert both.overall.now == now.scored.overall.points
    assert both.overall.clear == beyond(ours, both.overall.points**2 / noise, 2)
    squares = {}
    for dimension, moved in both.areas:
        assert moved is not None
        assert moved.now == ours.score_dimension(dimension, now.sheet).points
        noise = ours.noise(dimension, before.sheet, now.sheet)
        squares[dimension.key] = moved.points**2 / noise
        assert moved.limit >= noise
    clear = {dimension.key for dimension, moved in both.areas if moved and moved.clear}
    assert clear == standing_out(ours, squares)


def beyond(rule: ScoringRule, square: Fraction, among: int) -> bool:
    needed = rule.needed_for(Verdict.CLEAR, among)
    return needed is not None and square >= needed


def standing_out(rule: ScoringRule, squares: dict[str, Fraction]) -> set[str]:
    """Return the largest changes, down to the first that falls short of its own limit."""
    left = dict(squares)
    while left and beyond(rule, left[key := max(left, key=left.__getitem__)], len(left)):
        del left[key]
    return squares.keys() - left.keys()


@every_rule
@given(data=st.data())
def test_the_noise_of_a_score_grows_with_that_of_an_answer_but_is_smaller(
    rule: type[ScoringRule], data: st.DataObject
) -> None:
    model = under(rule, data.draw(models()))
    figures = replace(model.scoring, retest_noise=2 * model.scoring.retest_noise)
    ours, noisier = rule_of(model), rule_of(replace(model, scoring=figures))
    sheet = data.draw(sheets(model, STEPS))

    for dimension in model.dimensions:
        noise = ours.noise(dimension, sheet, sheet)
        assert 0 < noise < 2 * ours.answer_noise**2
        assert noisier.noise(dimension, sheet, sheet) > noise
    assert 0 < ours.overall_noise(sheet, sheet) < 2 * ours.answer_noise**2


# ---- rules are never mixed


def test_two_rules_score_plan_and_compare_the_same_answers_differently(
    first_model: MaturityModel, first_lindgren: AnswerSheet
) -> None:
    own = first_model
    other = under(BeginningsCount, own)

    plans = [make_plan(model, first_lindgren, sample_wish()) for model in (own, other)]

    assert plans[0].now.overall.points != plans[1].now.overall.points
    assert {p.code for p in plans[0].actions} != {p.code for p in plans[1].actions}
    culture = own.dimension("culture")
    assert clear_from_squared(other, culture) == 9 * clear_from_squared(own, culture)
    assert overall_clear_from_squared(other) == 9 * overall_clear_from_squared(own)


def test_an_unknown_rule_prevents_scores_plans_and_comparisons() -> None:
    submission = sample_submissions()[-1]
    model = replace(submission.model, scoring=replace(submission.model.scoring, rule="nobody-1"))

    for ask in (
        lambda: score_sheet(model, submission.sheet),
        lambda: make_plan(model, submission.sheet, sample_wish()),
        lambda: clear_from_squared(model, model.dimensions[0]),
        lambda: predicted(model, submission.sheet, frozenset()),
    ):
        with pytest.raises(UnknownRule, match="nobody-1"):
            ask()
