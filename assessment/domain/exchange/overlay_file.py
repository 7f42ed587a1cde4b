"""Reads the variants of an overlay, from a model file or from a file of their own."""

from dataclasses import replace

from assessment.domain.exchange.structuring import Fault, Refused, Rule, StrictReader
from assessment.domain.exchange.toml_rules import (
    KINDS,
    TABLES,
    FaultyModel,
    Table,
    fault_message,
    read_toml,
    table_or_empty,
)
from assessment.domain.model.overlays import Overlay

READER = StrictReader(
    table=Rule(must_be="must be a table", fits=lambda given: isinstance(given, dict)),
    rows=TABLES,
    kinds=KINDS,
)


def read_overlay(text: str) -> Overlay:
    """Read an overlay from a file of its own.

    Raises:
        FaultyModel: The text is not TOML, a key is unknown, or a value is of the wrong type.
    """
    file = read_toml(text)
    try:
        return _overlay(file)
    except Refused as refused:
        faults = (fault_message(file, fault, {"variants"}) for fault in refused.faults)
        raise FaultyModel(faults) from refused


def overlay_in(file: Table) -> Overlay | None:
    """Return the overlay in the tables of a file, or None if there is none.

    Raises:
        Refused: A key is unknown, or a value is missing or of the wrong type.
    """
    return _overlay(file) if {"overlay", "variants"} & file.keys() else None


def _overlay(file: Table) -> Overlay:
    try:
        return READER.read(
            {**table_or_empty(file.get("overlay")), "variants": file.get("variants", [])}, Overlay
        )
    except Refused as refused:
        raise Refused(tuple(map(_placed, refused.faults))) from refused


def _placed(fault: Fault) -> Fault:
    rows = fault.path[:1] == ("variants",)
    return fault if rows else replace(fault, path=("overlay", *fault.path))
