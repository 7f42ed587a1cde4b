"""Reads a model file (TOML) into a maturity model."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar

from assessment.domain.exchange.calibration_file import is_calibration, laid_over
from assessment.domain.exchange.least_days import with_least_days
from assessment.domain.exchange.overlay_file import overlay_in
from assessment.domain.exchange.structuring import Fault, Refused, Rule, Shape, StrictReader
from assessment.domain.exchange.toml_rules import (
    KINDS,
    TABLES,
    FaultyModel,
    Table,
    are_tables,
    fault_message,
    read_toml,
    table_or_empty,
)
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice

Read = TypeVar("Read")
ModelFinder = Callable[[str], MaturityModel | None]

LISTS = ("tiers", "levels", "dimensions", "actions", "find_out_tasks", "trades")
NEEDED = ("scoring", "planning", "answers")
LISTED = {"practices", "variants", "pulse_items", *LISTS}
FURTHER = ("level_texts", "change_texts", "pulse", "pulse_items", "team_talk", "customer_survey")


def no_model(_key: str) -> None:
    """A `find_model` that finds nothing, for files that refer to no other version."""


def read_model(text: str, find_model: ModelFinder = no_model) -> MaturityModel:
    """Read the text of a model file, ignoring tables and keys that Cairn does not know.

    `find_model` looks up the version that a calibrated one is laid over.

    Raises:
        FaultyModel: The text is not TOML, or a value is missing or of the wrong type.
    """
    file = read_toml(text)
    if is_calibration(file):
        return laid_over(text, file, find_model(str(file["model"]["base"])))
    faults = list(_lost_practices(file))
    practices = _structured(file.get("practices", []), tuple[Practice, ...], faults, "practices")
    parts = _parts(file, practices or ()) | {"content_hash": sha256(text.encode()).hexdigest()}
    try:
        parts["overlay"] = overlay_in(file)
    except Refused as refused:
        faults += refused.faults
    model = _structured(parts, MaturityModel, faults)
    if model is None or faults:
        raise FaultyModel(fault_message(file, fault, LISTED) for fault in faults)
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
    if are_tables(dimensions) and are_tables(practices):
        keys = [table.get("key") for table in dimensions]
        for number, table in enumerate(practices):
            key = table.get("dimension")
            if isinstance(key, str) and key not in keys:
                yield Fault(("practices", number, "dimension"), f"{key} is not in the file")


def _parts(file: Table, practices: tuple[Practice, ...]) -> dict[str, Any]:
    """Arrange the tables of a file as the model needs them: practices inside dimensions."""
    parts = {**table_or_empty(file.get("model")), "mappings": file.get("mapping", {})}
    parts |= {name: file.get(name, []) for name in LISTS} | {n: file.get(n) for n in NEEDED}
    parts |= {name: file[name] for name in FURTHER if name in file}
    if are_tables(parts["dimensions"]):
        parts["dimensions"] = [
            {
                **table,
                "readings": table.get("levels", {}),
                "practices": tuple(p for p in practices if p.dimension == table.get("key")),
            }
            for table in parts["dimensions"]
        ]
    return parts


READER = StrictReader(
    table=Rule(make=table_or_empty),
    rows=TABLES,
    kinds=KINDS,
    shapes={
        Dimension: Shape(fields={"practices": Rule()}),
        MaturityModel: Shape(fields={"overlay": Rule()}),
    },
    open_to_more=True,
)
