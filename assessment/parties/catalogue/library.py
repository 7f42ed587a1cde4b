"""The model file and the sample business shipped with Cairn, read without a database."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assessment.domain.exchange.model_file import read_model
from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission

CONTENT = Path(__file__).parent / "content"
SHIPPED = ("cairn-1.0", "cairn-1.1")
"""The versions that come with Cairn, oldest first; commands can use all of them."""
OWN_MODEL = "cairn-1.1"
"""The version that new businesses and next checks begin with, once it is published.

This is the only switch: `published_by_default` follows it.
"""
SAMPLE = "cafe-lindgren.toml"


def model_source(key: str) -> str:
    return (CONTENT / f"{key}.toml").read_text(encoding="utf-8")


def published_by_default() -> tuple[str, ...]:
    """Return the versions that a site publishes, oldest first; `OWN_MODEL` is the newest."""
    return SHIPPED[: SHIPPED.index(OWN_MODEL) + 1]


@cache
def shipped_model(key: str) -> MaturityModel:
    return read_model(model_source(key))


def own_model() -> MaturityModel:
    return shipped_model(OWN_MODEL)


def find_model(key: str) -> MaturityModel | None:
    """Return the shipped model with this key, or None."""
    return shipped_model(key) if key in SHIPPED else None


@cache
def sample_submissions() -> tuple[Submission, ...]:
    """Return Café Lindgren's submissions, oldest first."""
    file = _sample_file()
    return tuple(_check(file, quarter) for quarter in file["quarters"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAction:
    """How one action went; `hours` and `money` are actual figures, None if not recorded."""

    code: str
    status: str
    ended_on: date | None = None
    hours: Decimal | None = None
    money: int | None = None
    outcome: str = ""
    ticked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """What Café Lindgren wanted from a quarter's plan, and how its actions have gone so far."""

    quarter: Quarter
    wish: PlanWish
    actions: tuple[SampleAction, ...]


@cache
def sample_plans() -> tuple[SamplePlan, ...]:
    """Return Café Lindgren's plans, oldest first; only its latest quarters have one."""
    return tuple(
        SamplePlan(
            quarter=Quarter.parse(plan["quarter"]),
            wish=PlanWish(
                hours=plan["hours"],
                money=plan["money"],
                max_actions=plan["max_actions"],
                pinned=frozenset(plan.get("pin", ())),
            ),
            actions=tuple(_action(action) for action in plan["actions"]),
        )
        for plan in _sample_file()["plans"]
    )


def sample_wish() -> PlanWish:
    """Return the hours, money and number of actions of Café Lindgren's latest plan."""
    return sample_plans()[-1].wish


@cache
def _sample_file() -> dict[str, Any]:
    return tomllib.loads((CONTENT / SAMPLE).read_text(encoding="utf-8"))


def _action(action: dict[str, Any]) -> SampleAction:
    # Through str, because Decimal(2.2) would take over the inexact digits of the float.
    hours = Decimal(str(action["hours"])) if "hours" in action else None
    return SampleAction(**{**action, "hours": hours, "ticked": tuple(action.get("ticked", ()))})


def _check(file: dict[str, Any], quarter: dict[str, Any]) -> Submission:
    evidence = {
        code: Evidence(kind) for kind, codes in quarter["evidence"].items() for code in codes
    }
    answers = {
        code: SheetAnswer(
            value,
            evidence.get(code, Evidence.NONE),
            note=file["notes"][code] if code in evidence else "",
            reason=file["reasons"][code] if value == "na" else "",
        )
        for code, value in quarter["answers"].items()
    }
    return Submission(
        business=file["name"],
        quarter=Quarter.parse(quarter["quarter"]),
        model=shipped_model(file["model"]),
        sheet=AnswerSheet(answers),
        checked_on=quarter["checked_on"],
        checked_by=file["checked_by"],
        currency=file["currency"],
    )
