"""A business file is held to the same limits as forms and commands."""

import copy
from pathlib import Path
from typing import Any

import pytest

from assessment.domain import limits
from assessment.foundation.accounts.models import User
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.catalogue.library import sample_submissions
from tests.factories import make_user
from tests.kept import kept
from tests.outputs.exports.exporting import make_lindgren
from tests.outputs.portability.test_refused import COMMENT, KEPT, refusal

pytestmark = pytest.mark.django_db

PLAN = "checks[1].plans[0]"
ITEM = f"{PLAN}.items[0]"
CHANGE = f"{ITEM}.changes[0]"
ANSWER = "checks[1].answers[0]"
SHEET = "checks[1].result.sheet"

HOURS = (limits.MOST_HOURS + 1, f"must be a number from 0 to {limits.MOST_HOURS}")
MONEY = (limits.MOST_MONEY + 1, f"must be a number from 0 to {limits.MOST_MONEY}")
WISHED_HOURS = (HOURS[0], f"must be a whole number from 0 to {limits.MOST_HOURS}")
WISHED_MONEY = (MONEY[0], f"must be a whole number from 0 to {limits.MOST_MONEY}")
ACTIONS = f"must be a whole number from {limits.LEAST_ACTIONS} to {limits.MOST_ACTIONS}"
NOTE = (
    "é" * (limits.LONGEST_NOTE + 1),
    f"must be text of at most {limits.LONGEST_NOTE} characters",
)
DAYS = f"must be between {limits.FIRST_DAY.year} and {limits.LAST_DAY.year}"

BEYOND: dict[str, dict[str, tuple[object, str]]] = {
    "MOST_HOURS": {
        "business.hours": HOURS,
        f"{PLAN}.hours": HOURS,
        f"{PLAN}.wish.plan.hours": WISHED_HOURS,
        f"{PLAN}.wish.plan.costs.POL2q.hours": WISHED_HOURS,
        f"{ITEM}.hours": HOURS,
        f"{ITEM}.real_hours": (str(HOURS[0]), HOURS[1]),
        f"{CHANGE}.after.hours": HOURS,
        "scenarios[0].wish.plan.hours": WISHED_HOURS,
    },
    "MOST_MONEY": {
        "business.money": MONEY,
        f"{PLAN}.money": MONEY,
        f"{PLAN}.wish.plan.money": WISHED_MONEY,
        f"{PLAN}.wish.plan.costs.POL2q.money": WISHED_MONEY,
        f"{ITEM}.money": MONEY,
        f"{ITEM}.real_money": MONEY,
        f"{CHANGE}.before.real_money": MONEY,
        "scenarios[0].wish.plan.money": WISHED_MONEY,
    },
    "LEAST_ACTIONS": {f"{PLAN}.wish.plan.max_actions": (limits.LEAST_ACTIONS - 1, ACTIONS)},
    "MOST_ACTIONS": {f"{PLAN}.wish.plan.max_actions": (limits.MOST_ACTIONS + 1, ACTIONS)},
    "LONGEST_NAME": {
        "business.name": (
            "é" * (limits.LONGEST_NAME + 1),
            f"must be text of at most {limits.LONGEST_NAME} characters",
        )
    },
    "LONGEST_NOTE": {
        f"{ANSWER}.note": NOTE,
        f"{ANSWER}.reason": NOTE,
        f"{SHEET}.answers.CUL1.note": NOTE,
        f"{SHEET}.answers.CUL1.reason": NOTE,
        f"{ITEM}.note": NOTE,
        f"{ITEM}.outcome": NOTE,
        f"{CHANGE}.after.note": NOTE,
    },
    "LONGEST_COMMENT": {
        "checks[1].result.comments[0].text": (
            "é" * (limits.LONGEST_COMMENT + 1),
            f"must be text of at most {limits.LONGEST_COMMENT} characters",
        )
    },
    "FIRST_DAY": {
        "business.founded_at": ("1999-12-31T23:59:59+00:00", DAYS),
        f"{ITEM}.due_on": ("1999-12-31", DAYS),
        f"{CHANGE}.after.due_on": ("1999-12-31", DAYS),
    },
    "LAST_DAY": {
        "business.set_up_at": ("2101-01-01T00:00:00+00:00", DAYS),
        f"{ITEM}.started_on": ("2101-01-01", DAYS),
        "scenarios[0].quarter_starts_on": ("2101-01-01", DAYS),
    },
}
NOT_IN_A_FILE = {
    *("LOGO_KILOBYTES", "MOST_OWN_COSTS", "RESTORABLE_FOR"),
    *("MOST_TEAM", "MOST_HEARD"),  # of `manage.py voices`, whose tests have them
}
"""A business has no logo, and only one that is not deleted is exported.

A saved wish includes costs of started actions, so it can be longer.
"""


@kept
def document(owner: User) -> dict[str, Any]:
    business = make_lindgren(owner, make_user("edith"), sample_submissions()[-2:])
    document = copy.deepcopy(business_document(business))
    document["checks"][1]["result"]["comments"] = [COMMENT]
    document["scenarios"] = [copy.deepcopy(KEPT)]
    return document


def with_value(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy with a value at a path; missing objects on the way are created."""
    changed = copy.deepcopy(document)
    *way, last = (
        path.replace(SHEET + ".answers", SHEET).replace("[", ".").replace("]", "").split(".")
    )
    part: Any = changed
    for name in way:
        if isinstance(part, list):
            part = part[int(name)]
        elif name == "POL2q":
            part = part.setdefault(name, {"hours": 1, "money": 1})
        else:
            part = part.setdefault(name, {})
    part[last] = value
    return changed


def test_every_limit_is_tested() -> None:
    known = {name for name in vars(limits) if name.isupper()}

    assert known == BEYOND.keys() | NOT_IN_A_FILE


@pytest.mark.parametrize("limit", BEYOND)
def test_a_value_beyond_a_limit_is_refused_in_one_line_with_its_path(
    document: dict[str, Any], tmp_path: Path, limit: str
) -> None:
    for path, (value, must_be) in BEYOND[limit].items():
        refused = refusal(tmp_path, with_value(document, path, value))

        assert refused == f"{path}: {must_be}"
