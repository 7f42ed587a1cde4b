"""How long actions take that gather something over time, for versions that don't say so.

The key `least_days` is newer than cairn-1.0, and a published version never changes. The days here
follow from its own steps: an action that asks, counts or tries for a month takes thirty days.
"""

from dataclasses import replace

from assessment.domain.model.maturity import Action, MaturityModel

A_MONTH, TWO_WEEKS = 30, 14
BY_VERSION = {
    "cairn-1.0": {
        "CUL2d": A_MONTH,
        "CUL5q": TWO_WEEKS,
        "CUL5d": A_MONTH,
        "CHA4q": TWO_WEEKS,
        "CHA5d": TWO_WEEKS,
        "CHA6q": A_MONTH,
        "CON1q": A_MONTH,
        "CON1d": A_MONTH,
        "CON4q": A_MONTH,
        "CON5q": A_MONTH,
        "PER1d": A_MONTH,
        "PER6q": A_MONTH,
    }
}


def with_least_days(model: MaturityModel) -> MaturityModel:
    """Add the least days that the file of an older version does not have."""
    known = BY_VERSION.get(model.key)
    if not known:
        return model

    def lasting(action: Action) -> Action:
        return replace(action, least_days=action.least_days or known.get(action.code, 0))

    return replace(model, actions=tuple(lasting(action) for action in model.actions))
