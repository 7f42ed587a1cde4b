"""Which quarter a business is in, and which check it has in hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from django.db.models import Q

from assessment.domain.quarters import DAYS_OF_GRACE, Quarter
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version


def quarter_of(business: Business, today: date) -> Quarter:
    """The quarter that a business is in, by its own months; one query.

    After its quarters were moved, the one it checked last goes on until a new one begins behind it.
    """
    sent = Assessment.objects.submitted().filter(business=business, extra=0)
    last = sent.order_by("quarter_starts_on").values_list("quarter_starts_on", flat=True).last()
    return Quarter.running(today, business.first_month, Quarter(last) if last else None)


def quarter_after(business: Business, quarter: Quarter) -> Quarter:
    """The next quarter that a business checks once it has checked this one."""
    behind = Quarter.containing(quarter.ends_on + timedelta(days=1), business.first_month)
    return behind if behind.starts_on > quarter.ends_on else behind.next()


def open_between(business: Business, quarter: Quarter) -> Assessment | None:
    """What is open beside the sent check of a quarter: a correction, or a check in between."""
    of_quarter = Assessment.objects.open().filter(
        business=business, quarter_starts_on=quarter.starts_on
    )
    return of_quarter.filter(Q(revision__gt=1) | Q(extra__gt=0)).order_by("extra").first()


def check_of_today(
    business: Business, today: date, *, to_change: bool = False
) -> CurrentAssessment:
    """The check that a business has in hand; one query, two before its first answer.

    That is a correction as long as it is open, else a check in between. Next comes the check of
    the last quarter that was begun and is neither sent, nor closed, nor left for the new one.
    Else it is the check of the quarter, begun or not.

    Read `to_change`, inside a transaction, nobody else can submit or answer it meanwhile.
    """
    sheets = _read(_rows(business, today, to_change=to_change))
    checked = _checked_last(sheets)
    running = _running(sheets, Quarter.running(today, business.first_month, checked), today)
    sheet = next(_in_order(sheets, running), None)
    version = sheet.assessment.model_version if sheet else newest_version()
    return CurrentAssessment(
        business=business,
        today=today,
        running=running,
        quarter=sheet.assessment.quarter if sheet else running,
        model=version.maturity,
        assessment=sheet.assessment if sheet else None,
        answers=sheet.answers if sheet else {},
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One assessment with its answers by practice."""

    assessment: Assessment
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.assessment.submitted_at is None

    @property
    def own(self) -> bool:
        """The quarter's own, not one in between."""
        return not self.assessment.extra

    @property
    def begun(self) -> bool:
        return any(answer.given for answer in self.answers.values())

    def is_overtaken_by(self, checked: Quarter) -> bool:
        """Whether it was begun for months of which some are in a check that was sent, or before."""
        first = self.own and not self.assessment.corrects
        return self.open and first and self.assessment.quarter.starts_on <= checked.ends_on


def _rows(business: Business, today: date, *, to_change: bool) -> Iterable[Answer]:
    """The answers of all that may be in hand, the newest quarter and revision first."""
    still_open_from = _ending_with(today - timedelta(days=DAYS_OF_GRACE)).starts_on
    may_be_finished = Q(
        assessment__submitted_at=None, assessment__quarter_starts_on__gte=still_open_from
    )
    may_overlap = Q(
        assessment__submitted_at__isnull=False,
        assessment__extra=0,
        assessment__quarter_starts_on__gte=_ending_with(still_open_from).starts_on,
    )
    answers = (
        Answer.objects.filter(may_be_finished | may_overlap, assessment__business=business)
        .select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
    )
    return answers.select_for_update(of=("assessment",)) if to_change else answers


def _ending_with(day: date) -> Quarter:
    """The three months of which the month of `day` is the last."""
    return Quarter.containing(day, day.month + 1)


def _read(rows: Iterable[Answer]) -> Sequence[_Sheet]:
    """What they belong to, without what was begun in months of which one was checked since."""
    sheets: dict[int, _Sheet] = {}
    for row in rows:
        sheet = sheets.setdefault(row.assessment_id, _Sheet(row.assessment))
        sheet.answers[row.practice] = row
    checked = _checked_last(sheets.values())
    return [sheet for sheet in sheets.values() if not (checked and sheet.is_overtaken_by(checked))]


def _checked_last(sheets: Iterable[_Sheet]) -> Quarter | None:
    sent = (s.assessment.quarter for s in sheets if s.own and not s.open)
    return max(sent, default=None)


def _running(sheets: Sequence[_Sheet], running: Quarter, today: date) -> Quarter:
    """The quarter of today; after moving back, the one begun before goes on until it is over."""
    if any(s.open and s.own and s.assessment.quarter == running for s in sheets):
        return running
    begun = (s.assessment.quarter for s in sheets if s.open and s.own and s.begun)
    return max((q for q in begun if running.starts_on < q.starts_on <= today), default=running)


def _in_order(sheets: Sequence[_Sheet], running: Quarter) -> Iterator[_Sheet]:
    """What may be in hand, what goes first in front."""
    corrections = [s for s in sheets if s.open and s.assessment.corrects]
    between = [s for s in sheets if s.open and not s.own]
    quarters = [s for s in sheets if s.own]
    of_running = [s for s in quarters if s.assessment.quarter == running]
    late = [s for s in quarters if s.open and s.begun and s.assessment.quarter < running]
    return chain(corrections, between, [] if of_running else late, of_running)
