"""Measure reports, pages, plans, saves and scoring rules, each beside a reference in the same run.

The exit code is 3 if two measurements of the reference differ: the machine is too noisy.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import (
    bulk,
    database,
    fairness,
    instrument,
    pdf,
    plan,
    portfolio,
    results,
    site,
    web,
)
from benchmarks.limits import beyond, limits_of, lines_of
from benchmarks.measuring import NOISY, Report, run

LANES = {
    "plan": plan.lane,
    "web": web.lane,
    "results": results.lane,
    "portfolio": portfolio.lane,
    "db": database.lane,
    "queue": fairness.lane,
    "site": site.lane,
    "bulk": bulk.lane,
    "instrument": instrument.lane,
    "pdf": pdf.lane,
}
ROUNDS = 7
TOO_MUCH, TOO_NOISY = 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    names = list(LANES) if options.lane == "all" else [options.lane]
    limits = {name: limits_of(name) for name in names}
    reports = [measured(name, options.rounds, limits[name]) for name in names]
    if options.json:
        found = json.dumps([report.as_json() for report in reports], indent=2)
        options.json.write_text(found + "\n", encoding="utf-8")
    if noisy := [report.lane for report in reports if report.noisy]:
        return failed(f"machine too noisy: {', '.join(noisy)}", TOO_NOISY)
    if options.check and (exceeded := beyond(reports, limits)):
        return failed(f"over the limit: {', '.join(exceeded)}", TOO_MUCH)
    return 0


def parser() -> argparse.ArgumentParser:
    bench = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    bench.add_argument("--lane", choices=[*LANES, "all"], default="all")
    bench.add_argument("--rounds", type=int, default=ROUNDS)
    bench.add_argument("--json", type=Path, metavar="FILE", help="also write the results here")
    bench.add_argument(
        "--check", action="store_true", help="exit with 1 if a limit in pyproject.toml is exceeded"
    )
    return bench


def measured(name: str, rounds: int, limits: Mapping[str, float]) -> Report:
    with LANES[name]() as lane:
        for line in lane.table:
            print(line)
        report = run(lane, rounds)
    print(
        f"{name}: {rounds} rounds, two measurements of the reference differ by {report.off:.1%} "
        f"(limit {NOISY:.0%})"
    )
    for line in [*lines_of(report, limits), *(f"  - {reason}" for reason in report.skipped)]:
        print(line)
    return report


def failed(why: str, code: int) -> int:
    print(why, file=sys.stderr)
    return code
