"""Choose the two checks to compare: the requested ones, or two that are a year apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.dates import quarter_name
from assessment.journey.trends.wording import quarters as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The raw quarter names in a link; empty for those that are missing."""

    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One option in a list of quarters."""

    slug: str
    title: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Period:
    """The two checks to compare; `note` explains why they differ from the requested ones."""

    submissions: tuple[Submission, ...]
    before: Submission
    now: Submission
    note: str = ""

    @property
    def newest(self) -> bool:
        return self.now is self.submissions[-1]

    @property
    def span(self) -> str:
        return words.span(self.before.quarter, self.now.quarter, newest=self.newest)

    @property
    def befores(self) -> tuple[Option, ...]:
        """The options for the earlier quarter, newest first."""
        return tuple(
            _option(submission, self.before) for submission in reversed(self.submissions[:-1])
        )

    @property
    def nows(self) -> tuple[Option, ...]:
        return tuple(_option(submission, self.now) for submission in reversed(self.submissions[1:]))


def _option(submission: Submission, chosen: Submission) -> Option:
    return Option(submission.quarter.slug, quarter_name(submission.quarter), submission is chosen)


def period_of(submissions: Sequence[Submission], asked: Asked) -> Period:
    """Return the requested period, or the usual one with a note why.

    Takes at least two checks, oldest first.
    """
    usual = Period(
        submissions=tuple(submissions), before=_usual_before(submissions), now=submissions[-1]
    )
    by_slug = {submission.quarter.slug: submission for submission in submissions}
    before, now = by_slug.get(asked.before.lower()), by_slug.get(asked.now.lower())
    if (asked.before and not before) or (asked.now and not now):
        return _with_note(usual, words.no_such_check)
    now = now or submissions[-1]
    upto = submissions[: submissions.index(now) + 1]
    if before is None and len(upto) == 1:
        return _with_note(usual, words.nothing_before)
    before = before or _usual_before(upto)
    if before is now:
        return _with_note(usual, words.same_twice)
    if before.quarter < now.quarter:
        return replace(usual, before=before, now=now)
    return replace(usual, before=now, now=before, note=words.swapped())


def _with_note(usual: Period, note: Callable[[Quarter, Quarter], str]) -> Period:
    return replace(usual, note=note(usual.before.quarter, usual.now.quarter))


def _usual_before(submissions: Sequence[Submission]) -> Submission:
    """Return the check a year before the last one, or the one just before it."""
    *earlier, now = submissions
    a_year_before = [
        submission
        for submission in earlier
        if words.months_between(submission.quarter, now.quarter) == words.YEAR_MONTHS
    ]
    return a_year_before[0] if a_year_before else earlier[-1]
