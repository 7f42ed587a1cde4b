"""Import what customers were asked and what they answered."""

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.outputs.portability.presenters.rows import SurveyRow
from assessment.outputs.portability.services.references import People, each, stored
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import Survey, SurveyAnswer

MOST_ANSWERS = 200_000
"""More answers than any small business gets in many years."""


def import_survey(row: SurveyRow, business: Business, people: People) -> None:
    """Import a survey that rests: it has no link until somebody opens it here."""
    if len(row.answers) > MOST_ANSWERS:
        raise BadSubmission("survey.answers", f"must be at most {MOST_ANSWERS}")
    with stored("survey"):
        survey = Survey.objects.create(
            business=business, is_open=False, **people.columns(row, Survey, "survey")
        )
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(survey=survey, **people.columns(answer, SurveyAnswer, place))
            for place, answer in each(row.answers, "survey.answers")
        )
