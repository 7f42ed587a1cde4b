"""The part of the access matrix about second opinions; that on the last check was revealed."""

from typing import Any

from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from tests.factories import NOON

LOOKING = """
                    owner editor viewer consultant former stranger nobody
second_opinion       200   200    200      200      404     404     302
second_comparison    200   200    200      200      404     404     302
second_questions     404   404    404      404      404     404     302
ask_second           405   405    403      403      404     404     302
call_off_second      405   405    403      403      404     404     302
second_ready         405   405    403      403      404     404     302
accept_second        405   405    405      405      404     404     302
decline_second       405   405    405      405      404     404     302
finish_second        405   405    405      405      404     404     302
settle_second        405   405    405      405      404     404     302
correct_second       405   405    403      405      404     404     302
"""
# Nobody is answering apart here, so there is nothing to call off, accept or finish.
SENDING = """
                    owner editor viewer consultant former stranger nobody
second_questions     404   404    404      404      404     404     302
ask_second           302   302    403      403      404     404     302
call_off_second      404   404    403      403      404     404     302
second_ready         404   404    403      403      404     404     302
accept_second        404   404    404      404      404     404     302
decline_second       404   404    404      404      404     404     302
finish_second        404   404    404      404      404     404     302
settle_second        302   302    403      403      404     404     302
correct_second       302   302    403      302      404     404     302
"""


def forms(place: Business) -> dict[str, dict[str, Any]]:
    """Return the fields that the forms of these pages submit."""
    settled = {"CUL1-value": 3, "CUL1-revision": 0}
    viewer = place.memberships.get(user__email="vera@example.com").user_id
    return {"settle_second": settled, "ask_second": {"person": viewer}}


def make_second_opinion(place: Business) -> None:
    """Let the editor have given a second opinion on the last check."""
    check = Assessment.objects.submitted().get(business=place)
    row = SecondOpinion.objects.create(
        assessment=check,
        person=place.memberships.get(user__email="edith@example.com").user,
        invited_by=check.submitted_by,
        invited_at=NOON,
        accepted_at=NOON,
        finished_at=NOON,
        revealed_at=NOON,
    )
    SecondAnswer.objects.bulk_create(
        SecondAnswer(opinion=row, practice=a.practice, value="2", first=a.value, revision=1)
        for a in check.answers.all()
    )
