"""A calibrated version of a model: figures of doubt, laid over the version they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256

from assessment.domain.exchange.structuring import Refused, Rule, StrictReader
from assessment.domain.exchange.toml_rules import (
    KINDS,
    FaultyModel,
    Table,
    fault_message,
    table_or_empty,
)
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.scoring.calibration import Calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibratedVersion:
    """Which version the figures make, and which one they are laid over."""

    id: str
    version: str
    base: str
    base_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibratedFigures:
    """The only figures that a calibration can change; None keeps that of the base."""

    retest_noise: Fraction | None = None
    retest_noise_note: Fraction | None = None
    retest_noise_checked: Fraction | None = None
    retest_noise_other: Fraction | None = None
    shared_share: Fraction | None = None
    shared_share_other: Fraction | None = None
    acted_margin: Fraction | None = None
    item_noise: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationData:
    """How many businesses the figures come from, and the days on which they answered."""

    retests: int
    raters: int
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFile:
    model: CalibratedVersion
    scoring: CalibratedFigures
    calibration: CalibrationData


READER = StrictReader(
    table=Rule(must_be="must be a table", fits=lambda given: isinstance(given, dict)),
    kinds={
        **KINDS,
        date: Rule(must_be="must be a date", fits=lambda given: type(given) is date),
    },
)
NAMES = {"since": "from", "until": "to"}
"""The names in the file, which has `from`. Python does not allow that as the name of a field."""


def is_calibration(file: Table) -> bool:
    """Tell whether the tables are figures to lay over another version."""
    return "base" in table_or_empty(file.get("model"))


def laid_over(text: str, file: Table, base: MaturityModel | None) -> MaturityModel:
    """Return the base with the figures of a calibration, and every question mapped to itself.

    Raises:
        FaultyModel: The base is another one, or the file has a key that it may not have.
    """
    given = _read(file)
    if base is None or (base.key, base.content_hash) != (given.model.base, given.model.base_hash):
        raise FaultyModel([f"model: base must be the published {given.model.base}"])
    if given.model.id != base.id:
        raise FaultyModel([f"model: id must be {base.id}"])
    figures = {each.name: getattr(given.scoring, each.name) for each in fields(given.scoring)}
    kept = {name: figure for name, figure in figures.items() if figure is not None}
    same = {practice.key: practice.key for practice in base.practices}
    return replace(
        base,
        version=given.model.version,
        base=base.key,
        scoring=replace(base.scoring, **kept),
        mappings={**base.mappings, base.key: same},
        content_hash=sha256(text.encode()).hexdigest(),
    )


def calibration_text(
    base: MaturityModel, version: str, found: Calibration, since: date, until: date
) -> str:
    """Return the text of a calibrated version, ready to be loaded like any other."""
    lines = [
        "[model]",
        f'id = "{base.id}"',
        f'version = "{version}"',
        f'base = "{base.key}"',
        f'base_hash = "{base.content_hash}"',
        "\n[scoring]",
        *(f"{name} = {figure}" for name, figure in sorted(found.figures.items())),
        "\n[scoring.item_noise]",
        *(f"{code} = {noise}" for code, noise in sorted(found.item_noise.items())),
        "\n[calibration]",
        f"retests = {found.retests}",
        f"raters = {found.raters}",
        f"from = {since}",
        f"to = {until}",
    ]
    return "\n".join(lines) + "\n"


def _read(file: Table) -> CalibrationFile:
    renamed = {new: old for old, new in NAMES.items()}
    given = table_or_empty(file.get("calibration"))
    data = {renamed.get(key, key): part for key, part in given.items()}
    tables = {"scoring": {}, **file, "calibration": data}
    try:
        return READER.read(tables, CalibrationFile)
    except Refused as refused:
        faults = (
            replace(fault, path=tuple(NAMES.get(str(part), part) for part in fault.path))
            for fault in refused.faults
        )
        raise FaultyModel(fault_message(file, fault, ()) for fault in faults) from refused
