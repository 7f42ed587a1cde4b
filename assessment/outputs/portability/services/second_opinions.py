"""Import what two sides answered apart and have compared."""

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.journey.questionnaire.models import Assessment
from assessment.outputs.portability.presenters import rows
from assessment.outputs.portability.services.references import People, each, stored
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion, Settlement


def import_second_opinion(
    assessment: Assessment, row: rows.SecondOpinionRow, place: str, people: People
) -> None:
    """Import one comparison, with both answers to every question and what was agreed."""
    asked = {practice.code for practice in assessment.model_version.maturity.practices}
    given = {answer.practice for answer in row.answers if answer.value and answer.first}
    if given != asked or len(row.answers) != len(asked):
        raise BadSubmission(f"{place}.answers", "must have both answers to each question, once")
    with stored(place):
        opinion = SecondOpinion.objects.create(
            assessment=assessment, **people.columns(row, SecondOpinion, place)
        )
    for within, answer in each(row.answers, f"{place}.answers"):
        with stored(within):
            made = SecondAnswer.objects.create(
                opinion=opinion, revision=1, **people.columns(answer, SecondAnswer, within)
            )
            if answer.settlement:
                where = f"{within}.settlement"
                columns = people.columns(answer.settlement, Settlement, where)
                Settlement.objects.create(answer=made, **columns)
