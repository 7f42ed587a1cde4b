"""What other pages say about second opinions: the hub, the home page and the results."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from assessment.domain.model.answers import Evidence
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.presenters.second_eyes import SecondEyes
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from assessment.voices.second_opinions.queries.comparison import compared, pair_of
from assessment.voices.second_opinions.queries.opinions import (
    check_to_ask_about,
    newest_opinion,
    people_to_ask,
)


class OpinionState(StrEnum):
    """How far a second opinion is.

    NO_CHECK: no check to ask about. NOBODY: nobody can be asked before somebody is let in.
    FREE: somebody can be asked. ASKED: a person was, and has not said yes. APART: both sides, or
    one of them, are answering. REVEALED: both can compare.
    """

    NO_CHECK = "no_check"
    NOBODY = "nobody"
    FREE = "free"
    ASKED = "asked"
    APART = "apart"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionCard:
    """The second opinion on the newest check of a business, for its card on the hub.

    Before the reveal, only `answered` of `total` is known: how many questions the second `person`
    has answered, not how. `alike`, `far` (two steps apart or more) and `to_settle` are 0 until
    then. `to_find_out` has the title and the day of what both want to find out. `slug` is the
    address of the comparison's quarter.
    """

    state: OpinionState
    person: str = ""
    is_reader: bool = False
    answered: int = 0
    total: int = 0
    alike: int = 0
    far: int = 0
    to_settle: int = 0
    to_find_out: tuple[tuple[str, date], ...] = ()
    slug: str = ""


def second_opinion_for_hub(business: Business, viewer: User, at: datetime) -> OpinionCard:
    """Return what the hub shows; at most eight queries."""
    opinion = newest_opinion(business)
    check = check_to_ask_about(business, business.day(at), at)
    if opinion is None or opinion.row.ended_at or (check and check.quarter != opinion.quarter):
        if check is None:
            return OpinionCard(state=OpinionState.NO_CHECK)
        found = people_to_ask(check, viewer)
        return OpinionCard(state=OpinionState.FREE if found else OpinionState.NOBODY)
    row = opinion.row
    known = OpinionCard(
        state=OpinionState.APART if row.accepted_at else OpinionState.ASKED,
        person=str(row.person),
        is_reader=opinion.is_for(viewer),
        answered=opinion.answered,
        total=opinion.total,
    )
    if row.revealed_at is None:
        return known
    both = compared(opinion)
    return replace(
        known,
        state=OpinionState.REVEALED,
        alike=len(both.alike),
        far=len(both.far),
        to_settle=len(both.open),
        to_find_out=tuple(
            (pair.practice.short, pair.settlement.find_out_by)
            for pair in both.to_find_out
            if pair.settlement and pair.settlement.find_out_by
        ),
        slug=opinion.check.slug,
    )


def second_eyes_on(sent: Assessment, submission: Submission) -> SecondEyes | None:
    """Return it for one revision of a check; None without a revealed second opinion. One query.

    What both agreed counts where this revision says the same and is marked as checked.
    """
    if sent.extra:
        return None
    found = SecondAnswer.objects.filter(
        opinion__in=SecondOpinion.objects.revealed(),
        opinion__assessment__business=sent.business_id,
        opinion__assessment__quarter_starts_on=sent.quarter_starts_on,
    )
    rows = list(found.select_related("opinion", "settlement").order_by("-opinion__invited_at"))
    answers, practices = submission.sheet.answers, submission.model.practices
    newest = {row.practice: row for row in rows if row.opinion_id == rows[0].opinion_id}
    pairs = [
        pair_of(practice, newest[practice.code])
        for practice in practices
        if practice.code in newest
    ]
    checked = [pair for pair in pairs if pair.is_checked]
    same = sum(
        answers[pair.practice.code].evidence is Evidence.CHECKED
        and str(answers[pair.practice.code].value) == pair.agreed
        for pair in checked
    )
    return SecondEyes(checked=same, total=len(pairs), slug=sent.slug) if pairs else None


def asked_for_opinion(business: Business, person: User) -> SecondOpinion | None:
    """Return the question to this person that waits for a yes or no, or None; one query."""
    waiting = SecondOpinion.objects.open().filter(
        assessment__business=business, person=person, accepted_at=None
    )
    return waiting.select_related("invited_by").first()
