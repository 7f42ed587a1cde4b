"""The part of the access matrix about the survey of customers."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessment.foundation.links.tokens import hash_of
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import AnswerList, Survey
from assessment.voices.surveys.tokens import plain_token
from tests.access.urls import ANSWER, ANSWER_LIST, TOKEN
from tests.factories import NOON

LOOKING = """
                    owner editor viewer consultant former stranger nobody
customer_survey      200   200    200      200      200     200     200
survey_thanks        200   200    200      200      200     200     200
survey               200   200    403      403      404     404     302
switch_survey        405   405    403      403      404     404     302
renew_survey         200   200    403      403      404     404     302
survey_poster_pdf    200   200    403      403      404     404     302
survey_cards_pdf     200   200    403      403      404     404     302
import_answers       200   200    403      403      404     404     302
answer_list          200   200    403      403      404     404     302
bring_answers_in     405   405    403      403      404     404     302
drop_answers         405   405    403      403      404     404     302
take_answers_back    302   302    403      403      404     404     302
left_out_answers_csv 200   200    403      403      404     404     302
survey_results       200   200    200      200      404     404     302
survey_quarter       200   200    200      200      404     404     302
survey_words         200   200    200      403      404     404     302
survey_csv           200   403    403      403      404     404     302
survey_aside         200   403    403      403      404     404     302
erase_aside          405   403    403      403      404     404     302
hide_answer          200   403    403      403      404     404     302
show_answer          405   403    403      403      404     404     302
erase_answer         200   403    403      403      404     404     302
"""
SENDING = """
                    owner editor viewer consultant former stranger nobody
customer_survey      302   302    302      302      302     302     302
survey               302   302    403      403      404     404     302
switch_survey        302   302    403      403      404     404     302
renew_survey         302   302    403      403      404     404     302
import_answers       302   302    403      403      404     404     302
answer_list          302   302    403      403      404     404     302
bring_answers_in     302   302    403      403      404     404     302
drop_answers         302   302    403      403      404     404     302
take_answers_back    302   302    403      403      404     404     302
survey_aside         302   403    403      403      404     404     302
erase_aside          302   403    403      403      404     404     302
hide_answer          302   403    403      403      404     404     302
show_answer          302   403    403      403      404     404     302
erase_answer         302   403    403      403      404     404     302
"""
PRINTS = {"survey_poster_pdf", "survey_cards_pdf"}
COLUMNS = {"day": 0, "number": 1, "why": 2}


def make_survey(business: Business) -> None:
    """Create a survey with a link, an answer that is set aside, and a file, all with known keys."""
    survey = Survey.objects.create(business=business, made_at=NOON)
    owner = business.memberships.earliest("pk").user
    survey.links.create(
        token=TOKEN[:20], token_hash=hash_of(plain_token(TOKEN)), made_by=owner, made_at=NOON
    )
    answered = {"answered_on": NOON.date(), "recommend": 9, "why": "Kind people."}
    survey.answers.create(pk=ANSWER, set_aside=True, **answered)
    survey.answers.create(**answered)
    AnswerList.objects.create(
        pk=ANSWER_LIST,
        survey=survey,
        file_name="cards.csv",
        table=[["Date", "Score", "Why"], ["2026-10-03", "10", "Lovely."]],
        columns=COLUMNS,
        made_at=NOON,
        expires_at=NOON.replace(day=21),
    )


def forms() -> dict[str, dict[str, Any]]:
    """Return the fields that the forms of these pages submit."""
    cards = SimpleUploadedFile("cards.csv", b"Date,Score\n2026-10-03,10\n")
    return {
        "customer_survey": {"recommend": 9},
        "survey": {"asks_outcomes": "on"},
        "switch_survey": {"do": "close"},
        "import_answers": {"file": cards},
        "answer_list": COLUMNS,
        "bring_answers_in": COLUMNS,
        "survey_aside": {"answer": ANSWER},
        "erase_aside": {"answer": ANSWER, "sure": "yes"},
        "hide_answer": {"reason": "It names somebody."},
    }
