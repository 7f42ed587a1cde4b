"""Tests that every place names a level with its doubt, and a change with its word."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.csv_tables import written as csv_written
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.queries import history_of
from assessment.journey.results.views.results import FILES
from assessment.journey.trends.presenters.spreadsheet import spreadsheet
from assessment.outputs.exports.presenters.docx.report import written
from assessment.outputs.exports.presenters.tables import tables_of
from assessment.outputs.exports.queries import exported, submission_document
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import html_of
from assessment.outputs.sharing.presenters import shared_page
from assessment.parties.businesses.models import Business
from assessment.site.reminders.presenters import CheckDue
from tests.claims.test_doubt import MODEL, ONE, TWO, after, trends_of
from tests.factories import make_model_version
from tests.journey.trends.making import make_results
from tests.outputs.exports.exporting import text_of_docx


class Site(NamedTuple):
    """A business whose last check is "Sparkle, perhaps Smooth", and its owner's browser."""

    business: Business
    result: Result
    client: Client

    def page(self, name: str, *more: str) -> str:
        reply = self.client.get(reverse(name, args=[self.business.slug, *more]))
        assert reply.status_code == 200
        return reply.text

    def paper(self) -> ReportDocument:
        found = document_of(self.business, self.result.assessment.quarter)
        assert found
        return found

    def exported(self) -> Any:
        return exported(self.business, self.result.assessment.quarter)

    def shared(self) -> str:
        page = shared_page(history_of(self.business), self.result, self.business)
        context = {"result": page, "links": {"shared": True}}
        return render_to_string("journey/results/_result.html", context)

    def mail(self) -> str:
        letter: Any = SimpleNamespace(context=SimpleNamespace(business=self.business))
        current: Any = None
        mail = CheckDue(letter=letter, last=self.result, current=current, questions_count=30)
        return mail.named.words


@pytest.fixture
def site(owner: User, as_owner: Client, business: Business) -> Site:
    version = make_model_version(MODEL.key)
    results = make_results(business, owner, after(ONE, TWO), version)
    Assessment.objects.update(submitted_by=owner)
    return Site(business, results[-1], as_owner)


def printed(edition: Edition) -> Callable[[Site], str]:
    return lambda it: html_of(it.paper(), edition)


PLACES: dict[str, Callable[[Site], str]] = {
    "results": lambda it: it.page("results", "2026-q4"),
    "area": lambda it: it.page("area_answers", "2026-q4", "culture"),
    "trends": lambda it: it.page("trends"),
    "home": lambda it: it.page("business"),
    "shared page": Site.shared,
    "mail": Site.mail,
    "trends as a file": lambda it: spreadsheet(
        trends_of(*it.exported().submissions).timeline.submissions
    ).decode(),
    "xlsx": lambda it: " ".join(csv_written(table).decode() for table in tables_of(it.exported())),
    "json": lambda it: str(submission_document(it.exported())),
    "docx": lambda it: text_of_docx(written(it.paper())),
    **{str(edition): printed(edition) for edition in Edition if edition is not Edition.FRIDGE},
}


@pytest.mark.django_db
def test_every_place_names_the_level_with_its_doubt(site: Site) -> None:
    silent = [
        place for place, text in PLACES.items() if "Sparkle, perhaps Smooth" not in text(site)
    ]

    assert silent == []
    # The answers as a table name no level, and the page for the fridge none either.
    assert set(FILES) - {"csv"} <= set(PLACES)
    assert {str(edition) for edition in Edition} - {str(Edition.FRIDGE)} <= set(PLACES)


@pytest.mark.django_db
def test_files_carry_the_word_of_each_change(site: Site) -> None:
    summary, levels, *_others = tables_of(site.exported())
    outcome = submission_document(site.exported())["outcome"]

    assert [row[-1] for row in summary.rows[:2]] == ["clearly better", "probably better"]
    assert levels.rows[0][:2] == ("Overall", "Sparkle, perhaps Smooth")
    assert levels.rows[0][2:7] == (5, 30, 22, 43, 0)
    assert outcome["changes"]["overall"]["word"] == "clear"
    assert outcome["overall"]["words"] == "Sparkle, perhaps Smooth"
    assert site.result.outcome.keys() == {"model", "rule", "overall", "dimensions"}


@pytest.mark.django_db
def test_results_with_doubt_keep_their_number_of_queries(
    site: Site, at_most: Callable[[int], Any]
) -> None:
    with at_most(13):
        site.page("results", "2026-q4")
