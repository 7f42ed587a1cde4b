"""The reports of a business that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assessment.domain.quarters import Quarter
from assessment.journey.results.models import Result
from assessment.journey.results.queries import quarter_named
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.models import ReportRun, RunStatus
from assessment.outputs.reports.options import Options
from assessment.outputs.reports.services import holds
from assessment.outputs.reports.wording.options import chosen
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

SHOWN = 20


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One report that somebody asked for, and whether its file is still there."""

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
        """Whether it was printed, but our disk could not keep it."""
        return self.failed and self.run.reason == "disk"

    @property
    def options(self) -> Options:
        return Options.read(self.run.options)

    @property
    def choices(self) -> str:
        """What was chosen for it, in words; empty where all is as usual."""
        return chosen(self.options, self.compared)

    @property
    def same_again(self) -> str:
        """The end of an address that chooses the same quarter and the same things."""
        quarter = [("quarter", self.quarter.slug)] if self.quarter else []
        return f"?{urlencode([*quarter, *self.options.pairs])}"

    @property
    def short_hash(self) -> str:
        return self.run.content_hash[:8]


def history_of(
    business: Business, results: Sequence[Result], consultancy: Consultancy | None
) -> list[HistoryLine]:
    """The last reports that were asked for, newest first; one query.

    Those that another practice than the reader's made under its own name are not among them.
    """
    open_ones = business.report_runs.open_to(consultancy).select_related("asked_by")
    runs = open_ones.order_by("-asked_at", "-pk")
    return [line_of(run, results) for run in runs[:SHOWN]]


def line_of(run: ReportRun, results: Sequence[Result]) -> HistoryLine:
    compare = str(run.options.get("compare", ""))
    return HistoryLine(
        run,
        compared=quarter_named(results, compare) if compare else None,
        quarter=quarter_named(results, run.quarter),
        has_file=run.status == RunStatus.DONE and holds(run.content_hash),
    )
