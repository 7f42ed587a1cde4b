"""The pulse of the sample: a round that six of seven people answered, and that has closed."""

from datetime import date, timedelta

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from assessment.site.operations.demo.businesses import MORNING, moment
from assessment.voices.pulse.models import PulseRound, PulseWay
from assessment.voices.pulse.queries import door_behind
from assessment.voices.pulse.services import NewRound, close_round, send_answers, start_round
from assessment.voices.pulse.tokens import code_of

ASKED_ON, CLOSED_ON, SHOWN_ON = date(2026, 11, 13), date(2026, 11, 27), date(2026, 12, 4)
PEOPLE, ANSWERED = 7, 6
SUMS = (9, 7, 11, 7, 13, 9, 9, 5, 8, 8)
"""All steps that were answered to each question, added up."""
WORDS = (
    "Write down what we say when the kitchen is full.",
    "Two of us on the machine from eight to nine would do it.",
    "I never know if I may give a free one.",
    "Let us hear the nice ones too.",
    "It’s a good place to work. Just tell us things sooner.",
    "",
)


def ask_team(business: Business, by: User, version: ModelVersion) -> None:
    """Add the round, unless the business has asked its team before."""
    if business.pulse_rounds.exists():
        return
    asked_at = moment(ASKED_ON, MORNING)
    new = NewRound(
        way=PulseWay.POSTER,
        people=PEOPLE,
        addresses=(),
        closes_on=CLOSED_ON,
        shows_on=SHOWN_ON,
        reminds=False,
    )
    found = start_round(business=business, new=new, by=by, at=asked_at, link=str)
    # A site can have newer questions of its own, which the sample does not answer.
    PulseRound.objects.filter(pk=found.pk).update(model_version=version)
    door = door_behind(code_of(found.key), asked_at)
    for person, words in enumerate(WORDS):
        answers = [(total + person) // ANSWERED for total in SUMS]
        if door:
            send_answers(door=door, answers=answers, words=words, at=asked_at)
    close_round(round_=found, at=moment(CLOSED_ON + timedelta(days=1), MORNING))
