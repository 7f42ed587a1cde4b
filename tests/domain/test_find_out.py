"""Tests of what to find out before a plan: one task an area, out of the hours, not an action."""

from dataclasses import replace

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.find_out import areas_to_find_out
from assessment.domain.planning.plan_writer import find_out_weeks
from assessment.domain.planning.planner import make_plan
from tests.domain.making import change, make_wish


def test_an_area_with_not_sure_answers_is_to_find_out_in_one_task(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2="dk", POL3="dk", CUL1="dk")

    culture, policies = areas_to_find_out(model, sheet)

    assert (culture.dimension.key, culture.hours) == ("culture", 1)
    assert [practice.code for practice in policies.practices] == ["POL2", "POL3"]
    assert [task.key for task in policies.tasks] == ["find_out.policies"]
    assert (policies.hours, policies.steps[0]) == (1, model.practice("POL2").question)


def test_an_area_without_its_own_task_gets_the_general_one(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2="dk")
    general, none = model.find_out_tasks[:1], ()

    for tasks, found in ((general, ["find_out.any"]), (none, [])):
        [area] = areas_to_find_out(replace(model, find_out_tasks=tasks), sheet)
        assert [task.key for task in area.tasks] == found
        assert area.hours == 1


def test_finding_out_takes_the_hours_of_all_tasks_of_an_area(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    task = next(task for task in model.find_out_tasks if task.dimension == "policies")
    tasks = (*model.find_out_tasks, replace(task, key="find_out.more", hours=2))

    [area] = areas_to_find_out(
        replace(model, find_out_tasks=tasks), change(lindgren, POL2="dk", POL5="dk")
    )

    assert area.hours == 3


def test_finding_out_comes_out_of_the_hours_and_is_not_an_action(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2="dk", CUL3="dk")
    wish = make_wish(hours=12)
    areas = areas_to_find_out(model, sheet)

    plan = make_plan(model, sheet, wish.finding_out(model, areas))

    assert (plan.wish.hours, plan.wish.find_out_hours, plan.wish.hours_for_actions) == (12, 2, 10)
    assert plan.hours <= 10
    assert plan.all_hours == plan.hours + 2
    assert plan.codes == make_plan(model, sheet, make_wish(hours=10)).codes
    assert len(plan.actions) <= wish.max_actions
    # As given, without anything taken out first, the hours are all for actions.
    assert make_plan(model, sheet, wish).find_out == ()


def test_finding_out_never_takes_more_hours_than_there_are(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2="dk", CUL3="dk", CHA1="dk")
    areas = areas_to_find_out(model, sheet)

    none = make_wish(hours=0).finding_out(model, areas)
    two = make_wish(hours=2).finding_out(model, areas)

    assert none.find_out == ()
    assert [area.dimension.key for area in two.find_out] == ["culture", "policies"]
    assert two.hours_for_actions == 0


def test_started_actions_keep_their_hours_and_what_is_under_way_stays_in(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2="dk", CUL3="dk")
    areas = areas_to_find_out(model, sheet)
    wish = make_wish(hours=3, running=frozenset({"POL5q"}))

    kept = wish.finding_out(model, areas)
    started = replace(wish, hours=1).finding_out(model, areas, started=["policies"])

    assert wish.cost(model, model.action("POL5q")).hours == 2
    assert [area.dimension.key for area in kept.find_out] == ["culture"]
    assert [area.dimension.key for area in started.find_out] == ["policies"]


def test_what_to_find_out_has_the_first_weeks_of_a_plan(
    model: MaturityModel, lindgren: AnswerSheet
) -> None:
    sheet = change(lindgren, POL2="dk", CUL3="dk")
    wish = make_wish(hours=12).finding_out(model, areas_to_find_out(model, sheet))

    plan = make_plan(model, sheet, wish)

    assert find_out_weeks(wish) == [2, 3]
    assert min(planned.due_week for planned in plan.actions) >= 3
    assert max(planned.due_week for planned in plan.actions) <= 13
