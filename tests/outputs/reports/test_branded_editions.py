"""A practice's brand in every edition it makes for a client, and in none that the client makes."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from assessment.domain.colours import contrast
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.services import (
    content_hash,
    html_of,
    pdf_request,
    render,
    signs_without_a_font,
)
from assessment.parties.catalogue.library import sample_submissions
from tests.outputs.reports.documents import LINDGREN, branded, document_of, logo_of
from tests.outputs.reports.layout.linter import faults_of
from tests.outputs.reports.reading import pages_of, squeezed, tags_of, text_of

PHONE = 'href="tel:+442079460018"'
MAIL = 'href="mailto:hello@harbourlane.example"'
ARABIC = "مكتب الرياض\nهاتف +971 4 123 4567"
LONG = ("This report rests on what the owner told us, and we checked none of it. " * 12)[:800]
FULL = (Edition.OWNER, Edition.CONSULTANT, Edition.LARGE)
SHORT = (Edition.SUMMARY, Edition.TEAM)


def document(**changed: object) -> ReportDocument:
    return document_of(consultant=replace(branded(), **changed))  # type: ignore[arg-type]


def test_the_table_of_full_and_short_editions_is_complete() -> None:
    assert {*FULL, *SHORT, Edition.FRIDGE} == set(Edition)


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_of_a_practice_has_its_logo_name_colours_and_footer(edition: Edition) -> None:
    html = html_of(document(), edition)
    styles = pdf_request(document(), edition, Paper.A4)["styles"][-1]

    assert 'content="Harbour Lane Consulting"' in html
    assert "data:image/png;base64," in html
    assert "Harbour Lane Ltd, Bristol" in html
    assert "Harbour Lane Consulting" in html.partition("<section")[2] or edition == Edition.FRIDGE
    assert "#552C6B" not in styles
    assert branded().palette.brand in styles


@pytest.mark.parametrize("edition", [*FULL, *SHORT])
def test_contact_details_have_links_and_the_disclaimer_is_printed(edition: Edition) -> None:
    html = html_of(document(), edition)

    assert PHONE in html
    assert MAIL in html
    assert "It rests on what the owner told us." in html


@pytest.mark.parametrize("edition", Edition)
def test_what_the_business_makes_itself_keeps_our_look(edition: Edition) -> None:
    own = document_of(
        consultant=replace(branded(), name="", everywhere=False, logo="", logo_dark="")
    )
    html = html_of(own, edition)

    assert 'content="Cairn"' in html
    assert "Prepared by" not in html
    assert "#552C6B" in pdf_request(own, edition, Paper.A4)["styles"][-1]


@pytest.mark.parametrize("edition", [e for e in Edition if e != Edition.CONSULTANT])
def test_a_firm_that_only_commented_gives_its_brand_to_no_other_edition(edition: Edition) -> None:
    html = html_of(document(everywhere=False), edition)

    assert "Harbour Lane" not in html


@pytest.mark.parametrize("edition", SHORT)
@pytest.mark.parametrize(
    ("words", "own_page"),
    [("Short.", False), (LONG, True), ("Two\nlines.", True), ("", False)],
    ids=["short", "800 letters", "lines", "none"],
)
def test_a_long_disclaimer_gets_a_page_of_its_own(
    edition: Edition, words: str, *, own_page: bool
) -> None:
    html = html_of(document(disclaimer=words), edition)

    assert ('data-section="About this report"' in html) is own_page
    assert html.count(PHONE) == 1


@pytest.mark.parametrize("words", [LONG, "Short."])
def test_only_the_page_for_the_fridge_has_no_disclaimer(words: str) -> None:
    printed = [
        edition for edition in Edition if words in html_of(document(disclaimer=words), edition)
    ]

    assert set(printed) == set(Edition) - {Edition.FRIDGE}


@pytest.mark.parametrize(
    ("logo", "logo_dark", "boxed", "is_dark_on_paper"),
    [
        ("#142E3E", "", True, False),
        ("#FFFFFF", "", False, True),
        ("#142E3E", "#FFFFFF", False, False),
        ("", "#FFFFFF", False, True),
    ],
    ids=["dark", "white on white", "both", "only for dark ground"],
)
def test_each_ground_gets_a_logo_that_can_be_seen(
    logo: str, logo_dark: str, *, boxed: bool, is_dark_on_paper: bool
) -> None:
    part = replace(
        branded(), logo=logo and logo_of(logo), logo_dark=logo_dark and logo_of(logo_dark)
    )

    assert part.logo_on_dark.is_boxed is boxed
    with Image.open(io.BytesIO(part.logo_on_paper.png)) as shown:
        corner = shown.convert("RGBA").getpixel((0, 0))
    assert (corner == (0x1D, 0x4E, 0x63, 255)) is is_dark_on_paper


@pytest.mark.parametrize("colour", ["#FFFF00", "#FFFFFF", "#000000", "#1D4E63", ""])
@pytest.mark.parametrize("accent", ["#FFFF00", "#222222", "#1D4E63", ""])
def test_any_pair_of_colours_is_readable(colour: str, accent: str) -> None:
    palette = palette_of(colour, accent)

    assert contrast(palette.accent, palette.dark) >= 4.5
    assert contrast(palette.brand, "#FFFFFF") >= 4.5
    assert contrast(palette.dark, "#FFFFFF") >= 9


def test_a_phone_number_keeps_its_order_between_arabic_words() -> None:
    html = html_of(document(contact=ARABIC), Edition.OWNER)

    assert '<span dir="rtl">مكتب الرياض</span>' in html
    assert 'href="tel:+97141234567">\u2066+971 4 123 4567\u2069</a>' in html


def test_another_brand_is_another_report_and_the_same_brand_the_same() -> None:
    other = document(footer="Another line")

    assert content_hash(document(), Edition.SUMMARY, Paper.A4) == content_hash(
        document(), Edition.SUMMARY, Paper.A4
    )
    assert content_hash(other, Edition.SUMMARY, Paper.A4) != content_hash(
        document(), Edition.SUMMARY, Paper.A4
    )


def test_without_a_brand_the_fingerprint_is_what_it_was() -> None:
    part = ConsultantPart(everywhere=False, logo_dark="", cover_text="", footer="")

    assert (
        document_of(consultant=part).fingerprint
        == document_of(consultant=ConsultantPart()).fingerprint
    )


# ---- on paper

HARD: dict[str, Callable[[], ReportDocument]] = {
    "a first check": lambda: document_of(earlier=(), consultant=branded()),
    "five lines and a name": lambda: document_of(
        replace(LINDGREN, business="Lindgren and daughters, bakers of Bristol and Bath"),
        earlier=sample_submissions()[-2:-1],
        consultant=replace(branded(), contact="\n".join(["A line of contact details"] * 5)),
    ),
}


@pytest.mark.pdf
@pytest.mark.parametrize("case", HARD)
@pytest.mark.parametrize("paper", Paper)
def test_hard_brands_are_laid_out_without_faults(case: str, paper: Paper) -> None:
    pdf = render(HARD[case](), Edition.SUMMARY, paper)

    assert faults_of(pdf, footer_lines=2) == []
    assert pages_of(pdf) <= 2


@pytest.mark.pdf
def test_a_branded_summary_stays_on_one_tagged_page_with_links() -> None:
    pdf = render(document(), Edition.SUMMARY, Paper.LETTER)

    assert pages_of(pdf) == 1
    tags = dict(tags_of(pdf))
    assert {"H1", "Figure", "Link", "Table"} <= set(tags)
    assert ("Figure", "Logo of Harbour Lane Consulting") in tags_of(pdf)
    assert squeezed("Prepared by Harbour Lane Consulting") in text_of(pdf)
    assert signs_without_a_font(document(contact=ARABIC)) == ()
