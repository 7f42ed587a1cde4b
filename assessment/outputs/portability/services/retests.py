"""Import what people agreed to answer again, and their second answers."""

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.retests.models import RetestAnswer, RetestKind, RetestSheet
from assessment.outputs.portability.presenters import rows
from assessment.outputs.portability.services.references import People, each, stored


def import_retest(assessment: Assessment, row: rows.RetestRow, place: str, people: People) -> None:
    """Import one sheet of second answers; the sender of a check has sent it."""
    if assessment.submitted_at is None and row.kind == RetestKind.SAME:
        raise BadSubmission(place, "must belong to a check that was submitted")
    if bool(row.answers) != bool(row.answered_at):
        raise BadSubmission(
            f"{place}.answers", "must have entries if answered_at is given, otherwise none"
        )
    model = assessment.model_version.maturity
    for within, answer in each(row.answers, f"{place}.answers"):
        if model.practice_or_none(answer.practice) is None:
            raise BadSubmission(f"{within}.practice", "must be a question of the model")
    with stored(place):
        sheet = RetestSheet.objects.create(
            assessment=assessment, **people.columns(row, RetestSheet, place)
        )
        RetestAnswer.objects.bulk_create(
            RetestAnswer(
                sheet=sheet, practice=answer.practice, value=answer.value, first=answer.first
            )
            for answer in row.answers
        )
