"""What the page behind a link says where the owner's own page would say "you"."""

from dataclasses import fields, replace

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.presenters.results import results_page
from assessment.journey.results.wording.areas import weakest_line
from assessment.outputs.sharing.presenters import SharedPage
from assessment.parties.catalogue.library import sample_submissions, sample_wish

BEFORE, LINDGREN = sample_submissions()[-2:]


def shared(*submissions: Submission) -> SharedPage:
    page = results_page(submissions, sample_wish())
    return SharedPage(**{field.name: getattr(page, field.name) for field in fields(page)})


def test_it_says_that_they_are_at_the_top() -> None:
    best = SheetAnswer(3, Evidence.NOTE, note="Seen.")
    sheet = AnswerSheet({practice.code: best for practice in LINDGREN.model.practices})

    page = shared(replace(LINDGREN, sheet=sheet))

    assert page.way_up == "They are at the top."
    assert page.support_text == "Notes and checks back all 100 points."


def test_it_says_that_the_questions_have_changed() -> None:
    other = replace(BEFORE, model=replace(LINDGREN.model, version="0.9", trades=()))

    page = shared(other, LINDGREN)

    assert page.areas_line == (
        "The questions have changed since the last check, so there is no comparison."
    )


def test_it_names_the_weakest_area_from_the_second_check() -> None:
    page = shared(BEFORE, LINDGREN)

    assert page.areas_line == weakest_line(LINDGREN)
    assert "is the lowest" in page.areas_line
