"""All answers of a survey as a table, for its owner."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.foundation.formatting.csv import Cell
from assessment.voices.surveys.models import Survey

AT_A_TIME = 1_000


def answers_table(survey: Survey, texts: CustomerSurvey | None) -> list[Sequence[Cell]]:
    """Return a row for each answer, oldest first, under a row that names the columns; one query."""
    sentences = texts.mirror_items if texts else ()
    head = [
        *(_("Date"), _("Number"), _("Reason"), _("Wanted"), _("In the way")),
        *(item.text for item in sentences),
        *(_("Set aside"), _("Hidden"), _("From a file")),
    ]
    rows: list[Sequence[Cell]] = [head]
    answers = survey.answers.order_by("answered_on", "pk")
    for answer in answers.iterator(AT_A_TIME):
        chosen = [_step(answer.sentences.get(item.key), texts) for item in sentences]
        states = (answer.set_aside, answer.is_hidden, answer.is_imported)
        rows.append(
            [
                *(answer.answered_on, answer.recommend),
                *(answer.why, answer.wanted, answer.unwanted),
                *chosen,
                *(_("yes") if state else "" for state in states),
            ]
        )
    return rows


def _step(step: int | None, texts: CustomerSurvey | None) -> str:
    labels = texts.scale.labels if texts else ()
    return labels[step] if step is not None and step < len(labels) else ""
