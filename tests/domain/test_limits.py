"""Tests that the limits leave room for the model's own suggestions."""

from assessment.domain import limits
from assessment.domain.model.maturity import MaturityModel


def test_everything_the_model_suggests_is_within_the_limits(model: MaturityModel) -> None:
    usual = model.planning

    assert usual.hours <= limits.MOST_HOURS
    assert usual.money <= limits.MOST_MONEY
    assert usual.max_actions <= len(model.actions) <= limits.MOST_ACTIONS
    assert all(action.hours <= limits.MOST_HOURS for action in model.actions)
    assert all(model.money(action) <= limits.MOST_MONEY for action in model.actions)
    assert limits.FIRST_DAY < limits.LAST_DAY
