"""Sentences of a report about results that lack a score, an equal or a note."""

from dataclasses import replace
from fractions import Fraction

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.domain.trends.comparison import comparison
from assessment.outputs.reports.presenters.consultant import ClientsRow
from assessment.outputs.reports.presenters.method import method_part
from assessment.outputs.reports.wording.document import overall_change_words
from assessment.parties.catalogue.library import sample_submissions
from tests.domain.making import make_model, make_sheet
from tests.outputs.reports.documents import LINDGREN, document_of, with_answers


def test_areas_that_do_not_count_equally_are_explained_as_weighted() -> None:
    model = make_model([(1, 1, 1)] * 2, shares=(Fraction(2), Fraction(1)))
    weighted = replace(LINDGREN, model=model, sheet=make_sheet(model, 2))

    rules = method_part(weighted).rules

    (overall,) = (rule for rule in rules if rule.text.startswith("The overall score is"))
    assert overall.text == "The overall score is the weighted average of all areas."
    assert overall.example == ""


def test_without_a_scored_area_the_method_has_no_example() -> None:
    aside = replace(LINDGREN, sheet=make_sheet(LINDGREN.model, "na"))

    method = method_part(aside)

    assert method.lead == "You can check it with pencil and paper."
    assert [rule.example for rule in method.rules[:4]] == [""] * 4


def test_a_score_beside_other_questions_is_not_called_up_or_down() -> None:
    before = sample_submissions()[-2]
    other = replace(before, model=replace(LINDGREN.model, version="0.9", trades=()))

    said = overall_change_words(comparison(other, LINDGREN), "last time")

    assert said == "This can’t be compared with an earlier check."


def test_without_a_score_there_is_no_difference_from_other_clients() -> None:
    assert ClientsRow(title="Culture", here=None, median=50).apart is None
    assert ClientsRow(title="Culture", here=60, median=None).apart is None
    assert ClientsRow(title="Culture", here=60, median=50).apart == 10


def test_a_checked_answer_without_a_note_says_who_vouches_for_it() -> None:
    document = document_of(with_answers(CUL1=SheetAnswer(3, Evidence.CHECKED)))

    (answer,) = (a for area in document.areas for a in area.answers if a.code == "CUL1")
    assert [(note.kind, note.text) for note in answer.notes] == [
        ("Checked:", "A second person confirmed it.")
    ]
