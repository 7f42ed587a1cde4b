"""The time to find an exact plan, for our own model and for one five times as large."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

from assessment.domain.model.answers import AnswerSheet, SheetAnswer
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.planner import make_plan
from assessment.parties.catalogue.library import own_model
from benchmarks.measuring import Case, Lane, Medians, timed

TIMES = 5
REFERENCE = "adding 20,000 fractions"


@contextmanager
def lane() -> Iterator[Lane]:
    small = own_model()
    large = enlarged(small)
    yield Lane(
        name="plan",
        reference=Case(REFERENCE, timed(add_fractions)),
        cases=[planning("60 actions", small), planning("300 actions", large)],
        figures=figures,
    )


def figures(medians: Medians) -> dict[str, float]:
    return {
        "sixty_actions_ms": 1000 * medians.cpu("60 actions"),
        "three_hundred_actions_ms": 1000 * medians.cpu("300 actions"),
        "three_hundred_to_sixty": medians.cpu_ratio("300 actions", "60 actions"),
    }


def planning(name: str, model: MaturityModel) -> Case:
    """Return a case in which every action is possible and many fit, which needs most searching."""
    # Steps 0, 1 and 2 in turn, so that quick and deep actions are possible everywhere.
    sheet = AnswerSheet(
        {practice.code: SheetAnswer(n % 3) for n, practice in enumerate(model.practices)}
    )
    scale = len(model.practices) // len(own_model().practices)
    wish = PlanWish(hours=24 * scale, money=400 * scale, max_actions=10 * scale)
    return Case(name, timed(lambda: make_plan(model, sheet, wish)))


def add_fractions() -> Fraction:
    return sum((Fraction(1, n % 97 + 1) for n in range(20_000)), Fraction(0))


def enlarged(model: MaturityModel) -> MaturityModel:
    """Return a model with several copies of each area under different names."""
    dimensions = [again(dimension, n) for n in range(TIMES) for dimension in model.dimensions]
    actions = [
        replace(action, code=f"{action.code}.{n}", practice=f"{action.practice}.{n}")
        for n in range(TIMES)
        for action in model.actions
    ]
    return replace(model, dimensions=tuple(dimensions), actions=tuple(actions))


def again(dimension: Dimension, n: int) -> Dimension:
    key = f"{dimension.key}-{n}"
    practices = tuple(
        replace(practice, code=f"{practice.code}.{n}", dimension=key)
        for practice in dimension.practices
    )
    return replace(dimension, key=key, practices=practices)
