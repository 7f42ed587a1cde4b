"""Limits for the measured figures, read from pyproject.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings

from benchmarks.measuring import Report

PROJECT = Path(settings.BASE_DIR) / "pyproject.toml"


def limits_of(lane: str, project: Path = PROJECT) -> Mapping[str, float]:
    """Return the limits in [tool.cairn.bench.<lane>] by the names of the figures."""
    tables = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["cairn"]["bench"]
    limits: Mapping[str, float] = tables.get(lane, {})
    return limits


def lines_of(report: Report, limits: Mapping[str, float]) -> list[str]:
    """Return a line for each figure, with its limit if it has one."""
    lines = [line_of(name, value, limits.get(name)) for name, value in report.figures.items()]
    missing = [f"  - {name}: not measured" for name in limits if name not in report.figures]
    return [*lines, *missing]


def line_of(name: str, value: float, limit: float | None) -> str:
    if limit is None:
        return f"    {name}: {value:.4g}"
    return f"  {'✗' if value > limit else '✓'} {name}: {value:.4g} (limit {limit:g})"


def beyond(reports: Sequence[Report], limits: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the names of the figures that exceed their limits."""
    return [
        f"{report.lane}.{name}"
        for report in reports
        for name, value in report.figures.items()
        if value > limits[report.lane].get(name, float("inf"))
    ]
