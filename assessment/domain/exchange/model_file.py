"""Reading a model file (TOML) into a maturity model."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from fractions import Fraction
from hashlib import sha256
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_type_hints

from assessment.domain.errors import DomainError
from assessment.domain.model.maturity import (
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
    """Read the text of a model file; tables and keys that Cairn does not know are left alone.

    Raises:
        FaultyModel: it is not TOML, or a text or figure is missing or of the wrong kind.
    """
    reader = _Reader(_toml(text))
    model = reader.model(sha256(text.encode()).hexdigest())
    if model is None or reader.faults:
        raise FaultyModel(reader.faults)
    return model


def _toml(text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyModel([f"not TOML: {fault}"]) from fault


class _Reader:
    """Makes rows out of tables and notes every fault, instead of stopping at the first."""

    def __init__(self, file: Table) -> None:
        self.file = file
        self.faults: list[str] = []

    def model(self, content_hash: str) -> MaturityModel | None:
        practices = self._rows(Practice, "practices")
        return self._row(
            MaturityModel,
            self._table("model"),
            "model",
            tiers=self._rows(Tier, "tiers"),
            levels=self._rows(Level, "levels"),
            dimensions=self._dimensions(practices),
            actions=self._rows(Action, "actions"),
            scoring=self._row(ScoringFigures, self._table("scoring"), "scoring"),
            planning=self._row(PlanningFigures, self._table("planning"), "planning"),
            answers=self._row(AnswerTexts, self._table("answers"), "answers"),
            find_out_tasks=self._rows(FindOutTask, "find_out_tasks"),
            trades=self._rows(Trade, "trades"),
            mappings=self._mappings(),
            content_hash=content_hash,
        )

    def _mappings(self) -> Mapping[str, Mapping[str, str]]:
        """Old practice keys to new ones, in a table for each earlier version."""
        tables = self.file.get("mapping", {})
        sound = isinstance(tables, dict) and all(map(_is_readings, tables.values()))
        if not sound:
            # A key with a dot that stands without quotes becomes a table of its own.
            words = 'must be tables like [mapping."cairn-1.0"] with a key for each key, in quotes'
            self.faults.append(f"mapping: {words}")
            return {}
        return {key: MappingProxyType(dict(table)) for key, table in tables.items()}

    def _dimensions(self, practices: tuple[Practice, ...]) -> tuple[Dimension, ...]:
        tables = self._tables("dimensions")
        keys = [table.get("key") for table in tables]
        self.faults += [
            f"practices {practice.code}: dimension {practice.dimension} is not in the file"
            for practice in practices
            if practice.dimension not in keys
        ]
        made = []
        for key, table in zip(keys, tables, strict=True):
            ours = tuple(practice for practice in practices if practice.dimension == key)
            readings = {"readings": table.get("levels", {})}
            made.append(
                self._row(Dimension, {**table, **readings}, f"dimensions {key}", practices=ours)
            )
        return tuple(dimension for dimension in made if dimension)

    def _table(self, name: str) -> Table:
        table = self.file.get(name, {})
        return table if isinstance(table, dict) else {}

    def _tables(self, name: str) -> list[Table]:
        tables = self.file.get(name, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return tables
        self.faults.append(f"{name}: must be a list of tables")
        return []

    def _rows(self, kind: type[Row], name: str) -> tuple[Row, ...]:
        made = [
            self._row(kind, table, f"{name} {table.get('code') or table.get('key') or number}")
            for number, table in enumerate(self._tables(name), start=1)
        ]
        return tuple(row for row in made if row is not None)

    def _row(self, kind: type[Row], table: Table, place: str, **made: object) -> Row | None:
        """One frozen row of a kind; None, with its faults noted, if it cannot be made."""
        wanted = get_type_hints(kind)
        before = len(self.faults)
        given = dict(made)
        for each in fields(kind):  # type: ignore[arg-type]
            if each.name in table and each.name not in made:
                given[each.name] = self._value(wanted[each.name], table[each.name], place, each)
            elif each.name not in made and each.default is MISSING:
                self.faults.append(f"{place}: {each.name} is missing")
        return kind(**given) if len(self.faults) == before else None

    def _value(self, wanted: Any, given: object, place: str, each: Field[Any]) -> object:
        fits, make, words = VALUES[wanted]
        if fits(given):
            return make(given)
        self.faults.append(f"{place}: {each.name} must be {words}")
        return None


def _is_whole(value: object) -> bool:
    return type(value) is int


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _list_of(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _is_readings(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _same(value: object) -> object:
    return value


VALUES: Mapping[Any, tuple[Callable[[Any], bool], Callable[[Any], object], str]] = {
    str: (_is_text, _same, "text"),
    int: (_is_whole, _same, "a whole number"),
    bool: (lambda value: isinstance(value, bool), _same, "true or false"),
    Fraction: (_is_number, lambda value: Fraction(str(value)), "a number"),
    tuple[str, ...]: (_list_of(_is_text), tuple, "a list of texts"),
    tuple[int, ...]: (_list_of(_is_whole), tuple, "a list of whole numbers"),
    Literal["quick", "deep"]: (lambda value: value in ("quick", "deep"), _same, "quick or deep"),
    Mapping[str, str]: (
        _is_readings,
        lambda value: MappingProxyType(dict(value)),
        "a text for each level",
    ),
}
"""What a field of a row may be, by its type: a test, a maker, and the words for a fault."""
