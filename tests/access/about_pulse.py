"""The part of the access matrix about asking the team: for the business, and for staff."""

from datetime import date
from typing import Any

from assessment.foundation.links.tokens import hash_of
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from assessment.voices.pulse.forms import SignedChoices
from assessment.voices.pulse.models import PulseBox, PulsePass, PulseRound, PulseWay
from assessment.voices.pulse.presenters import Choices
from assessment.voices.pulse.tokens import code_of, hash_of_code
from tests.access.urls import KEY, OWN_KEY, TOKEN

LOOKING = """
                    owner editor viewer consultant former stranger nobody
voices               200   200    200      200      404     404     302
side_by_side         200   200    200      200      404     404     302
pulse                200   200    200      200      404     404     302
ask_team             302   302    403      403      404     404     302
remind_team          405   405    403      403      404     404     302
extend_pulse         200   200    403      403      404     404     302
close_pulse          200   200    403      403      404     404     302
leave_pulse          200   200    403      403      404     404     302
pulse_poster_pdf     200   200    403      403      404     404     302
team_talk            200   200    200      200      404     404     302
team_talk_pdf        200   200    200      200      404     404     302
pulse_round          200   200    200      200      404     404     302
pulse_code           200   200    200      200      200     200     200
pulse_kept           200   200    200      200      200     200     200
answer_pulse         200   200    200      200      200     200     200
pulse_thanks         200   200    200      200      200     200     200
"""
# A round is open, so no other one can be started.
SENDING = """
                    owner editor viewer consultant former stranger nobody
ask_team             302   302    403      403      404     404     302
remind_team          302   302    403      403      404     404     302
extend_pulse         302   302    403      403      404     404     302
close_pulse          302   302    403      403      404     404     302
leave_pulse          302   302    403      403      404     404     302
pulse_code           302   302    302      302      302     302     302
answer_pulse         302   302    302      302      302     302     302
"""
PRINTS = {"pulse_poster_pdf", "team_talk_pdf"}
OUTCOME = {
    "people": 6,
    "dimensions": {"culture": "100/3", "policies": None},
    "awareness": "40",
    "engagement": None,
}


def forms() -> dict[str, dict[str, Any]]:
    """Return the fields that the forms of these pages submit."""
    items = ModelVersion.objects.latest("published_at").maturity.pulse_items
    chosen = Choices(chosen=("1",) * len(items))
    so_far = SignedChoices(items, hash_of(TOKEN)).written(chosen)
    return {
        "extend_pulse": {"closes_on": "2026-12-11", "shows_on": "2026-12-18"},
        "pulse_code": {"code": "r7k-2m9-txq"},
        "answer_pulse": {"so_far": so_far, "do": "send", "words": "More hands at noon."},
    }


def make_rounds(business: Business) -> None:
    """Create a round that closed with a result, and one with a poster that is open."""
    facts = {
        "business": business,
        "model_version": ModelVersion.objects.latest("published_at"),
        "people": 7,
        "threshold": 5,
        "asked_by": "Olga",
    }
    PulseRound.objects.create(
        **facts,
        key=KEY,
        way=PulseWay.MAIL,
        started_on=date(2026, 8, 3),
        counted_on=date(2026, 8, 17),
        closes_on=date(2026, 8, 17),
        shows_on=date(2026, 8, 24),
        closed_on=date(2026, 8, 17),
        answered=6,
        outcome=OUTCOME,
        words=["More hands at noon."],
    )
    running = PulseRound.objects.create(
        **facts,
        key=OWN_KEY,
        way=PulseWay.POSTER,
        started_on=date(2026, 11, 16),
        counted=5,
        counted_on=date(2026, 11, 20),
        closes_on=date(2026, 12, 4),
        shows_on=date(2026, 12, 11),
        code_hash=hash_of_code(code_of(OWN_KEY)),
    )
    PulseBox.objects.create(round=running, sheets=[[1] * 10] * 5)
    PulsePass.objects.create(token_hash=hash_of(TOKEN), round=running)
