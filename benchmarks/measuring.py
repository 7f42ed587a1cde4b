"""Measures cases in shuffled rounds, with the reference twice, and reports the medians."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time

SEED = 20261001
NOISY = 0.10
"""Above this difference between two measurements of the reference, figures are unreliable."""
AGAIN = "the reference again"


@dataclass(frozen=True, slots=True)
class Cost:
    """The time that one run took."""

    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure; `go` runs it once and returns its cost."""

    name: str
    go: Callable[[], Cost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Cases that are compared with each other.

    `figures` calculates the lane's figures from the medians. `beside` measures those that need no
    rounds. `table` has lines to print before the figures.
    """

    name: str
    reference: Case
    cases: Sequence[Case]
    figures: Callable[["Medians"], Mapping[str, float]]
    beside: Callable[[], Mapping[str, float]] = dict
    table: Sequence[str] = ()
    skipped: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Medians:
    """The median cost of each case, by name."""

    costs: Mapping[str, Cost]

    def cpu(self, name: str) -> float:
        return self.costs[name].cpu_seconds

    def cpu_ratio(self, name: str, to: str) -> float:
        return self.cpu(name) / self.cpu(to)

    def wall_ratio(self, name: str, to: str) -> float:
        return self.costs[name].wall_seconds / self.costs[to].wall_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The results of a lane; `off` is the difference between both measurements of the reference."""

    lane: str
    rounds: int
    off: float
    figures: Mapping[str, float]
    medians: Medians = field(repr=False)
    skipped: Sequence[str] = ()

    @property
    def noisy(self) -> bool:
        return self.off > NOISY

    def as_json(self) -> dict[str, object]:
        return {
            "lane": self.lane,
            "rounds": self.rounds,
            "off": self.off,
            "noisy": self.noisy,
            "figures": dict(self.figures),
            "cases": {
                name: {"cpu_seconds": cost.cpu_seconds, "wall_seconds": cost.wall_seconds}
                for name, cost in self.medians.costs.items()
            },
            "skipped": list(self.skipped),
        }


def timed(do: Callable[[], object]) -> Callable[[], Cost]:
    """Return a function that measures a call in this process."""

    def go() -> Cost:
        cpu, wall = process_time(), perf_counter()
        do()
        return Cost(process_time() - cpu, perf_counter() - wall)

    return go


def run(lane: Lane, rounds: int) -> Report:
    """Run every case once to warm up, then all cases in each round, in a shuffled order."""
    again = Case(AGAIN, lane.reference.go)
    cases = [lane.reference, again, *lane.cases]
    # The first run imports modules, fills caches and starts processes, so it does not count.
    for case in cases:
        case.go()
    found: dict[str, list[Cost]] = {case.name: [] for case in cases}
    for case in in_rounds(cases, rounds):
        found[case.name].append(case.go())
    medians = Medians({name: usual(costs) for name, costs in found.items()})
    ratio = medians.cpu_ratio(AGAIN, lane.reference.name)
    return Report(
        lane=lane.name,
        rounds=rounds,
        off=max(ratio, 1 / ratio) - 1,
        figures={**lane.figures(medians), **lane.beside()},
        medians=medians,
        skipped=lane.skipped,
    )


def in_rounds(cases: Sequence[Case], rounds: int) -> Iterator[Case]:
    """Yield the cases in a shuffled order that is the same in every run.

    Shuffling spreads the load of other processes evenly over all cases.
    """
    order = random.Random(SEED)  # noqa: S311 - the order is not a secret
    for _round in range(rounds):
        yield from order.sample(cases, len(cases))


def usual(costs: Sequence[Cost]) -> Cost:
    # A median ignores single outliers, such as a run that was interrupted by other processes.
    return Cost(
        median(cost.cpu_seconds for cost in costs), median(cost.wall_seconds for cost in costs)
    )
