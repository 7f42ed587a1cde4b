"""Choosing an edition and what to include in it."""

from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.models import ReportRun
from assessment.outputs.reports.views import reports
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_answers, make_assessment
from tests.kept import kept
from tests.outputs.exports.exporting import text_of_docx

Q4 = Quarter.parse("2026-Q4")
CHOSEN = {"compare": "2026-q2", "without": ["notes", "method"]}


@kept
def quarters(answered: Assessment, owner: User, business: Business) -> list[Result]:
    """Three quarters in a row, the newest last."""
    earlier = []
    for quarter in (Q4.previous().previous(), Q4.previous()):
        assessment = make_assessment(business, quarter_starts_on=quarter.starts_on)
        make_answers(assessment, owner, 1)
        earlier.append(submit(assessment=assessment, by=owner, at=NOON))
    return [*earlier, submit(assessment=answered, by=owner, at=NOON)]


@pytest.fixture
def page(as_owner: Client, business: Business, quarters: list[Result]) -> Any:
    return lambda **chosen: as_owner.get(reverse("reports", args=[business.slug]), chosen).text


def test_every_edition_is_offered_with_a_thumbnail_and_both_paper_sizes(page: Any) -> None:
    text = page()

    for edition in Edition:
        assert f'name="edition" value="{edition}"' in text
        assert unescape(edition.words) in unescape(text)
        assert f'id="{edition}-letter"' in text
    assert text.count('class="report-figure"') == len(Edition)


def test_everything_is_included_by_default(page: Any) -> None:
    text = page()

    assert "Everything is included, compared with the previous check." in text
    assert 'type="hidden" name="without"' not in text


def test_options_are_passed_on_by_every_form(page: Any) -> None:
    text = page(**CHOSEN)

    assert text.count('type="hidden" name="compare" value="2026-q2"') == len(Edition)
    assert text.count('type="hidden" name="without" value="notes"') == len(Edition)
    assert "Compared with April to June 2026." in text
    assert "Left out: notes and reasons and the method page." in text


def test_attaching_the_answers_is_an_option_too(page: Any) -> None:
    text = page(enclose="on")

    assert text.count('type="hidden" name="enclose" value="on"') == len(Edition)
    assert "The full editions have the answers attached as a table." in text
    assert 'type="hidden" name="enclose"' not in page()


def test_an_unknown_option_changes_nothing(page: Any) -> None:
    text = page(without=["notes", "bogus"])

    assert "Left out: notes and reasons." in text
    assert text.count('type="hidden" name="without" value="notes"') == len(Edition)


def test_options_that_do_not_affect_an_edition_make_no_new_report(
    as_owner: Client, business: Business, quarters: list[Result]
) -> None:
    def wishes(edition: Edition) -> set[str]:
        """The ETags of the reports for every option."""
        tags = set()
        for chosen in ({}, {"without": "notes"}, {"without": "history"}, {"enclose": "on"}):
            url = reverse("report", args=[business.slug, "2026-q4", edition, "a4"])
            with patch.object(reports, "report_pdf", return_value=b"%PDF"):
                tags.add(as_owner.get(url, chosen)["ETag"])
        return tags

    assert {edition: len(wishes(edition)) for edition in Edition} == {
        Edition.SUMMARY: 1,
        Edition.OWNER: 3,
        Edition.LARGE: 3,
        Edition.CONSULTANT: 4,
        Edition.TEAM: 1,
        Edition.FRIDGE: 1,
    }


@pytest.mark.parametrize("asked", [{"compare": "2026-q4"}, {"compare": "x"}, {"without": "all"}])
def test_options_that_make_no_sense_fall_back_to_the_defaults(
    page: Any, asked: dict[str, str]
) -> None:
    assert "Everything is included, compared with the previous check." in page(**asked)


def test_with_one_earlier_quarter_there_is_no_choice_of_comparison(
    as_owner: Client, business: Business, quarters: list[Result]
) -> None:
    text = as_owner.get(reverse("reports", args=[business.slug]), {"quarter": "2026-q3"}).text

    assert 'name="compare"' not in text
    assert 'name="without"' in text


def test_a_direct_download_follows_its_options(
    as_owner: Client,
    business: Business,
    quarters: list[Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents: list[Any] = []

    def stub(document: Any, *_kind: str, **_words: str) -> bytes:
        documents.append(document)
        return b"%PDF"

    monkeypatch.setattr(reports, "report_pdf", stub)
    file = reverse("report", args=[business.slug, "2026-q4", "owner", "a4"])

    as_owner.get(file, CHOSEN)

    assert documents[0].compared_with == "April to June 2026"
    assert documents[0].options.left_out == ("notes", "method")


def test_the_word_document_follows_its_options(
    as_owner: Client, business: Business, quarters: list[Result], page: Any
) -> None:
    address = reverse("results_docx", args=[business.slug, "2026-q4"])
    chosen = unescape(page(**CHOSEN))
    link = f"{address}?compare=2026-q2&without=notes&without=method"

    text = text_of_docx(as_owner.get(link).content)

    assert f'href="{link}"' in chosen
    assert f'href="{address}"' in page()
    assert "Compared with April to June 2026" in text
    assert "Left out: notes and reasons and the method page." in text
    assert "How the score is worked out" not in text


def test_a_requested_report_keeps_its_options(
    as_owner: Client, business: Business, quarters: list[Result]
) -> None:
    sent = {"quarter": "2026-q4", "edition": "consultant", "paper": "letter", **CHOSEN}

    as_owner.post(reverse("make_report", args=[business.slug]), sent)

    run = ReportRun.objects.get()
    assert run.edition == "consultant"
    kept = {name: run.options[name] for name in ("compare", "notes", "method")}
    assert kept == {"compare": "2026-q2", "notes": False, "method": False}
