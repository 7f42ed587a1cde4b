"""What other pages say about second opinions: the hub, the home page and the results."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.presenters.second_eyes import SecondEyes
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondOpinion
from assessment.voices.second_opinions.queries.comparison import compared
from assessment.voices.second_opinions.queries.opinions import (
    check_to_ask_about,
    newest_opinion,
    opinion_of,
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


def second_eyes_on(sent: Assessment) -> SecondEyes | None:
    """Return it for one revision of a check; None without a revealed second opinion.

    What both agreed counts where this revision says the same and is marked as checked. Seven
    queries, or one if there is none.
    """
    rows = SecondOpinion.objects.revealed().filter(
        assessment__business=sent.business_id,
        assessment__quarter_starts_on=sent.quarter_starts_on,
    )
    if sent.extra or not rows.exists():
        return None
    people = rows.select_related("assessment__model_version", "person", "invited_by")
    opinion = opinion_of(people, sent.business)
    if opinion is None:
        return None
    stored = dict(sent.answers.filter(checked=True).values_list("practice", "value"))
    pairs = compared(opinion).checked
    checked = sum(stored.get(pair.practice.code) == pair.agreed for pair in pairs)
    return SecondEyes(checked=checked, total=opinion.total, slug=opinion.check.slug)


def asked_for_opinion(business: Business, person: User) -> SecondOpinion | None:
    """Return the question to this person that waits for a yes or no, or None; one query."""
    waiting = SecondOpinion.objects.open().filter(
        assessment__business=business, person=person, accepted_at=None
    )
    return waiting.select_related("invited_by").first()
