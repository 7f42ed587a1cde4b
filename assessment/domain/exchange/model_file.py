"""Reads a model file (TOML) into a maturity model."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from assessment.domain.errors import DomainError
from assessment.domain.exchange.least_days import with_least_days
from assessment.domain.exchange.structuring import Fault, Refused, Rule, Shape, StrictReader
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice

Read = TypeVar("Read")
Table = Mapping[str, Any]

LISTS = ("tiers", "levels", "dimensions", "actions", "find_out_tasks", "trades")
TABLES = ("scoring", "planning", "answers")


class FaultyModel(DomainError):
    """The file is not a usable model; `faults` lists every place and what is wrong there."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def read_model(text: str) -> MaturityModel:
    """Read the text of a model file, ignoring tables and keys that Cairn does not know.

    Raises:
        FaultyModel: The text is not TOML, or a value is missing or of the wrong type.
    """
    try:
        file = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyModel([f"not TOML: {fault}"]) from fault
    faults = list(_lost_practices(file))
    practices = _structured(file.get("practices", []), tuple[Practice, ...], faults, "practices")
    parts = _parts(file, practices or ()) | {"content_hash": sha256(text.encode()).hexdigest()}
    model = _structured(parts, MaturityModel, faults)
    if model is None or faults:
        raise FaultyModel(_message(file, fault) for fault in faults)
    return with_least_days(model)


def _structured(given: object, kind: type[Read], faults: list[Fault], *place: str) -> Read | None:
    """Return a value of the declared type, or None after adding its faults to `faults`."""
    try:
        return READER.read(given, kind)
    except Refused as refused:
        faults += [replace(fault, path=(*place, *fault.path)) for fault in refused.faults]
        return None


def _lost_practices(file: Table) -> Iterator[Fault]:
    dimensions, practices = file.get("dimensions", []), file.get("practices", [])
    if _are_tables(dimensions) and _are_tables(practices):
        keys = [table.get("key") for table in dimensions]
        for number, table in enumerate(practices):
            key = table.get("dimension")
            if isinstance(key, str) and key not in keys:
                yield Fault(("practices", number, "dimension"), f"{key} is not in the file")


def _parts(file: Table, practices: tuple[Practice, ...]) -> dict[str, Any]:
    """Arrange the tables of a file as the model needs them: practices inside dimensions."""
    parts = {**_table(file.get("model")), "mappings": file.get("mapping", {})}
    parts |= {name: file.get(name, []) for name in LISTS} | {n: file.get(n) for n in TABLES}
    if _are_tables(parts["dimensions"]):
        parts["dimensions"] = [
            {
                **table,
                "readings": table.get("levels", {}),
                "practices": tuple(p for p in practices if p.dimension == table.get("key")),
            }
            for table in parts["dimensions"]
        ]
    return parts


def _message(file: Table, fault: Fault) -> str:
    """Describe a fault and its place; rows are identified by code, by key or by number."""
    says = "is missing" if fault.missing else fault.must_be
    match fault.path:
        case (str(name), int(number), field):
            row = file[name][number]
            return f"{name} {row.get('code') or row.get('key') or number + 1}: {field} {says}"
        case (name, field):
            return f"{name}: {field} {says}"
        case ("mappings",):
            return f"mapping: {says}"
        case (name,) if name in {"practices", *LISTS}:
            return f"{name}: {says}"
        case _:
            return f"model: {fault.path[0]} {says}"


# ---- what the reader accepts


def _table(given: object) -> Table:
    """Treat anything but a table as an empty one, so that each missing key is reported."""
    return given if isinstance(given, dict) else {}


def _is_whole(given: object) -> bool:
    # `bool` is a subclass of `int`, so `isinstance` would accept true as a whole number.
    return type(given) is int


def _is_number(given: object) -> bool:
    # TOML allows inf and nan, which cannot be converted to a fraction.
    return type(given) is int or (type(given) is float and isfinite(given))


def _is_text(given: object) -> bool:
    return isinstance(given, str)


def _all(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda given: isinstance(given, list) and all(map(fits, given))


def _each(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda given: isinstance(given, dict) and all(map(fits, given.values()))


_are_tables = _all(lambda given: isinstance(given, dict))
_are_texts_by_key = _each(_is_text)
# In TOML, a key with a dot but without quotes becomes a nested table.
MAPPINGS = 'must be tables like [mapping."cairn-1.0"] with a key for each key, in quotes'

READER = StrictReader(
    table=Rule(make=_table),
    rows=Rule(must_be="must be a list of tables", fits=_are_tables),
    kinds={
        str: Rule(must_be="must be text", fits=_is_text),
        int: Rule(must_be="must be a whole number", fits=_is_whole),
        bool: Rule(must_be="must be true or false", fits=lambda given: isinstance(given, bool)),
        # Fraction(0.1) would be the nearest binary number, while Fraction("0.1") is exact.
        Fraction: Rule(
            must_be="must be a number", fits=_is_number, make=lambda given: Fraction(str(given))
        ),
        tuple[str, ...]: Rule(must_be="must be a list of texts", fits=_all(_is_text), make=tuple),
        tuple[int, ...]: Rule(
            must_be="must be a list of whole numbers", fits=_all(_is_whole), make=tuple
        ),
        Literal["quick", "deep"]: Rule(
            must_be="must be quick or deep", fits=lambda given: given in ("quick", "deep")
        ),
        # Models are shared by all requests of a process, so their mappings are read-only.
        Mapping[str, str]: Rule(
            must_be="must be a text for each level", fits=_are_texts_by_key, make=MappingProxyType
        ),
        Mapping[str, Mapping[str, str]]: Rule(
            must_be=MAPPINGS,
            fits=_each(_are_texts_by_key),
            make=lambda given: {key: MappingProxyType(table) for key, table in given.items()},
        ),
    },
    shapes={Dimension: Shape(fields={"practices": Rule()})},
    open_to_more=True,
)
