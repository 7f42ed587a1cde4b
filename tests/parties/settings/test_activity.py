"""The list of who did what, its filters, and its spreadsheet."""

import csv
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.services import record
from assessment.parties.businesses.models import Business, Role
from tests.access.urls import our_paths
from tests.factories import (
    NOON,
    confirm,
    make_business,
    make_consultancy,
    make_engagement,
    make_member,
    make_user,
)
from tests.parties.departures.doors import result_of
from tests.voices.surveys.making import make_survey

pytestmark = pytest.mark.django_db


def address(business: Business, name: str = "activity", **asked: object) -> str:
    return reverse(name, args=[business.slug], query=asked)


@pytest.fixture
def entries(business: Business, owner: User) -> None:
    """Forget the owner’s own sign-in, and record events of two people."""
    edith = make_user("edith")
    make_member(business, edith, Role.EDITOR)
    record(Event.SHARED, by=owner, at=NOON, business=business, person="The bank", quarter="Q4")
    about = {"person": "Edith", "before": "viewer", "role": "editor"}
    record(Event.ROLE_CHANGED, by=owner, at=NOON, business=business, **about)
    record(Event.FEED_MADE, by=edith, at=NOON + timedelta(hours=1), business=business)


def test_the_list_says_who_did_what_newest_first(
    as_owner: Client, business: Business, entries: None, at_most: Callable[[int], Any]
) -> None:
    with at_most(7):
        page = as_owner.get(address(business)).text

    assert page.index("Edith made a calendar address.") < page.index(
        "Owner changed the role of Edith from viewer to editor."
    )
    assert "Owner shared the result of Q4 with The bank." in page
    assert "20\u00a0November\u00a02026, 12:00" in page


def test_the_address_chooses_a_person_or_a_kind(
    as_owner: Client, business: Business, entries: None
) -> None:
    hers = as_owner.get(address(business, who="Edith")).text
    shared = as_owner.get(address(business, who="Owner", what="shared")).text

    assert "made a calendar address." in hers
    assert "shared the result" not in hers
    assert "shared the result" in shared
    assert "changed the role" not in shared


def test_a_filter_that_matches_nothing_says_so(
    as_owner: Client, business: Business, entries: None
) -> None:
    page = as_owner.get(address(business, who="Nobody", what="purged")).text

    assert "Nothing to show" in page
    assert "Choose “Everybody” and “Everything”" in page


def test_every_moment_is_written_for_programs_too(
    as_owner: Client, business: Business, entries: None
) -> None:
    moments = re.findall(r'<time[^>]* datetime="([^"]+)"', as_owner.get(address(business)).text)

    assert moments
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)


def test_fifty_are_shown_on_a_page(as_owner: Client, business: Business, owner: User) -> None:
    for number in range(51):
        at = NOON + timedelta(minutes=number)
        record(Event.EXPORTED, by=owner, at=at, business=business, file=f"file-{number}.csv")

    first = as_owner.get(address(business, what="exported")).text
    second = as_owner.get(address(business, what="exported", page=2)).text
    beyond = as_owner.get(address(business, what="exported", page="x")).text

    assert first.count("downloaded the file") == 50
    assert "Page 1 of 2" in first
    assert "?what=exported&amp;page=2" in first
    assert "file-0.csv" in second
    assert second.count("downloaded the file") == 1
    assert "Page 1 of 2" in beyond


def test_sign_ins_of_members_are_listed_from_the_day_they_joined(
    as_owner: Client, business: Business
) -> None:
    edith, stranger = make_user("edith"), make_user("stella")
    make_member(business, edith, Role.EDITOR)
    record(Event.SIGNED_OUT, by=edith, at=NOON - timedelta(days=1))
    record(Event.SIGNED_IN, by=edith, at=NOON + timedelta(days=1))
    record(Event.SIGNED_IN, by=stranger, at=NOON + timedelta(days=1))

    page = as_owner.get(address(business)).text

    assert "Edith signed in." in page
    assert "Edith signed out." not in page
    assert "Stella" not in page


def test_events_in_another_business_are_not_listed(
    as_owner: Client, business: Business, owner: User
) -> None:
    other = make_business("Other", owner=owner)
    record(Event.FEED_MADE, by=owner, at=NOON, business=other)

    assert "made a calendar address" not in as_owner.get(address(business)).text


def test_hostile_names_are_escaped(as_owner: Client, business: Business, owner: User) -> None:
    record(Event.INVITED, by=owner, at=NOON, business=business, person="<b>%(who)s", role="viewer")

    assert "invited &lt;b&gt;%(who)s as viewer." in as_owner.get(address(business)).text


def test_the_spreadsheet_has_the_same_lines_and_cannot_run_formulas(
    as_owner: Client, business: Business, entries: None, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(name="=1+1")
    owner.refresh_from_db()
    record(Event.FEED_ENDED, by=owner, at=NOON, business=business)

    response = as_owner.get(address(business, "activity_csv", what="feed_ended"))
    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))

    assert rows[0] == ["Day", "Time", "Who", "Email address", "What"]
    assert len(rows) == 2
    assert rows[1][0] == "2026-11-20"
    assert rows[1][2].startswith("'=")
    assert rows[1][3] == "owner@example.com"


