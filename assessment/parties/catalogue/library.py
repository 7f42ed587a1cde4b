"""The model files and the sample businesses shipped with Cairn, read without a database."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

from assessment.domain.exchange.model_file import read_model
from assessment.domain.model.answers import SET_ASIDE, AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import Circumstances
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
SAMPLE = "cafe-lindgren"
"""The sample business of the public pages."""


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

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        # Through str, because Decimal(2.2) would take over the inexact digits of the float.
        hours = Decimal(str(row["hours"])) if "hours" in row else None
        return cls(**{**row, "hours": hours, "ticked": tuple(row.get("ticked", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """What a sample business wanted from a quarter's plan, and how its actions have gone so far."""

    quarter: Quarter
    wish: PlanWish
    actions: tuple[SampleAction, ...]


@dataclass(frozen=True)
class SampleBusiness:
    """An invented business with its checks and plans, as its file gives them."""

    file: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.file["name"])

    @property
    def circumstances(self) -> Circumstances:
        file = self.file
        return Circumstances(
            trade=file["trade"], meets=tuple(file["meets"]), team=file["team_size"]
        )

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        """Its checks, oldest first."""
        return tuple(self._check(quarter) for quarter in self.file["quarters"])

    @cached_property
    def plans(self) -> tuple[SamplePlan, ...]:
        """Its plans, oldest first; only its latest quarters have one."""
        return tuple(self._plan(plan) for plan in self.file["plans"])

    def _check(self, quarter: Mapping[str, Any]) -> Submission:
        kinds = quarter["evidence"].items()
        evidence = {code: Evidence(kind) for kind, codes in kinds for code in codes}
        answers = {
            code: SheetAnswer(
                value,
                evidence.get(code, Evidence.NONE),
                note=self.file["notes"][code] if code in evidence else "",
                reason=self.file["reasons"][code] if value == SET_ASIDE else "",
            )
            for code, value in quarter["answers"].items()
        }
        return Submission(
            business=self.name,
            quarter=Quarter.parse(quarter["quarter"]),
            model=FittedTexts(shipped_model(quarter["model"]), self.circumstances).fitted,
            sheet=AnswerSheet(answers),
            checked_on=quarter["checked_on"],
            checked_by=quarter["checked_by"],
            currency=self.file["currency"],
            sender=quarter["checked_by"],
        )

    def _plan(self, plan: Mapping[str, Any]) -> SamplePlan:
        quarter = Quarter.parse(plan["quarter"])
        model = next(each.model for each in self.submissions if each.quarter == quarter)
        wish = PlanWish(
            hours=plan["hours"],
            money=plan["money"],
            max_actions=plan["max_actions"],
            pinned=frozenset(plan.get("pin", ())),
            team=self.circumstances.team,
            not_suitable=model.not_suitable,
        )
        return SamplePlan(
            quarter=quarter, wish=wish, actions=tuple(map(SampleAction.read, plan["actions"]))
        )


@cache
def sample_business(key: str) -> SampleBusiness:
    """Return the sample business whose file has this name."""
    return SampleBusiness(tomllib.loads((CONTENT / f"{key}.toml").read_text(encoding="utf-8")))


def sample_submissions() -> tuple[Submission, ...]:
    """Return Café Lindgren's submissions, oldest first."""
    return sample_business(SAMPLE).submissions


def sample_plans() -> tuple[SamplePlan, ...]:
    """Return Café Lindgren's plans, oldest first; only its latest quarters have one."""
    return sample_business(SAMPLE).plans


def sample_wish() -> PlanWish:
    """Return the hours, money and number of actions of Café Lindgren's latest plan."""
    return sample_plans()[-1].wish
