"""Plans under sss-2: worked examples, what people cost, and actions that do not suit."""

from dataclasses import replace
from typing import Any

import pytest

from assessment.domain.exchange.documents import plan_document, wish_document
from assessment.domain.exchange.submission_json import read_wish
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.overlays import TEAMS, Circumstances
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.planning.planner import make_plan, plan_of
from assessment.domain.planning.plans import PinNotPossible, QuarterPlan
from tests.domain.making import (
    FIRST_MODEL,
    change,
    fixture,
    make_sheet,
    make_sheet_of,
    make_wish,
)
from tests.domain.test_sss_2 import MODEL

ALONE = Circumstances(team="1")
UNFIT = FittedTexts(MODEL, ALONE).not_suitable
LOW = change(make_sheet(MODEL, 2), CUL3=1, CUL6=0)


def wish_of(case: dict[str, Any]) -> PlanWish:
    business = Circumstances(trade=case["trade"], team=case["team_size"])
    return PlanWish(
        hours=case["hours"],
        money=case["money"],
        max_actions=case["max_actions"],
        mode=Mode(case["mode"]),
        importance={d.key: case["importance"].get(d.prefix, 1) for d in MODEL.dimensions},
        team=business.team,
        not_suitable=FittedTexts(MODEL, business).not_suitable,
    )


def codes(plan: QuarterPlan) -> list[str]:
    return [action.code for action in MODEL.actions if action.code in plan.codes]


@pytest.mark.parametrize("case", fixture("plan_cases_2"))
def test_a_plan_matches_the_worked_example(case: dict[str, Any]) -> None:
    expected = case["expected"]

    plan = make_plan(MODEL, make_sheet_of(case["answers"]), wish_of(case))

    assert codes(plan) == expected["actions"]
    assert (plan.value, plan.levels_gained) == (expected["value"], expected["levels_gained"])
    assert (plan.hours, plan.money) == (expected["hours"], expected["money"])
    level = plan.expected.overall.level
    assert level is not None
    assert level.rank == expected.get("overall", level.rank)


# ---- people


@pytest.mark.parametrize(
    ("team", "code", "cost"),
    [
        ("1", "CUL1q", Cost(3, 0)),  # 2 hours and a quarter
        ("2-4", "CUL1q", Cost(3, 0)),
        ("", "CUL1q", Cost(3, 0)),
        ("5-9", "CUL1q", Cost(4, 0)),
        ("25-50", "CUL1q", Cost(12, 0)),
        ("25-50", "CUL7d", Cost(76, 50 + 37 * 30)),
        ("25-50", "POL1q", Cost(4, 0)),
    ],
)
def test_an_action_takes_more_where_more_people_take_part(team: str, code: str, cost: Cost) -> None:
    assert make_wish(team=team).cost(MODEL, MODEL.action(code)) == cost


def test_the_owners_own_figures_go_first_whatever_the_team() -> None:
    own = make_wish(team="25-50", own_costs={"CUL1q": Cost(1, 2)})

    assert own.cost(MODEL, MODEL.action("CUL1q")) == Cost(1, 2)


def test_people_play_no_part_in_a_model_without_teams() -> None:
    for team in ("", *TEAMS):
        for action in FIRST_MODEL.actions:
            alone = Cost(action.hours, FIRST_MODEL.money(action))
            assert make_wish(team=team).cost(FIRST_MODEL, action) == alone


def test_forms_suggest_more_hours_and_money_to_larger_teams() -> None:
    figures = MODEL.planning

    assert [figures.hours_for(team) for team in ("", *TEAMS)] == [12, 8, 12, 20, 36, 60]
    assert [figures.money_for(team) for team in ("", *TEAMS)] == [200, 100, 200, 400, 800, 1500]
    assert PlanWish.usual(MODEL).hours == 12


def test_a_saved_wish_keeps_the_team_it_was_made_for() -> None:
    wish = make_wish(team="5-9")

    assert read_wish(MODEL, wish_document(wish)).team == "5-9"
    assert "team_size" not in wish_document(make_wish())


# ---- what does not suit


def test_an_action_that_does_not_suit_is_left_out_with_its_reason() -> None:
    wish = make_wish(hours=60, team="1", not_suitable=UNFIT)

    plan = make_plan(MODEL, LOW, wish)

    assert not plan.codes & UNFIT.keys()
    assert {out.action.code: str(out.why) for out in plan.left_out_as("not_suitable")} == {
        code: UNFIT[code] for code in ("CUL1d", "CUL3q", "CUL6q", "CON2d", "PER5d")
    }
    assert {"code": "CUL6q", "why": UNFIT["CUL6q"]} in plan_document(plan)["left_out"]


def test_a_pin_wins_over_what_does_not_suit() -> None:
    wish = make_wish(hours=60, max_actions=20, team="1", not_suitable=UNFIT)

    pinned = make_plan(MODEL, LOW, replace(wish, pinned=frozenset({"CUL3d"})))
    running = make_plan(MODEL, LOW, replace(wish, running=frozenset({"CUL6q"})))

    assert {"CUL3q", "CUL3d"} <= pinned.codes
    assert "CUL6q" not in pinned.codes
    assert "CUL6q" in running.codes


def test_an_owner_can_still_remove_what_a_pinned_action_builds_on() -> None:
    wish = make_wish(
        hours=60, pinned=frozenset({"CUL3d"}), excluded=frozenset({"CUL3q"}), not_suitable=UNFIT
    )

    with pytest.raises(PinNotPossible):
        make_plan(MODEL, LOW, wish)


def test_a_plan_of_chosen_actions_keeps_them_even_if_they_do_not_suit() -> None:
    wish = make_wish(hours=60, team="1", not_suitable=UNFIT)

    plan = plan_of(MODEL, LOW, wish, frozenset({"CUL3q"}))

    assert plan.codes == {"CUL3q"}
    assert (plan.hours, plan.value) == (2, 8)
