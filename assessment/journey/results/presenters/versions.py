"""The results of one quarter, and whether the one shown can be corrected or repeated."""

from dataclasses import dataclass
from datetime import date

from assessment.domain.quarters import Quarter
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import History
from assessment.parties.businesses.models import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A link to one result; `here` is true for the one on the page."""

    slug: str
    extra: int
    revision: int
    sent_on: date
    score: str
    newest: bool
    here: bool


@dataclass(frozen=True, kw_only=True)
class Version:
    """One result among the others of its quarter, and whether it is the newest.

    `lines` lists them all, extra checks last. `correct_until` is the last day for corrections, or
    None. `open` is an unsent correction or extra check, if there is one.
    """

    slug: str
    extra: int
    revision: int
    sent_on: date
    outdated: bool
    newest: bool
    lines: tuple[VersionLine, ...]
    correct_until: date | None
    can_check_again: bool
    open: Assessment | None

    @property
    def counts(self) -> bool:
        """Whether the plan, reports and comparisons use this result."""
        return not (self.extra or self.outdated)

    @property
    def corrected(self) -> bool:
        return self.revision > 1

    @property
    def several(self) -> bool:
        return len(self.lines) > 1

    @property
    def can_be_followed(self) -> bool:
        return bool(self.correct_until or self.can_check_again or self.open)


def version_of(
    history: History, result: Result, business: Business, today: date, open_one: Assessment | None
) -> Version:
    """Describe a result and its options, for someone who can answer the questions."""
    idle = open_one is None
    correctable = idle and can_be_corrected(history, result, today)
    own = result.assessment
    running = Quarter.running(today, business.first_month, own.quarter)
    still_running = result == history.quarters[-1] and running == own.quarter
    return Version(
        slug=own.slug,
        extra=own.extra,
        revision=own.revision,
        sent_on=business.day(result.frozen_at),
        outdated=result != history.named(own.slug),
        newest=result == history.quarters[-1],
        lines=tuple(_line(history, r, result, business) for r in history.beside(result)),
        correct_until=own.quarter.closes_on if correctable else None,
        can_check_again=idle and still_running,
        open=open_one,
    )


def can_be_corrected(history: History, result: Result, today: date) -> bool:
    """Return whether this is the newest quarter and its two weeks for corrections still run."""
    return result == history.quarters[-1] and today <= result.assessment.quarter.closes_on


def _line(history: History, one: Result, shown: Result, business: Business) -> VersionLine:
    own = one.assessment
    return VersionLine(
        slug=own.slug,
        extra=own.extra,
        revision=own.revision,
        sent_on=business.day(one.frozen_at),
        score=one.points,
        newest=one == history.named(own.slug),
        here=one == shown,
    )
