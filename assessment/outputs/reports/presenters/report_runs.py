"""The reports that people requested for a business, as pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assessment.domain.quarters import Quarter
from assessment.journey.results.models import Result
from assessment.journey.results.queries import quarter_named
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.wording.options import chosen


@dataclass(frozen=True, slots=True)
class RunLine:
    """One requested report, and whether its file can be downloaded."""

    run: ReportRun
    quarter: Quarter | None
    compared: Quarter | None
    has_file: bool

    @property
    def edition(self) -> Edition:
        return Edition(self.run.edition)

    @property
    def paper(self) -> Paper:
        return Paper(self.run.paper)

    @property
    def under_way(self) -> bool:
        return self.run.ended_at is None

    @property
    def failed(self) -> bool:
        return self.run.status == RunStatus.FAILED

    @property
    def found_no_room(self) -> bool:
        """Whether it was printed but could not be saved, because the disk was full."""
        return self.failed and self.run.reason == "disk"

    @property
    def options(self) -> Options:
        return Options.read(self.run.options)

    @property
    def signs(self) -> list[str]:
        """The characters that had no font when it was requested, and where they are."""
        return list(self.run.options.get("signs", []))

    @property
    def choices(self) -> str:
        """Its options, as text; empty if all are defaults."""
        return chosen(self.options, self.compared)

    @property
    def same_again(self) -> str:
        """A query string that selects the same quarter and options on the reports page."""
        quarter = [("quarter", self.quarter.slug)] if self.quarter else []
        return f"?{urlencode([*quarter, *self.options.pairs])}"

    @property
    def short_hash(self) -> str:
        return self.run.content_hash[:8]


def run_lines(
    runs: Sequence[ReportRun], results: Sequence[Result], at_hand: Collection[str]
) -> list[RunLine]:
    """List the runs; `at_hand` contains the hashes of the reports that can be downloaded."""
    return [run_line(run, results, at_hand) for run in runs]


def run_line(run: ReportRun, results: Sequence[Result], at_hand: Collection[str]) -> RunLine:
    compare = str(run.options.get("compare", ""))
    return RunLine(
        run,
        compared=quarter_named(results, compare) if compare else None,
        quarter=quarter_named(results, run.quarter),
        has_file=run.status == RunStatus.DONE and run.content_hash in at_hand,
    )
