"""Reading a model file (TOML) into a maturity model."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import sha256
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal

from assessment.domain.errors import DomainError
from assessment.domain.exchange.structuring import Fault, Refused, Rule, Shape, StrictReader
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

Table = Mapping[str, Any]


class FaultyModel(DomainError):
    """The file is not a usable model; `faults` names every place and what is wrong there."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


@dataclass(frozen=True, kw_only=True)
class ModelTitle:
    """What a file says about the model as a whole."""

    id: str
    version: str
    language: str
    title: str
    about: str
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """The tables of a model file, as they stand in it."""

    model: ModelTitle
    scoring: ScoringFigures
    planning: PlanningFigures
    answers: AnswerTexts
    tiers: tuple[Tier, ...] = ()
    levels: tuple[Level, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    practices: tuple[Practice, ...] = ()
    actions: tuple[Action, ...] = ()
    find_out_tasks: tuple[FindOutTask, ...] = ()
    trades: tuple[Trade, ...] = ()
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Old practice keys to new ones, in a table for each earlier version."""


def read_model(text: str) -> MaturityModel:
    """Read the text of a model file; tables and keys that Cairn does not know are left alone.

    Raises:
        FaultyModel: it is not TOML, or a text or figure is missing or of the wrong kind.
    """
    tables = _toml(text)
    faults = [_words(tables, fault) for fault in _practices_without_dimension(tables)]
    try:
        file = READER.read(tables, ModelFile)
    except Refused as refused:
        faults += [_words(tables, fault) for fault in refused.faults]
        raise FaultyModel(faults) from refused
    if faults:
        raise FaultyModel(faults)
    return _assembled(file, sha256(text.encode()).hexdigest())


def _toml(text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyModel([f"not TOML: {fault}"]) from fault


def _practices_without_dimension(tables: Table) -> Iterator[Fault]:
    dimensions, practices = tables.get("dimensions", []), tables.get("practices", [])
    if _are_tables(dimensions) and _are_tables(practices):
        keys = [table.get("key") for table in dimensions]
        for number, table in enumerate(practices):
            key = table.get("dimension")
            if isinstance(key, str) and key not in keys:
                yield Fault(("practices", number, "dimension"), f"{key} is not in the file")


def _words(tables: Table, fault: Fault) -> str:
    """A fault with its place; a row is named by its code or key, or by its number."""
    says = "is missing" if fault.missing else fault.must_be
    match fault.path:
        case (str(name), int(number), field):
            row = tables[name][number]
            return f"{name} {row.get('code') or row.get('key') or number + 1}: {field} {says}"
        case (name, field):
            return f"{name}: {field} {says}"
        case _:
            return f"{fault.path[0]}: {says}"


def _assembled(file: ModelFile, content_hash: str) -> MaturityModel:
    """The model, with each dimension's practices in it."""
    of_dimension: dict[str, list[Practice]] = {each.key: [] for each in file.dimensions}
    for practice in file.practices:
        of_dimension[practice.dimension].append(practice)
    return MaturityModel(
        **vars(file.model),
        tiers=file.tiers,
        levels=file.levels,
        dimensions=tuple(
            replace(each, practices=tuple(of_dimension[each.key])) for each in file.dimensions
        ),
        actions=file.actions,
        scoring=file.scoring,
        planning=file.planning,
        answers=file.answers,
        find_out_tasks=file.find_out_tasks,
        trades=file.trades,
        mappings=file.mapping,
        content_hash=content_hash,
    )


# ---- what the reader takes


def _are_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)


def _are_tables(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(each, dict) for each in given)


def _are_words(given: object) -> bool:
    return isinstance(given, dict) and all(isinstance(each, str) for each in given.values())


def _is_number(given: object) -> bool:
    return type(given) is int or (type(given) is float and isfinite(given))


def _is_whole(given: object) -> bool:
    return type(given) is int


READER = StrictReader(
    # What is no table holds nothing, and each thing that is missing is named.
    table=Rule(make=lambda given: given if isinstance(given, dict) else {}),
    rows=Rule(must_be="must be a list of tables", fits=_are_tables),
    kinds={
        str: Rule(must_be="must be text", fits=lambda given: isinstance(given, str)),
        int: Rule(must_be="must be a whole number", fits=_is_whole),
        bool: Rule(must_be="must be true or false", fits=lambda given: isinstance(given, bool)),
        Fraction: Rule(
            must_be="must be a number", fits=_is_number, make=lambda given: Fraction(str(given))
        ),
        tuple[str, ...]: Rule(must_be="must be a list of texts", fits=_are_texts, make=tuple),
        tuple[int, ...]: Rule(
            must_be="must be a list of whole numbers",
            fits=lambda given: isinstance(given, list) and all(map(_is_whole, given)),
            make=tuple,
        ),
        Literal["quick", "deep"]: Rule(
            must_be="must be quick or deep", fits=lambda given: given in ("quick", "deep")
        ),
        Mapping[str, str]: Rule(
            must_be="must be a text for each level", fits=_are_words, make=MappingProxyType
        ),
        Mapping[str, Mapping[str, str]]: Rule(
            # A key with a dot that stands without quotes becomes a table of its own.
            must_be='must be tables like [mapping."cairn-1.0"] with a key for each key, in quotes',
            fits=lambda given: isinstance(given, dict) and all(map(_are_words, given.values())),
            make=lambda given: {key: MappingProxyType(table) for key, table in given.items()},
        ),
    },
    shapes={
        ModelFile: Shape(
            prepare=lambda tables: {
                "model": {},
                "scoring": {},
                "planning": {},
                "answers": {},
                **tables,
            }
        ),
        Dimension: Shape(
            fields={"practices": Rule()},
            prepare=lambda table: {**table, "readings": table.get("levels", {}), "practices": ()},
        ),
    },
    open_to_more=True,
)
