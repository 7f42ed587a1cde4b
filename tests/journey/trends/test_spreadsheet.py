"""The CSV file with all the numbers."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.csv import guarded
from assessment.parties.businesses.models import Business
from tests.journey.trends.making import SAMPLE, make_results

pytestmark = pytest.mark.django_db


def csv_url(business: Business) -> str:
    return reverse("trends_csv", args=[business.slug])


def test_every_quarter_is_a_row_and_gaps_are_explained(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_results(business, owner, [*SAMPLE[:1], *SAMPLE[-2:]])

    reply = as_owner.get(csv_url(business))

    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    disposition = 'attachment; filename="2026-Q4_cafe-lindgren_trends.csv"'
    assert reply["Content-Disposition"] == disposition
    assert reply.content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(StringIO(reply.content.decode("utf-8-sig")))
    assert head[:4] == ["Quarter", "First day", "Last day", "Questions"]
    assert head[4:] == [d.title for d in SAMPLE[-1].model.dimensions] + ["Overall", "Level"]
    assert [line[0] for line in lines] == [
        *("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
    ]
    assert lines[1][1:] == ["2025-04-01", "2025-06-30", "no check", *[""] * 7]
    assert lines[-1][1:4] == ["2026-10-01", "2026-12-31", "Cairn 1.1"]
    assert lines[-1][4:] == ["53", "53", "69", "52", "67", "59", "Solid"]


def test_one_check_is_one_row(as_owner: Client, business: Business, owner: User) -> None:
    make_results(business, owner, SAMPLE[-1:])

    assert len(as_owner.get(csv_url(business)).text.splitlines()) == 2


def test_before_the_first_check_there_is_no_file(as_owner: Client, business: Business) -> None:
    assert as_owner.get(csv_url(business)).status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_read_as_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Culture", "59", "–", "a=b"])
def test_other_cells_are_unchanged(cell: str) -> None:
    assert guarded(cell) == cell
