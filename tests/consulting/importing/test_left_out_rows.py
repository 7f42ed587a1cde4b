"""Rows that can't be added come back as a file, whole and with the reason."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.importing.models import ClientList
from assessment.consulting.importing.presenters import judging
from assessment.consulting.importing.wording import Why
from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import AccessRequest
from tests.consulting.importing.lists import HEAD, add, look_through, words
from tests.factories import NOON, make_business, make_engagement, make_user

A_DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db
GOOD = "Bell,a@bell.example"


def row(name: str = "Bike", email: str = "bo@bike.example", rest: str = "") -> str:
    return f"{name},{email},{rest}"


def an_access_that_ended(_practice: Consultancy, ruth: User) -> None:
    former = make_engagement(make_business("Former", owner=make_user("ended")), ruth)
    Engagement.objects.filter(pk=former.pk).update(ended_at=NOON - 10 * A_DAY)


def asked(practice: Consultancy, ruth: User, **more: Any) -> None:
    AccessRequest.objects.create(
        consultancy=practice,
        email="bo@bike.example",
        token_hash="known",
        level="work",
        made_by=ruth,
        made_at=NOON,
        expires_at=NOON + 14 * A_DAY,
        **more,
    )


ROWS: dict[Why, tuple[str, str]] = {
    Why.NAMELESS: (row(name=""), "The business has no name"),
    Why.LONG_NAME: (row(name="x" * 101), "The name is longer than 100 characters"),
    Why.FORMULA: (row(name="=1+1"), "The name begins like a formula"),
    Why.NO_ADDRESS: (row(email=""), "There is no email address of the owner"),
    Why.BAD_ADDRESS: (row(email="bike.example"), "This email address is not complete"),
    Why.TWICE: (row(email="A@bell.example"), "Same address as row 2"),
    Why.ENDED: (
        row(email="ended@example.com"),
        "Your access to this owner’s business ended on 10 November",
    ),
    Why.DECLINED: (row(), "This owner said no to you on 20 November"),
    Why.ASKED: (row(), "You have asked this owner already"),
    Why.LONG_OWNER: (row(rest="x" * 101), "The owner’s name is longer than 100 characters"),
    Why.TOO_MANY_PEOPLE: (row(rest=",,62"), "62 people: Cairn is made for up to 50"),
    Why.NO_NUMBER: (row(rest=",,many"), "“many” is not a number of people"),
    Why.NO_CURRENCY: (row(rest=",,,DKK"), "“DKK” is none of our currencies"),
    Why.LONG_TAG: (row(rest=f",,,,{'t' * 41}"), "A tag is longer than 40 characters"),
    Why.TOO_MANY_TAGS: (
        row(rest=",,,,North"),
        "“North” would be more tags than the 0 that you can have",
    ),
    Why.TOO_MANY: (row(), "1 clients wait for their owners already, which is the most"),
}
"""By reason the row that has it, and what the file says."""
BEFORE: dict[Why, Callable[[Consultancy, User], None]] = {
    Why.ENDED: an_access_that_ended,
    Why.DECLINED: lambda practice, ruth: asked(practice, ruth, declined_at=NOON),
    Why.ASKED: asked,
}
LIMITS = {Why.TOO_MANY: ("MOST_WAITING", 1), Why.TOO_MANY_TAGS: ("MOST_TAGS", 0)}


def left_out(client: Client, practice: Consultancy) -> list[list[str]]:
    url = reverse("left_out_csv", args=[practice.slug, ClientList.objects.get().pk])
    text = client.get(url).content.decode("utf-8-sig").replace("\xa0", " ")
    return list(csv.reader(StringIO(text)))


def test_every_reason_is_in_the_table() -> None:
    assert set(ROWS) == set(Why)


@pytest.mark.parametrize("why", ROWS)
def test_each_reason_comes_back_with_its_row(
    why: Why,
    as_ruth: Client,
    practice: Consultancy,
    ruth: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, said = ROWS[why]
    if why in BEFORE:
        BEFORE[why](practice, ruth)
    if why in LIMITS:
        monkeypatch.setattr(judging, *LIMITS[why])
    look_through(as_ruth, practice, f"{HEAD}\n{GOOD}\n{text}\n")
    before = left_out(as_ruth, practice)

    add(as_ruth)

    assert left_out(as_ruth, practice) == before
    assert before[0] == [*HEAD.split(","), "Why it was not added"]
    assert [(line[0].lstrip("'"), line[1], line[-1]) for line in before[1:]] == [
        (*text.split(",")[:2], said)
    ]


# ---- columns that we don't read


def test_columns_that_are_not_read_are_named_and_come_back_with_their_row(
    as_ruth: Client, practice: Consultancy
) -> None:
    text = "Phone,Business,Email,,Notes\n1,Bike,,2,3,4\n5,Bell,a@bell.example\n"

    page = look_through(as_ruth, practice, text)

    assert "We don’t read: Phone, Notes, 2 columns without a name." in page
    assert left_out(as_ruth, practice) == [
        ["Phone", "Business", "Email", "", "Notes", "", "Why it was not added"],
        ["1", "Bike", "", "2", "3", "4", "There is no email address of the owner"],
    ]


def test_no_column_is_named_if_all_are_read(as_ruth: Client, practice: Consultancy) -> None:
    assert "We don’t read" not in look_through(as_ruth, practice, f"{HEAD}\n{GOOD}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Business,Email\n,,only here\n",
        "–,…\n,,only here\n",
        f"{HEAD}\n{row(rest=f',{chr(8211)}')}\n",
        f"{HEAD}\n{row(rest=',' + 'word ' * 9000)}\n",
        f"{'Head ' * 9000},Email\nx,y\n",
        "ㅤ,Email\nx,y\n",
    ],
)
def test_any_head_and_any_word_gives_a_page_of_usual_length(
    text: str, as_ruth: Client, practice: Consultancy
) -> None:
    page = look_through(as_ruth, practice, text)

    assert "Rows to look at" in page
    assert len(page) < 40_000


def test_a_list_without_columns_that_we_read_is_shown(
    as_ruth: Client, practice: Consultancy
) -> None:
    look_through(as_ruth, practice, f"{HEAD}\n{GOOD}\n")
    url = reverse("client_list", args=[practice.slug, ClientList.objects.get().pk])
    form = as_ruth.get(url).context["form"]

    page = words(as_ruth.post(url, dict.fromkeys(form.fields, ""), follow=True))

    assert "0 of 1 row is ready to add" in page
    assert "There is no email address of the owner" in page
