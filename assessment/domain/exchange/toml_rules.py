"""What the readers of TOML files accept as text, number, list or table, and how they refuse."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal

from assessment.domain.errors import DomainError
from assessment.domain.exchange.structuring import Fault, Rule
from assessment.domain.model.voice_texts import PulseGroup

Table = Mapping[str, Any]
Requirement = tuple[bool, str]
"""Whether a requirement is met, and the message if it is not."""


class FaultyModel(DomainError):
    """The file cannot be used; `faults` lists every place and what is wrong there."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def read_toml(text: str) -> Table:
    """Read a TOML file into tables.

    Raises:
        FaultyModel: The text is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyModel([f"not TOML: {fault}"]) from fault


def fault_message(file: Table, fault: Fault, lists: Collection[str]) -> str:
    """Describe a fault and its place; rows are identified by code, by key or by number.

    `lists` are the names of the lists of tables in such a file.
    """
    says = "is missing" if fault.missing else fault.must_be
    match fault.path:
        case (str(name), int(number), field):
            row = file[name][number]
            return f"{name} {row.get('code') or row.get('key') or number + 1}: {field} {says}"
        case (name, field):
            return f"{name}: {field} {says}"
        case ("mappings",):
            return f"mapping: {says}"
        case (name,) if name in lists:
            return f"{name}: {says}"
        case _:
            return f"model: {fault.path[0]} {says}"


def table_or_empty(given: object) -> Table:
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


are_tables = _all(lambda given: isinstance(given, dict))
_are_texts_by_key = _each(_is_text)
# In TOML, a key with a dot but without quotes becomes a nested table.
MAPPINGS = 'must be tables like [mapping."cairn-1.0"] with a key for each key, in quotes'
TABLES = Rule(must_be="must be a list of tables", fits=are_tables)
KINDS: Mapping[Any, Rule] = {
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
    PulseGroup: Rule(
        must_be="must be mirror, awareness or engagement",
        fits=lambda given: given in ("mirror", "awareness", "engagement"),
    ),
    # Models are shared by all requests of a process, so their mappings are read-only.
    Mapping[str, str]: Rule(
        must_be="must be a text for each level", fits=_are_texts_by_key, make=MappingProxyType
    ),
    Mapping[str, int]: Rule(
        must_be="must be a whole number for each size of a team",
        fits=_each(_is_whole),
        make=MappingProxyType,
    ),
    Mapping[str, Fraction]: Rule(
        must_be="must be a number for each question",
        fits=_each(_is_number),
        make=lambda given: MappingProxyType({key: Fraction(str(n)) for key, n in given.items()}),
    ),
    Mapping[str, Mapping[str, str]]: Rule(
        must_be=MAPPINGS,
        fits=_each(_are_texts_by_key),
        make=lambda given: {key: MappingProxyType(table) for key, table in given.items()},
    ),
}
