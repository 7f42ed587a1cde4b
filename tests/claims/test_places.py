"""Tests that no page or file names a score or a level when too little is known."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.exports.presenters.docx.report import written
from assessment.outputs.exports.presenters.tables import summary_table
from assessment.outputs.exports.queries import exported
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import pdf_request
from assessment.parties.businesses.models import Business
from assessment.site.reminders.presenters import CheckDue
from tests.architecture.files import named, template_files
from tests.factories import NOON, make_answers
from tests.outputs.exports.exporting import text_of_docx

RANGE = re.compile(r"0–100|Between 0 and 100")
NUMBER = re.compile(r"(?<![\d–-])0 (?:of|out of) 100")
VERDICT = "Customers are often well looked after"


class Unsure(NamedTuple):
    """A business that answered every question "I'm not sure", and its owner's browser."""

    business: Business
    result: Result
    client: Client

    def page(self, name: str, *more: str) -> str:
        reply = self.client.get(reverse(name, args=[self.business.slug, *more]))
        assert reply.status_code == 200
        return reply.text

    def printed(self, edition: Edition) -> str:
        document = document_of(self.business, self.result.assessment.quarter)
        assert document
        return str(pdf_request(document, edition, Paper.A4)["html"])

    def word(self) -> str:
        document = document_of(self.business, self.result.assessment.quarter)
        assert document
        return text_of_docx(written(document))

    def workbook(self) -> str:
        table = summary_table(exported(self.business, self.result.assessment.quarter))
        _title, score, cautious, level, _change, _compared, best = table.rows[0]
        assert (score, level) == (None, "From Starting to Sparkle")
        return f"Between {cautious} and {best}"

    def mail(self) -> str:
        letter: Any = SimpleNamespace(context=SimpleNamespace(business=self.business))
        current: Any = None
        mail = CheckDue(letter=letter, last=self.result, current=current, questions_count=30)
        return f"{mail.points} {mail.level}"


@pytest.fixture
def unsure(assessment: Assessment, owner: User, as_owner: Client, business: Business) -> Any:
    with time_machine.travel(NOON, tick=False):
        codes = [practice.code for practice in assessment.model_version.maturity.practices]
        make_answers(assessment, owner, dict.fromkeys(codes, "dk"))
        result = submit(assessment=assessment, by=owner, at=NOON)
        yield Unsure(business, result, as_owner)


SAYS_THE_RANGE: dict[str, Callable[[Unsure], str]] = {
    "results": lambda it: it.page("results", "2026-q4"),
    "area": lambda it: it.page("area_answers", "2026-q4", "culture"),
    "home": lambda it: it.page("business"),
    "reports": lambda it: it.page("reports"),
    "summary": lambda it: it.printed(Edition.SUMMARY),
    "owner edition": lambda it: it.printed(Edition.OWNER),
    "consultant edition": lambda it: it.printed(Edition.CONSULTANT),
    "team edition": lambda it: it.printed(Edition.TEAM),
    "large print": lambda it: it.printed(Edition.LARGE),
    "document to edit": lambda it: it.word(),
    "spreadsheet": lambda it: it.workbook(),
}
SAYS_NOTHING: dict[str, Callable[[Unsure], str]] = {
    "trends": lambda it: it.page("trends"),
    "page for the fridge": lambda it: it.printed(Edition.FRIDGE),
    "email of a check": lambda it: it.mail(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("place", SAYS_THE_RANGE)
def test_the_range_is_said_instead_of_the_score(unsure: Unsure, place: str) -> None:
    text = " ".join(SAYS_THE_RANGE[place](unsure).split())

    assert RANGE.search(text)
    assert not NUMBER.search(text)
    assert VERDICT not in text


@pytest.mark.django_db
@pytest.mark.parametrize("place", SAYS_NOTHING)
def test_without_a_range_no_score_is_said_either(unsure: Unsure, place: str) -> None:
    text = " ".join(SAYS_NOTHING[place](unsure).split())

    assert not NUMBER.search(text)
    assert VERDICT not in text
    assert place != "email of a check" or text == "None"


def test_templates_take_scores_and_levels_from_presenters() -> None:
    """A new place that names them has to ask `wording.verdict` how much is known."""
    direct = re.compile(r"overall\.(?:points|level)\b|\.level\.(?:verdict|means|title)\b")

    found = {named(path) for path in template_files() if direct.search(path.read_text())}

    assert found == {
        # The arithmetic, which says what "not sure" counts as.
        "templates/journey/results/_working.html",
        "templates/journey/results/_working_level.html",
        # Gets no stairs unless the level is known.
        "templates/components/charts/stairs.html",
        # The sample, whose answers are known.
        "templates/site/public/_picture.html",
    }
