"""Every report as plain text, for which nothing has to be printed."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.model.answers import Evidence, SheetAnswer
from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.client import PdfClient
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.plain_text import as_text
from assessment.outputs.reports.services import text_of
from assessment.parties.businesses.models import Business
from tests.factories import NOON, make_user
from tests.outputs.reports.documents import document_of, with_answers
from tests.outputs.reports.reading import squeezed

PAGE = """<!doctype html>
<html lang="en"><head><title>T</title></head><body>
<section><h1>Title</h1><p>One <b>bold</b> word.</p><svg><title>A chart: 5 of 9.</title></svg>
<ul><li>First</li><li>Second</li></ul><p class="key"><span>now</span></p>
<table><thead><tr><th>Area</th><th>Now</th></tr></thead>
<tbody><tr><th>Culture</th><td>53*</td></tr></tbody></table>
<p class="key">* Over some questions.</p></section></body></html>"""


def test_headings_sentences_lists_and_tables_become_lines() -> None:
    assert as_text(PAGE) == (
        "Title\n=====\n\nOne bold word.\n\nA chart: 5 of 9.\n- First\n- Second\n\n"
        "Culture: Now: 53*\n\n* Over some questions.\n"
    )


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_has_its_text(edition: Edition) -> None:
    document = document_of()
    text = text_of(document, edition)

    assert document.plan.actions[0].planned.title in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80
    assert not [debris for debris in ("<", "&amp;", "{{", "svg") if debris in text]


def test_the_text_of_the_full_report_has_every_answer_and_note() -> None:
    document = document_of(with_answers(CUL1=SheetAnswer(2, Evidence.NOTE, note="قهوة & tea <3")))
    text = squeezed(text_of(document, Edition.OWNER))

    answers = [answer for area in document.areas for answer in area.answers]
    wanted = [answer.sentence for answer in answers]
    wanted += [note.text for answer in answers for note in answer.notes]
    assert [words for words in wanted if squeezed(words) not in text] == []


# ---- the download, and what is said before anything is printed


@pytest.fixture
def result(answered: Assessment, owner: User) -> Result:
    answered.answers.filter(practice="CUL1").update(note="₂ and 早上好")
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.mark.django_db
def test_the_text_is_downloaded_without_printing(
    as_owner: Client,
    business: Business,
    result: Result,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(PdfClient, "print")

    reply = as_owner.get(reverse("report_text", args=[business.slug, "2026-q4", "owner"]))

    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "2026-Q4_cafe-lindgren_action-plan.txt" in reply.headers["Content-Disposition"]
    assert reply.text.startswith("Café Lindgren\n")


@pytest.mark.django_db
def test_the_text_never_says_that_answers_are_attached(
    as_owner: Client, business: Business, result: Result
) -> None:
    path = reverse("report_text", args=[business.slug, "2026-q4", "owner"])

    reply = as_owner.get(path, {"enclose": "on"})

    assert "attached" not in reply.text
    assert "with-answers" not in reply.headers["Content-Disposition"]


@pytest.mark.django_db
def test_a_stranger_finds_nothing(business: Business, result: Result) -> None:
    client = Client()
    client.force_login(make_user("stranger"))

    path = reverse("report_text", args=[business.slug, "2026-q4", "owner"])

    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_characters_without_a_font_are_named_before_printing(
    as_owner: Client, business: Business, result: Result
) -> None:
    text = unescape(as_owner.get(reverse("reports", args=[business.slug])).text)

    assert "Some characters will print as empty boxes" in text
    assert "早上好 in your note on Culture, question 1" in text


@pytest.mark.django_db
def test_a_requested_report_says_so_too(
    as_owner: Client, business: Business, result: Result
) -> None:
    sent = {"quarter": "2026-q4", "edition": "owner", "paper": "a4"}
    path = reverse("make_report", args=[business.slug])

    text = unescape(as_owner.post(path, sent, follow=True).text)

    assert "早上好 in your note on Culture, question 1" in text
