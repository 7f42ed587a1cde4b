"""Every email and web address in a report is a link, wherever somebody typed it."""

import io
import re
from dataclasses import replace
from html import unescape

import pytest
from pypdf import PdfReader

from assessment.domain.model.answers import SET_ASIDE, Evidence, SheetAnswer
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import Commitment, PlannedAction, Status
from assessment.foundation.formatting.text import with_links
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import html_of, pdf_request, render
from assessment.parties.catalogue.library import sample_submissions
from assessment.site.public.presenters import sample_past_plans
from tests.outputs.reports.documents import LINDGREN, harbour_lane, with_answers
from tests.outputs.reports.layout.cases import PLAN

ADDRESS = re.compile(r"[a-z-]+@place\.example|https://place\.example/[a-z]+")
LINK = re.compile(r'<a href="(?:mailto:)?([^"]+)"[^>]*>\1</a>')
BY_OWNERS = {"note", "long-note", "reason", "title", "who", "outcome", "past-outcome"}
BY_CONSULTANTS = {"contact", "site", "disclaimer", "summary", "area", "question"}
PLACES = {
    Edition.SUMMARY: {"title"},
    Edition.OWNER: BY_OWNERS,
    Edition.CONSULTANT: BY_OWNERS | BY_CONSULTANTS,
    Edition.LARGE: BY_OWNERS,
    Edition.TEAM: {"title", "who"},
    Edition.FRIDGE: {"title", "who"},
}
"""Where people type what an edition prints."""


@pytest.fixture(scope="module")
def document() -> ReportDocument:
    """A report with an address in every place where somebody types."""
    submission = with_answers(
        CUL1=SheetAnswer(2, Evidence.NOTE, note="Ask note@place.example, or the till."),
        CUL3=SheetAnswer(2, Evidence.NOTE, note=f"{'Much. ' * 99} long-note@place.example"),
        CHA1=SheetAnswer(SET_ASIDE, reason="(reason@place.example)"),
    )
    own = PlannedAction(
        title="Write to title@place.example",
        cost=Cost(3, 10),
        commitment=Commitment(
            due_on=LINDGREN.checked_on,
            who="who@place.example",
            status=Status.PARTLY,
            ended_on=LINDGREN.checked_on,
            outcome="outcome@place.example answered.",
        ),
    )
    consultant = replace(
        harbour_lane(),
        contact="contact@place.example\nhttps://place.example/site",
        disclaimer="Ask disclaimer@place.example.",
        remarks={
            "": "summary@place.example",
            "channels": "area@place.example",
            "CON3": "question@place.example",
        },
    )
    *_earlier, past = (p for p in sample_past_plans() if p.quarter < LINDGREN.quarter)
    lived = [
        replace(a, commitment=replace(a.commitment, outcome="past-outcome@place.example"))
        for a in past.actions
        if a.commitment
    ]
    return build_document(
        submission,
        earlier=sample_submissions()[:-1],
        plan=PLAN,
        saved=[own],
        today=LINDGREN.checked_on,
        extras=Extras(past=(replace(past, actions=tuple(lived)),), consultant=consultant),
    )


def place(address: str) -> str:
    return address.removeprefix("https://place.example/").removesuffix("@place.example")


@pytest.mark.parametrize("edition", Edition)
def test_every_address_on_a_page_is_a_link(edition: Edition, document: ReportDocument) -> None:
    html = unescape(pdf_request(document, edition, Paper.A4)["html"])
    body = html.partition("<body")[2]

    shown = ADDRESS.findall(re.sub(r"<[^>]*>", " ", body))

    assert sorted(LINK.findall(body)) == sorted(shown)
    assert {place(address) for address in shown} == PLACES[edition]


@pytest.mark.pdf
def test_every_address_in_a_pdf_is_an_annotation(document: ReportDocument) -> None:
    pages = PdfReader(io.BytesIO(render(document, Edition.CONSULTANT, Paper.A4))).pages

    notes = [note.get("/A", {}) for page in pages for note in page.get("/Annots", [])]
    targets = {str(note["/URI"]).removeprefix("mailto:") for note in notes if "/URI" in note}

    assert {place(target) for target in targets} == PLACES[Edition.CONSULTANT]


def test_only_text_gets_links() -> None:
    html = '<title>a@b.example</title><p data-of="a@b.example">Ask <a href="#n">a@b.example</a></p>'

    assert with_links(html) == html


def test_what_lets_an_address_break_is_no_part_of_its_link() -> None:
    assert 'href="https://b.example/onetwo"' in with_links("<p>https://b.example/one\u200btwo</p>")


def test_before_printing_texts_have_addresses_as_they_were_typed(document: ReportDocument) -> None:
    assert LINK.findall(html_of(document, Edition.OWNER)) == []
