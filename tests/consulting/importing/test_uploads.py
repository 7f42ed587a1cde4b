"""Files that a practice uploads: read, or explained in a sentence, within the limits it is told."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessment.consulting.importing.models import ClientList
from assessment.foundation.uploads.tables import MOST_BYTES, MOST_ROWS
from assessment.parties.consultancies.models import Consultancy
from tests.consulting.importing.lists import TWO, words
from tests.foundation.uploads.xlsx_making import sheet_with, texts_with, with_sheet, xlsx_of

pytestmark = pytest.mark.django_db
KILLER = with_sheet(
    sheet_with('<row><c r="A1" t="s"><v>0</v></c></row>'),
    texts=texts_with("<si><t>x</t></si>", count="4294967295"),
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (KILLER, "This file holds more than we can read."),
        (xlsx_of([]), "This file has no rows."),
        (xlsx_of([[], ["Bike"]]), "The first row is empty."),
        (b"x" * (MOST_BYTES + 1), "This file is larger than 900 kB."),
    ],
)
def test_an_upload_that_cannot_be_read_is_explained_and_the_tag_kept(
    content: bytes, said: str, as_ruth: Client, practice: Consultancy
) -> None:
    file = SimpleUploadedFile("list.xlsx", content)

    url = reverse("import_clients", args=[practice.slug])
    reply = as_ruth.post(url, {"file": file, "tag": "Chamber"})

    assert reply.status_code == 422
    assert said in words(reply)
    assert 'value="Chamber"' in words(reply)
    assert not ClientList.objects.exists()


def test_a_spreadsheet_becomes_a_list(as_ruth: Client, practice: Consultancy) -> None:
    file = SimpleUploadedFile(
        "list.xlsx", xlsx_of([["Business", "Email"], ["Bike", "b@b.example"]])
    )

    page = as_ruth.post(
        reverse("import_clients", args=[practice.slug]), {"file": file}, follow=True
    )

    assert "1 of 1 row is ready to add" in words(page)


def test_the_page_names_the_limits_that_count(as_ruth: Client, practice: Consultancy) -> None:
    page = words(as_ruth.get(reverse("import_clients", args=[practice.slug])))

    assert f"up to {MOST_ROWS:,} rows and {MOST_BYTES // 1_000} kB" in page
    # The largest file and its form must fit into one request.
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE - MOST_BYTES >= 100_000


def test_the_largest_file_gets_through_the_site(as_ruth: Client, practice: Consultancy) -> None:
    file = SimpleUploadedFile("list.csv", TWO.encode() + b"," * (MOST_BYTES - len(TWO)))
    url = reverse("import_clients", args=[practice.slug])

    page = as_ruth.post(url, {"file": file}, follow=True)

    assert "2 of 2 rows are ready to add" in words(page)
