"""The part of the access matrix about sessions: for the practice, on the screen, for the client."""

from typing import Any

from django.utils import timezone

from assessment.consulting.sessions.models import ClientSession
from assessment.consulting.sessions.presenters.outcome import outcome_page
from assessment.consulting.sessions.queries import as_it_is, points_of
from assessment.parties.catalogue.library import own_model
from tests.access.urls import KEY
from tests.factories import new_operation

LOOKING = """
                    owner editor viewer consultant former stranger nobody
client_session       404   404    404      302      404     404     302
session_pane         404   404    404      200      404     404     302
session_turn         404   404    404      405      404     404     302
session_answer       404   404    404      405      404     404     302
session_screen       404   404    404      405      404     404     302
session_points       404   404    404      405      404     404     302
session_note         404   404    404      405      404     404     302
finish_session       404   404    404      200      404     404     302
session_outcome      404   404    404      200      404     404     302
session_outcome_pdf  404   404    404      200      404     404     302
screen_code          200   200    200      200      200     200     200
screen               200   200    200      200      200     200     200
screen_turn          405   405    405      405      405     405     405
screen_answer        405   405    405      405      405     405     405
sessions_held        200   200    403      403      404     404     302
session_held         200   200    403      403      404     404     302
session_held_pdf     200   200    403      403      404     404     302
open_own_screen      405   405    403      403      404     404     302
"""
# Saving one answer replies with what the page shows beside it. No code opens the screen here.
SENDING = """
                    owner editor viewer consultant former stranger nobody
client_session       404   404    404      302      404     404     302
session_pane         404   404    404      302      404     404     302
session_turn         404   404    404      302      404     404     302
session_answer       404   404    404      200      404     404     302
session_screen       404   404    404      302      404     404     302
session_points       404   404    404      302      404     404     302
session_note         404   404    404      302      404     404     302
finish_session       404   404    404      302      404     404     302
screen_code          422   422    422      422      422     422     422
screen               302   302    302      302      302     302     302
screen_turn          302   302    302      302      302     302     302
screen_answer        200   200    200      200      200     200     200
open_own_screen      302   302    403      403      404     404     302
"""
PRINTS = {"session_outcome_pdf", "session_held_pdf"}
SIGNED = {"present": "Connie\nOlga", "for_practice": "Connie", "for_business": "Olga"}


def forms() -> dict[str, dict[str, Any]]:
    """Return the fields that the forms of these pages submit."""
    answered = {
        field: value
        for practice in own_model().dimension("culture").practices
        for field, value in {
            f"{practice.code}-value": 3,
            f"{practice.code}-revision": 1,
            f"{practice.code}-operation": new_operation(),
        }.items()
    }
    answers = dict.fromkeys(("session_pane", "session_answer", "screen", "screen_answer"), answered)
    return {
        **answers,
        "client_session": {"minutes": 60},
        "session_turn": {"area": "policies"},
        "screen_turn": {"area": "policies"},
        "screen_code": {"code": "abcd-efgh"},
        "session_points": {"kind": "agreed", "agreed-text": "Write down five promises"},
        "session_note": {"note-text": "Ask about the till."},
        "finish_session": {**SIGNED, "seen": mark_to_sign()},
    }


def mark_to_sign() -> str:
    """Return what the page to sign says about itself; it is empty without a session."""
    session = ClientSession.objects.select_related("assessment__business").filter(key=KEY).first()
    now = session and as_it_is(session, session.assessment.business)
    if not now:
        return ""
    practice = now.session.consultancy.name
    return outcome_page(now, points_of(now.session), practice=practice, at=timezone.now()).mark
