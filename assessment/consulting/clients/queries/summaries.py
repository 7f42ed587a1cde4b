"""The newest summary that a practice has written about a client."""

from dataclasses import dataclass

from assessment.consulting.clients.queries.client import ClientRecord
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import SUMMARY
from assessment.parties.consultancies.models import Consultancy


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSummary:
    """A summary and the numbers its sentences were made from.

    `current` says whether it is about the latest check. An earlier one is only a starting point,
    and no report of the latest check prints it.
    """

    text: str = ""
    sources: tuple[dict[str, str], ...] = ()
    current: bool = True
    known: bool = False


def summary_of(record: ClientRecord, consultancy: Consultancy) -> WrittenSummary:
    """Return the summary of the latest check, or else the newest of an earlier one; one query."""
    if record.result is None:
        return WrittenSummary()
    about, private = SUMMARY
    comments = Comment.objects.filter(
        result__assessment__business=record.business,
        result__assessment__extra=0,
        about=about,
        private=private,
        consultancy=consultancy,
    )
    newest = comments.select_related("result__assessment").order_by(
        "result__assessment__quarter_starts_on", "result__assessment__revision"
    )
    found = newest.last()
    if found is None:
        return WrittenSummary()
    return WrittenSummary(
        text=found.text,
        sources=tuple(found.sources),
        current=found.result.assessment.quarter == record.result.assessment.quarter,
        known=True,
    )
