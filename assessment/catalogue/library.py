"""The model files that come with Cairn, and the sample business; read without a database."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assessment.domain.answers import Answer, AnswerSheet, Evidence
from assessment.domain.checks import Check
from assessment.domain.maturity import MaturityModel
from assessment.domain.model_file import read_model
from assessment.domain.quarters import Quarter
from assessment.domain.wishes import PlanWish

CONTENT = Path(__file__).parent / "content"
OWN_MODEL = "cairn-1.0"
SAMPLE = "cafe-lindgren.toml"


def model_source(key: str) -> str:
    return (CONTENT / f"{key}.toml").read_text(encoding="utf-8")


@cache
def own_model() -> MaturityModel:
    return read_model(model_source(OWN_MODEL))


def find_model(key: str) -> MaturityModel | None:
    """The model of this key that comes with Cairn, or None."""
    return own_model() if key == OWN_MODEL else None


@cache
def sample_checks() -> tuple[Check, ...]:
    """Café Lindgren's quarters, oldest first."""
    file = _sample_file()
    return tuple(_check(file, quarter) for quarter in file["quarters"])


@cache
def sample_wish() -> PlanWish:
    """What Café Lindgren can put into its last quarter."""
    return PlanWish(**_sample_file()["plan"])


@cache
def _sample_file() -> dict[str, Any]:
    return tomllib.loads((CONTENT / SAMPLE).read_text(encoding="utf-8"))


def _check(file: dict[str, Any], quarter: dict[str, Any]) -> Check:
    evidence = {
        code: Evidence(kind) for kind, codes in quarter["evidence"].items() for code in codes
    }
    answers = {
        code: Answer(
            value,
            evidence.get(code, Evidence.NONE),
            note=file["notes"][code] if code in evidence else "",
            reason=file["reasons"][code] if value == "na" else "",
        )
        for code, value in quarter["answers"].items()
    }
    return Check(
        business=file["name"],
        quarter=Quarter.parse(quarter["quarter"]),
        model=own_model(),
        sheet=AnswerSheet(answers),
        checked_on=quarter["checked_on"],
        checked_by=file["checked_by"],
        currency=file["currency"],
    )
