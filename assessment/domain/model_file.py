"""Reading a model file (TOML) into a maturity model."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeVar

from assessment.domain.errors import DomainError
from assessment.domain.maturity import (
    Action,
    AnswerTexts,
    Dimension,
    FindOutTask,
    Level,
    MaturityModel,
    PlanningFigures,
    Practice,
    ScoringFigures,
    Tier,
    Trade,
)

Row = TypeVar("Row")
Table = Mapping[str, Any]


class FaultyModel(DomainError):
    """The file is not a usable model; `faults` names every place and what is wrong there."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def read_model(text: str) -> MaturityModel:
    """Read the text of a model file.

    Raises:
        FaultyModel: it is not TOML, or a text or figure is missing.
    """
    try:
        return _model(tomllib.loads(text), sha256(text.encode()).hexdigest())
    except tomllib.TOMLDecodeError as fault:
        raise FaultyModel([f"not TOML: {fault}"]) from fault
    except (TypeError, ValueError, AttributeError) as fault:
        raise FaultyModel([f"a table or figure is of the wrong kind: {fault}"]) from fault


def _model(file: Table, content_hash: str) -> MaturityModel:
    practices = _rows(Practice, file, "practices")
    head = file.get("model", {})
    return _row(
        MaturityModel,
        head,
        "model",
        tiers=_rows(Tier, file, "tiers"),
        levels=_rows(Level, file, "levels"),
        dimensions=tuple(_dimension(t, practices) for t in file.get("dimensions", [])),
        actions=_rows(Action, file, "actions"),
        scoring=_scoring(file.get("scoring", {})),
        planning=_row(PlanningFigures, file.get("planning", {}), "planning"),
        answers=_row(AnswerTexts, file.get("answers", {}), "answers"),
        find_out_tasks=_rows(FindOutTask, file, "find_out_tasks"),
        trades=_rows(Trade, file, "trades"),
        content_hash=content_hash,
    )


def _dimension(table: Table, practices: tuple[Practice, ...]) -> Dimension:
    key = table.get("key")
    return _row(
        Dimension,
        table,
        f"dimensions {key}",
        readings=MappingProxyType(dict(table.get("levels", {}))),
        weight=Fraction(str(table.get("weight", 1))),
        practices=tuple(practice for practice in practices if practice.dimension == key),
    )


def _scoring(table: Table) -> ScoringFigures:
    noise = Fraction(str(table.get("retest_noise", 0)))
    return _row(ScoringFigures, table, "scoring", retest_noise=noise)


def _rows(kind: type[Row], file: Table, name: str) -> tuple[Row, ...]:
    return tuple(
        _row(kind, table, f"{name} {table.get('code') or table.get('key') or number}")
        for number, table in enumerate(file.get(name, []), start=1)
    )


def _row(kind: type[Row], table: Table, place: str, **made: object) -> Row:
    """One frozen row of a kind from its table; keys that Cairn does not read are left alone."""
    wanted = fields(kind)  # type: ignore[arg-type]
    given = {f.name: _frozen(table[f.name]) for f in wanted if f.name in table} | made
    missing = [f.name for f in wanted if f.name not in given and f.default is MISSING]
    if missing:
        raise FaultyModel(f"{place}: {name} is missing" for name in missing)
    return kind(**given)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
