"""Every page and file of a result lists its areas and levels in one order, under one name.

None of them names a range whose ends are the same number.
"""

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from docx import Document

from assessment.foundation.accounts.models import User
from assessment.journey.results.queries import results_of, submission_of
from assessment.journey.results.wording.areas import weakest_first
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.services import html_of
from assessment.parties.businesses.models import Business
from tests.claims.fitting import words_in
from tests.factories import make_user
from tests.kept import kept
from tests.outputs.exports.exporting import (
    fetched,
    make_lindgren,
    rows_of,
    text_of_docx,
    workbook_of,
)
from tests.outputs.reports.documents import document_of

pytestmark = pytest.mark.django_db

Lists = list[list[str]]
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
LIST = re.compile(r"<[uo]l.*?</[uo]l>", re.DOTALL)
ROW = re.compile(r'<th scope="row"[^>]*>(.*?)</th>', re.DOTALL)
ITEM = re.compile(r"<li[^>]*>.*?<b>(.*?)</b>", re.DOTALL)
HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
IN_QUESTION_ORDER = 'id="appendix"'
"""Where the consultant edition has all the questions."""


@kept
def lindgren(owner: User) -> Business:
    return make_lindgren(owner, make_user("edith"))


def lists_in(page: str) -> Lists:
    """What a page lists: its headings, the rows of each table, and the items of each list."""
    page = page.partition(IN_QUESTION_ORDER)[0]
    tables = [ROW.findall(table) for table in TABLE.findall(page)]
    lists = [ITEM.findall(found) for found in LIST.findall(page)]
    return [
        [re.sub(r"<.*", "", each, flags=re.DOTALL).strip() for each in listed]
        for listed in (HEADING.findall(page), *tables, *lists)
    ]


def printed(edition: Edition) -> Callable[[Client, Business], Lists]:
    return lambda _client, _business: lists_in(html_of(document_of(), edition))


def web_page(client: Client, business: Business) -> Lists:
    return lists_in(client.get(f"/b/{business.slug}/results/2026-q4/").text)


def word(client: Client, business: Business) -> Lists:
    document = Document(io.BytesIO(fetched(client, business, "docx")))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    rows = [[row.cells for row in table.rows] for table in document.tables]
    return [headings[:6], *([cells[n].text for cells in t] for t in rows for n in (0, 1))]


def excel(client: Client, business: Business) -> Lists:
    book = workbook_of(fetched(client, business, "xlsx"))
    names = [name for name in book.sheetnames if name in {"Summary", "Levels"}]
    return [[str(row[0]) for row in rows_of(book, name)] for name in names]


PLACES: dict[str, tuple[Callable[[Client, Business], Lists], int, int]] = {
    "summary": (printed(Edition.SUMMARY), 1, 1),
    "owner": (printed(Edition.OWNER), 4, 2),
    "consultant": (printed(Edition.CONSULTANT), 4, 2),
    "large print": (printed(Edition.LARGE), 1, 1),
    "handout": (printed(Edition.TEAM), 1, 1),
    "Word": (word, 3, 1),
    "Excel": (excel, 1, 0),
    "web page": (web_page, 1, 1),
}
"""What lists areas and levels, and how often it lists all areas and all levels at least."""


@pytest.mark.parametrize("place", PLACES)
def test_areas_and_levels_have_one_order_everywhere(
    place: str, as_owner: Client, lindgren: Business
) -> None:
    *_earlier, now = [submission_of(result, lindgren) for result in results_of(lindgren)]
    areas = [now.model.dimension(score.key).title for score in weakest_first(now)]
    levels = [level.title for level in now.model.levels]
    listing, areas_listed, levels_listed = PLACES[place]

    listed = listing(as_owner, lindgren)

    for names, least in ((areas, areas_listed), (levels, levels_listed)):
        found = [[name for each in one for name in names if name in each] for one in listed]
        whole = [one for one in found if sorted(one) == sorted(names)]
        assert len(whole) >= least, listed
        assert [one for one in whole if one != names] == []


# ---- ranges

RANGE = re.compile(r"\b(\d+)(?: to |–| and )(\d+)\b")


def on_page(path: str) -> Callable[[Client, Business], str]:
    return lambda client, business: words_in(client.get(f"/b/{business.slug}/{path}").text)


def in_print(edition: Edition) -> Callable[[Client, Business], str]:
    return lambda _client, _business: words_in(html_of(document_of(), edition))


SAID: dict[str, Callable[[Client, Business], str]] = {
    "first result": on_page("results/2025-q1/"),
    "result": on_page("results/2026-q4/"),
    "trends": on_page("trends/"),
    **{f"report: {edition}": in_print(edition) for edition in Edition},
    "Word": lambda client, business: text_of_docx(fetched(client, business, "docx")),
}
"""All that says something about scores in sentences; the sample has ends that are shown alike."""


@pytest.mark.parametrize("place", SAID)
def test_no_range_has_the_same_number_at_both_ends(
    place: str, as_owner: Client, lindgren: Business
) -> None:
    said = RANGE.findall(SAID[place](as_owner, lindgren))

    assert [ends for ends in said if len(set(ends)) == 1] == []
