"""Find the current quarter of a business, and the check it is working on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain

from django.db.models import Q

from assessment.domain.quarters import DAYS_OF_GRACE, Quarter
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.queries import newest_version


def quarter_after(business: Business, quarter: Quarter) -> Quarter:
    """Return the next quarter to check after this one, in the business's own months."""
    return quarter.following(business.first_month)


def open_between(business: Business, quarter: Quarter) -> Assessment | None:
    """Return the open correction or extra check of a quarter, or None."""
    of_quarter = Assessment.objects.open().filter(
        business=business, quarter_starts_on=quarter.starts_on
    )
    return of_quarter.filter(Q(revision__gt=1) | Q(extra__gt=0)).order_by("extra").first()


def current_assessment_of(
    business: Business, today: date, *, to_change: bool = False
) -> CurrentAssessment:
    """Return the check a business is working on; one query, two before its first answer.

    The order of precedence is an open correction, an open extra check, a late check, and the
    current quarter's own. A late check was started last quarter and is still open. It no longer
    counts once the new quarter's check is started. It then belongs to `unsent`, like every other
    check with answers that can no longer be sent.

    With `to_change`, inside a transaction, the rows stay locked until the end of the transaction.
    Nobody else can then submit or answer the check.
    """
    every = _read(_rows(business, today, to_change=to_change), business)
    checked = _checked_last(every)
    sheets = [s for s in every if s.can_be_sent(today, checked)]
    running = _running(sheets, Quarter.running(today, business.first_month, checked), today)
    candidates = list(_in_order(sheets, running))
    sheet = candidates[0] if candidates else None
    version = sheet.assessment.model_version if sheet else newest_version()
    current = CurrentAssessment(
        business=business,
        today=today,
        running=running,
        quarter=sheet.assessment.quarter if sheet else running,
        due_on=_due_on(sheets, running, business),
        model=version.fitted_to(business.circumstances),
        assessment=sheet.assessment if sheet else None,
        answers=sheet.answers if sheet else {},
    )
    left = [s for s in every if s.open and s.started and s not in candidates]
    return replace(current, unsent=[_as_left(s, current) for s in left])


def _as_left(sheet: "_Sheet", current: CurrentAssessment) -> CurrentAssessment:
    """Return a check that can no longer be sent, as it was left."""
    return replace(
        current,
        quarter=sheet.assessment.quarter,
        model=sheet.assessment.model_version.fitted_to(current.business.circumstances),
        assessment=sheet.assessment,
        answers=sheet.answers,
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One assessment with its answers, keyed by practice code."""

    assessment: Assessment
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.assessment.submitted_at is None

    @property
    def own(self) -> bool:
        """Whether this is the quarter's own check, not an extra one."""
        return not self.assessment.extra

    @property
    def started(self) -> bool:
        """Whether anybody has answered, apart from what was copied or set aside at the start."""
        copied, model = int(self.assessment.corrects), self.assessment.fitted_model
        given = (a for a in self.answers.values() if a.given and a.revision > copied)
        return any(not answer.is_as_at_start(model.practice(answer.practice)) for answer in given)

    def can_be_sent(self, today: date, checked: Quarter | None) -> bool:
        """Whether it was sent already, or its time has neither passed nor been taken."""
        if not self.open:
            return True
        if checked and self.is_overtaken_by(checked):
            return False
        still_open_from = _ending_with(today - timedelta(days=DAYS_OF_GRACE))
        return self.assessment.quarter >= still_open_from

    def is_overtaken_by(self, checked: Quarter) -> bool:
        """Whether some of its months are covered by a check that has since been sent."""
        first = self.own and not self.assessment.corrects
        return self.open and first and self.assessment.quarter.starts_on <= checked.ends_on


def _rows(business: Business, today: date, *, to_change: bool) -> Iterable[Answer]:
    """Return the answers of all candidates, newest quarter and revision first."""
    # Read from the side of the answers, one query brings both answers and assessments. Every
    # assessment is found that way, because its blank answers exist from the start. Open ones are
    # read however old they are, because nothing that was answered may disappear.
    still_open_from = _ending_with(today - timedelta(days=DAYS_OF_GRACE)).starts_on
    # After a business moves its quarters, a sent check can cover months of an open one. Sent checks
    # are therefore read from one more quarter back.
    may_overlap = Q(
        assessment__submitted_at__isnull=False,
        assessment__extra=0,
        assessment__quarter_starts_on__gte=_ending_with(still_open_from).starts_on,
    )
    answers = (
        Answer.objects.filter(
            Q(assessment__submitted_at=None) | may_overlap, assessment__business=business
        )
        .select_related("assessment__model_version")
        .defer("assessment__model_version__source")
        .order_by("-assessment__quarter_starts_on", "-assessment__revision")
    )
    # Locking only the assessment is enough: every save and the submission lock the same row first.
    # SQLite ignores the lock; there the write transaction itself keeps others out.
    return answers.select_for_update(of=("assessment",)) if to_change else answers


def _ending_with(day: date) -> Quarter:
    """Return the quarter whose last month is the month of `day`."""
    return Quarter.containing(day, day.month + 1)


def _read(rows: Iterable[Answer], business: Business) -> Sequence[_Sheet]:
    """Group the answers by assessment."""
    sheets: dict[int, _Sheet] = {}
    for row in rows:
        row.assessment.business = business
        sheet = sheets.setdefault(row.assessment_id, _Sheet(row.assessment))
        sheet.answers[row.practice] = row
    return list(sheets.values())


def _checked_last(sheets: Iterable[_Sheet]) -> Quarter | None:
    sent = (s.assessment.quarter for s in sheets if s.own and not s.open)
    return max(sent, default=None)


def _due_on(sheets: Sequence[_Sheet], running: Quarter, business: Business) -> date:
    """Return when the current quarter's check falls due, or the next one if it has been sent."""
    checked = _checked_last(sheets)
    if checked is None:
        return running.starts_on
    sent = (s.assessment for s in sheets if s.own and s.assessment.quarter == checked)
    sent_on = business.day(min(one.submitted_at for one in sent if one.submitted_at))
    coming = running if checked < running else quarter_after(business, checked)
    return coming.check_due_on(sent_on)


def _running(sheets: Sequence[_Sheet], running: Quarter, today: date) -> Quarter:
    """Return the current quarter; one started before the quarters were moved runs until its end."""
    if any(s.open and s.own and s.assessment.quarter == running for s in sheets):
        return running
    started = (s.assessment.quarter for s in sheets if s.open and s.own and s.started)
    return max((q for q in started if running.starts_on < q.starts_on <= today), default=running)


def _in_order(sheets: Sequence[_Sheet], running: Quarter) -> Iterator[_Sheet]:
    """Yield the candidates in order of precedence."""
    corrections = [s for s in sheets if s.open and s.assessment.corrects]
    between = [s for s in sheets if s.open and not s.own]
    quarters = [s for s in sheets if s.own]
    of_running = [s for s in quarters if s.assessment.quarter == running]
    late = [s for s in quarters if s.open and s.started and s.assessment.quarter < running]
    return chain(corrections, between, [] if of_running else late, of_running)
