"""The points for the next meeting with a client, each linked to its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.consulting.clients.queries.client import ClientRecord
from assessment.consulting.clients.wording import meeting as words
from assessment.domain.model.answers import NOT_SURE, Evidence
from assessment.domain.model.maturity import Practice
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.wording.areas import weakest_first
from assessment.journey.results.wording.verdict import way_up

MOST_RISEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint:
    """One point: what kind it is, what to say and why, words to begin with, and its place."""

    kind: str
    head: str
    text: str
    ask: str
    url: str
    place: str


def meeting_points(record: ClientRecord, evidence_url: str) -> tuple[MeetingPoint, ...]:
    """Return the points in the order of a good conversation; none before the first result."""
    if record.submission is None:
        return ()
    return (
        *what_to_thank_for(record, record.submission),
        *late_actions(record),
        *answers_not_sure(record, record.submission),
        *answers_without_notes(record.submission, evidence_url),
        *the_lowest_area(record, record.submission),
    )


def what_to_thank_for(record: ClientRecord, submission: Submission) -> Iterator[MeetingPoint]:
    both = record.both
    risen = (*both.risen, *both.probably_risen) if both else ()
    for area in risen[:MOST_RISEN]:
        change = both.area(area.key) if both else None
        if change is not None:
            done = [p for p in record.done_since if p.dimension and p.dimension.key == area.key]
            yield MeetingPoint(
                kind=_("Begin with thanks"),
                head=words.rose(area, change),
                text=words.done_for_it(done),
                ask=_("What is different for your customers now? Who noticed first?"),
                url=_area_url(record, submission, area.key),
                place=_("The answers in %(area)s") % {"area": area.title},
            )
    if record.done_now and not risen:
        yield MeetingPoint(
            kind=_("Begin with thanks"),
            head=words.done_head(len(record.done_now)),
            text=_("%(actions)s.") % {"actions": words.named([p.title for p in record.done_now])},
            ask=_("What has become easier since?"),
            url=reverse("plan", args=[record.business.slug]),
            place=_("The plan"),
        )


def late_actions(record: ClientRecord) -> Iterator[MeetingPoint]:
    if record.late:
        first = record.late[0]
        yield MeetingPoint(
            kind=_("Ask"),
            head=words.late_head(len(record.late)),
            text=words.late_text(first),
            ask=_("Which of them would help most? Shall we move or drop the others?")
            if record.late[1:]
            else _("Is it still worth doing? Who could do it, and by when?"),
            url=reverse("plan_item", args=[record.business.slug, first.key]),
            place=_("“%(action)s” in the plan") % {"action": first.title},
        )


def answers_not_sure(record: ClientRecord, submission: Submission) -> Iterator[MeetingPoint]:
    answers = submission.sheet.answers
    unsure = [p for p in submission.model.practices if answers[p.code].value == NOT_SURE]
    if unsure:
        yield MeetingPoint(
            kind=_("Find out"),
            head=words.not_sure_head(len(unsure)),
            text=words.questions(unsure),
            ask=_("Who could find out, and until when?"),
            url=_area_url(record, submission, unsure[0].dimension),
            place=_("The first of these answers"),
        )


def answers_without_notes(submission: Submission, evidence_url: str) -> Iterator[MeetingPoint]:
    bare = unbacked(submission)
    if bare:
        yield MeetingPoint(
            kind=_("Ask to see"),
            head=words.unbacked_head(len(bare)),
            text=words.questions(bare),
            ask=_("Where could a stranger see this? Please note it beside the answer."),
            url=evidence_url,
            place=_("The notes behind the answers"),
        )


def unbacked(submission: Submission) -> Sequence[Practice]:
    """Return the questions answered so high that they need a note, and have none."""
    least, answers = submission.rule.unbacked_from, submission.sheet.answers
    return [
        practice
        for practice in submission.model.practices
        if answers[practice.code].evidence is Evidence.NONE and answers[practice.code].step >= least
    ]


def the_lowest_area(record: ClientRecord, submission: Submission) -> Iterator[MeetingPoint]:
    known = [s for s in weakest_first(submission) if s.scored and not s.unknown]
    if known[1:]:
        area = submission.model.dimension(known[0].key)
        yield MeetingPoint(
            kind=_("Decide"),
            head=words.lowest_head(area, known[0]),
            text=way_up(submission),
            ask=_("What would your customers like you to change here first?"),
            url=_area_url(record, submission, area.key),
            place=_("The answers in %(area)s") % {"area": area.title},
        )


def _area_url(record: ClientRecord, submission: Submission, key: str) -> str:
    return reverse("area_answers", args=[record.business.slug, submission.quarter.slug, key])