def test_a_name_that_somebody_borrows_is_told_apart_by_the_address(
    as_owner: Client, business: Business, owner: User
) -> None:
    edith = make_user("edith")
    make_member(business, edith, Role.EDITOR)
    client = Client()
    client.force_login(edith)
    client.post(reverse("profile"), {"name": "Owner", "theme": "auto"})
    edith.refresh_from_db()
    record(Event.FEED_MADE, by=edith, at=NOON + timedelta(days=1), business=business)

    page = as_owner.get(address(business)).text
    hers = as_owner.get(address(business, who="edith@example.com")).text

    assert "Owner changed their name. It was Edith before." in page
    for choice in ("Edith, Owner (edith@example.com)", "Owner (owner@example.com)"):
        assert choice in page
    assert "Owner made a calendar address." in hers
    assert re.search(r"made a calendar address\. <span[^>]*>edith@.*example\.com", hers)
    assert "created the business" not in hers


def test_somebody_without_a_name_is_not_named_twice(as_owner: Client, business: Business) -> None:
    edith = make_user("edith")
    User.objects.filter(pk=edith.pk).update(name="")
    edith.refresh_from_db()
    record(Event.FEED_MADE, by=edith, at=NOON, business=business)

    page = as_owner.get(address(business, what="feed_made")).text

    assert "edith@example.com made a calendar address." in page
    assert AuditEntry.objects.get(kind=Event.FEED_MADE).address_beside_name == ""
    assert ">edith@example.com</option>" in page


def test_owners_find_the_list_from_team_and_settings(as_owner: Client, business: Business) -> None:
    for name in ("team", "business_settings"):
        assert address(business) in as_owner.get(address(business, name)).text


# ---- looks and downloads: recorded while reading


def test_a_consultants_look_is_recorded_once_a_day(business: Business) -> None:
    connie = make_user("connie")
    make_engagement(business, connie)
    client = Client()

    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(connie)
        for name in ("team", "plan", "team"):
            client.get(address(business, name))
        clock.shift(timedelta(days=1))
        client.get(address(business, "team"))

    looks = AuditEntry.objects.filter(kind=Event.LOOKED, business=business, by=connie)
    assert [entry.at for entry in looks.order_by("at")] == [NOON, NOON + timedelta(days=1)]


def test_a_second_look_of_the_day_writes_nothing_and_costs_no_query(
    business: Business, at_most: Callable[[int], Any]
) -> None:
    connie = make_user("connie")
    make_engagement(business, connie)
    client = Client()
    client.force_login(connie)
    client.get(address(business, "team"))

    # Two of them are for the businesses and practices between which the header switches.
    with at_most(8):
        client.get(address(business, "team"))


def test_a_look_of_a_member_is_not_recorded(as_owner: Client, business: Business) -> None:
    as_owner.get(address(business, "team"))

    assert not AuditEntry.objects.filter(kind=Event.LOOKED).exists()


FILES = {path.name: path for path in our_paths()}
DOWNLOADS = {
    "account_json",
    "activity_csv",
    "business_json",
    "report_text",
    "results_csv",
    "results_docx",
    "results_json",
    "results_xlsx",
    "survey_csv",
    "trends_csv",
}
"""Files with the data of a business or an account. A report is a row of its own, which says who
asked for it and when."""
OTHER_FILES = {
    *("calendar_feed", "plan_calendar", "security_txt", "empty_list_csv", "left_out_csv"),
    "left_out_answers_csv",
}


def test_every_address_of_a_file_is_in_the_table() -> None:
    files = {
        name
        for name in FILES
        if name.endswith(("_csv", "_json", "_xlsx", "_docx", "_text", "_txt"))
    }

    assert files | {"calendar_feed", "plan_calendar"} == DOWNLOADS | OTHER_FILES


@pytest.mark.parametrize("name", sorted(DOWNLOADS))
def test_a_download_is_recorded_once_a_day(
    as_owner: Client, business: Business, owner: User, name: str
) -> None:
    result = result_of(business, owner)
    make_survey(business, owner)
    takes = {"slug": business.slug, "quarter": result.assessment.slug, "edition": "summary"}
    url = reverse(name, kwargs={key: takes[key] for key in FILES[name].takes})

    confirm(as_owner)

    found = [as_owner.get(url).status_code for _ in range(2)]

    assert found == [200, 200]
    entry = AuditEntry.objects.get(kind=Event.EXPORTED, by=owner)
    assert entry.business == (None if name == "account_json" else business)
    assert entry.about["file"].endswith((".csv", ".json", ".xlsx", ".docx", ".txt"))


def test_the_account_document_has_no_secrets(as_owner: Client, business: Business) -> None:
    make_consultancy(admin=business.memberships.get().user)
    confirm(as_owner)

    found = as_owner.get(reverse("account_json")).json()

    assert found["account"]["email"] == "owner@example.com"
    assert found["memberships"] == [
        {"business__name": "Café Lindgren", "role": "owner", "since": NOON.isoformat()}
    ]
    assert found["consultancies"] == [
        {
            "consultancy__name": "North Star",
            "role": "admin",
            "since": NOON.isoformat(),
            "muted": [],
        }
    ]
    text = str(found)
    assert not any(word in text for word in ("password", "token", "session_key", "hash"))


def test_no_kind_is_offered_that_only_a_practice_has(
    as_owner: Client, business: Business, entries: None
) -> None:
    page = as_owner.get(address(business)).text
    offered = set(re.findall(r'<option value="(\w+)"', page))

    assert {"shared", "looked", "practice_asked"} <= offered
    assert not {"practice_noted", "practice_joined", "practice_closed"} & offered
