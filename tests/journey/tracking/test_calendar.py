"""The dates of a plan for calendar apps: as a file, and as a feed that can be turned off."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from unicodedata import category

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.journey.planning.models import ChangeKind, Plan, PlanItem
from assessment.journey.planning.services import Actor, change_item
from assessment.journey.tracking.models import CalendarFeed
from assessment.journey.tracking.presenters.calendar_file import CalendarEntry, calendar_of
from assessment.journey.tracking.services import make_feed
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import Engagement
from tests.factories import NOON, make_engagement, make_member, make_user
from tests.kept import kept
from tests.site.reminders.making import make_item, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings: Any) -> Iterator[time_machine.Traveller]:
    settings.SITE_URL = "https://cairn.example"
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@kept
def plan(business: Business, owner: User) -> Plan:
    return make_plan(business, owner)


@pytest.fixture
def item(plan: Plan) -> PlanItem:
    return make_item(plan, date(2026, 12, 2), action="CON3q")


def download(client: Client) -> Any:
    return client.get(reverse("plan_calendar", args=["cafe-lindgren"]))


def events(response: Any) -> list[Any]:
    assert response.status_code == 200
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def summaries(response: Any) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(response)]


def page(client: Client) -> str:
    return client.get(reverse("calendar", args=["cafe-lindgren"])).text


def new_address(client: Client) -> str:
    """Make an address with the button, and read it from the page."""
    shown = client.post(reverse("make_feed", args=["cafe-lindgren"]), follow=True)
    start = shown.text.index(f"{settings.SITE_URL}/calendar/")
    return shown.text[start : shown.text.index('"', start)].removeprefix(settings.SITE_URL)


# ---- the file


def test_every_unfinished_action_has_an_entry(plan: Plan, as_owner: Client) -> None:
    make_item(plan, date(2026, 12, 2), title="Buy chalk")
    make_item(plan, date(2026, 11, 2), title="Late", status=Status.RUNNING)
    for status in (Status.DONE, Status.PARTLY, Status.DROPPED):
        make_item(plan, date(2026, 11, 9), title=status, status=status)

    found = {str(event["SUMMARY"]): event for event in events(download(as_owner))}

    assert list(found) == ["Late", "Buy chalk", "Next check for Café Lindgren is due"]
    assert found["Buy chalk"].decoded("DTSTART") == date(2026, 12, 2)
    assert found["Buy chalk"].decoded("DTEND") == date(2026, 12, 3)
    assert found["Buy chalk"]["STATUS"] == "CONFIRMED"
    assert found["Next check for Café Lindgren is due"].decoded("DTSTART") == date(2027, 1, 1)


def test_an_event_has_the_first_move_and_a_link_to_the_action(
    item: PlanItem, as_owner: Client
) -> None:
    (event, _check) = events(download(as_owner))

    action = item.plan.assessment.model_version.maturity.action("CON3q")
    url = f"https://cairn.example/b/cafe-lindgren/plan/{item.key}/"
    assert event["SUMMARY"] == action.title
    assert event["DESCRIPTION"] == f"{action.first_move}\n\n{url}"
    assert event["URL"] == url


def test_before_the_first_result_there_is_only_the_check(
    business: Business, as_owner: Client
) -> None:
    (event,) = events(download(as_owner))

    assert event.decoded("DTSTART") == date(2026, 10, 1)


def test_the_next_check_follows_the_business_year(plan: Plan, as_owner: Client) -> None:
    Business.objects.update(first_month=2)

    (event,) = events(download(as_owner))

    assert event.decoded("DTSTART") == date(2027, 2, 1)


def test_the_same_plan_gives_the_same_bytes(
    item: PlanItem, as_owner: Client, at_noon: time_machine.Traveller
) -> None:
    before = download(as_owner).content
    at_noon.shift(timedelta(hours=5))

    assert download(as_owner).content == before


def test_a_change_updates_the_event_and_its_sequence_number(
    item: PlanItem, owner: User, as_owner: Client
) -> None:
    (before, _check) = events(download(as_owner))
    later = NOON + timedelta(hours=1)
    new_date = {"due_on": date(2026, 12, 9)}
    change_item(item=item, kind=ChangeKind.MOVED, actor=Actor(by=owner, at=later), new=new_date)

    (after, _check) = events(download(as_owner))

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert (before.decoded("DTSTAMP"), after.decoded("DTSTAMP")) == (NOON, later)
    assert after.decoded("DTSTART") == date(2026, 12, 9)


@pytest.mark.parametrize(
    "title",
    [
        "Tea, cake; and more",
        "back\\slash \\n \\,",
        "“Grüße” 🍰 " + "x" * 70,
        '<b>"bold"</b>',
    ],
)
def test_hostile_titles_stay_inside_the_title(plan: Plan, as_owner: Client, title: str) -> None:
    make_item(plan, date(2026, 12, 2), title=title)
    Business.objects.update(name="Chalk; cheese, & co")

    response = download(as_owner)

    (event, check) = events(response)
    assert event["SUMMARY"] == title
    assert check["SUMMARY"] == "Next check for Chalk; cheese, & co is due"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


CONTROLS = [chr(n) for n in [*range(1, 32), *range(127, 160)]]
UNSEEN = "".join(c for c in CONTROLS if not c.isspace())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Two\nlines", "Two lines"),
        ("END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Evil", "END:VEVENT BEGIN:VEVENT SUMMARY:Evil"),
        (" Buy\t\u2028\x1c\x85chalk ", "Buy chalk"),
        (f"Buy{UNSEEN}\u202e chalk", "Buy chalk"),
    ],
    ids=["lines", "event", "spaces", "controls"],
)
def test_titles_are_one_clean_line(plan: Plan, as_owner: Client, title: str, shown: str) -> None:
    make_item(plan, date(2026, 12, 2), title=title)
    Business.objects.update(name=title)

    response = download(as_owner)

    (event, check) = events(response)
    assert event["SUMMARY"] == shown
    assert check["SUMMARY"] == f"Next check for {shown} is due"
    unfolded = response.text.replace("\r\n ", "")
    assert not [c for c in unfolded.replace("\r\n", "") if category(c) == "Cc"]


def test_descriptions_keep_their_lines_but_no_control_characters() -> None:
    entry = CalendarEntry(
        uid="a", on=NOON.date(), title="Go", text=f"Go{UNSEEN}\r\nnow", url="", changed_at=NOON
    )

    (event,) = Calendar.from_ical(calendar_of("Plan", [entry])).walk("VEVENT")

    assert event["DESCRIPTION"] == "Go\nnow"


def test_the_same_business_on_two_sites_gives_different_events(
    item: PlanItem, as_owner: Client, settings: Any
) -> None:
    here = {str(event["UID"]) for event in events(download(as_owner))}
    settings.SITE_URL = "https://other.example:8443"
    there = {str(event["UID"]) for event in events(download(as_owner))}

    assert {uid.rpartition("@")[2] for uid in here} == {"cairn.example"}
    assert {uid.rpartition("@")[2] for uid in there} == {"other.example"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Chalk; cheese, & co", r"Chalk\; cheese\, & co"),
        ("Two\r\nX-EVIL:1", "Two X-EVIL:1"),
        ("Two\rX-EVIL:1", "Two X-EVIL:1"),
        ("Two\x07 \u2028X-EVIL:1\x85", "Two X-EVIL:1"),
    ],
)
def test_hostile_business_names_stay_inside_the_name(
    item: PlanItem, as_owner: Client, name: str, written: str
) -> None:
    Business.objects.update(name=name)

    lines = download(as_owner).text.split("\r\n")

    assert f"NAME:Plan for {written}" in lines
    assert f"X-WR-CALNAME:Plan for {written}" in lines


def test_the_file_is_named_after_the_business(item: PlanItem, as_owner: Client) -> None:
    response = download(as_owner)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="cafe-lindgren.ics"'
    assert response["Cache-Control"] == "no-store"


def test_a_stranger_finds_nothing(item: PlanItem, as_stranger: Client) -> None:
    names = ["calendar", "plan_calendar"]
    paths = [reverse(name, args=["cafe-lindgren"]) for name in names]

    assert [as_stranger.get(path).status_code for path in paths] == [404, 404]


# ---- an address


def test_a_new_address_is_shown_once(item: PlanItem, as_owner: Client) -> None:
    assert "Make a calendar address" in page(as_owner)

    address = new_address(as_owner)

    again = page(as_owner)
    assert address not in again
    assert "You made an address on" in again
    assert "Make a new address" in again


def test_every_form_has_a_csrf_token(item: PlanItem, as_owner: Client) -> None:
    new_address(as_owner)

    ours = page(as_owner)

    assert ours.count("csrfmiddlewaretoken") == ours.count('method="post"') == 1


def test_the_token_of_an_address_is_not_stored(item: PlanItem, as_owner: Client) -> None:
    token = new_address(as_owner).removeprefix("/calendar/").removesuffix(".ics")

    feed = CalendarFeed.objects.get()
    assert feed.token_hash == hash_of(token)
    assert token not in str(list(as_owner.session.items()))


def test_a_new_token_is_shown_only_to_its_maker(
    item: PlanItem, as_owner: Client, as_stranger: Client, stranger: User, business: Business
) -> None:
    make_member(business, stranger, Role.VIEWER)
    as_owner.post(reverse("make_feed", args=["cafe-lindgren"]))
    as_stranger.cookies["feed"] = as_owner.cookies["feed"].value

    assert "/calendar/" not in page(as_stranger).replace("/plan/calendar/", "")


def test_an_address_works_without_signing_in(
    item: PlanItem, as_owner: Client, client: Client
) -> None:
    response = client.get(new_address(as_owner))

    assert len(events(response)) == 2
    assert response["Cache-Control"] == "private, max-age=600"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "Content-Disposition" not in response


def test_an_unchanged_feed_is_not_sent_again(
    item: PlanItem, as_owner: Client, client: Client
) -> None:
    address = new_address(as_owner)
    etag = client.get(address)["ETag"]

    same = client.get(address, headers={"if-none-match": etag})
    Business.objects.update(name="Another name")
    changed = client.get(address, headers={"if-none-match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200


def test_a_new_address_ends_the_one_before(item: PlanItem, as_owner: Client) -> None:
    first, second = new_address(as_owner), new_address(as_owner)

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_an_address_can_be_turned_off(item: PlanItem, as_owner: Client) -> None:
    address = new_address(as_owner)

    as_owner.post(reverse("end_feed", args=["cafe-lindgren"]))
    ended = as_owner.post(reverse("end_feed", args=["cafe-lindgren"]), follow=True)

    assert Client().get(address).status_code == 404
    assert "The address is turned off." in ended.text
    assert "Make a calendar address" in page(as_owner)


def test_everyone_has_their_own_address(
    item: PlanItem, business: Business, as_owner: Client, stranger: User, as_stranger: Client
) -> None:
    make_member(business, stranger, Role.VIEWER)
    address = new_address(as_owner)
    new_address(as_stranger)

    as_stranger.post(reverse("end_feed", args=["cafe-lindgren"]))

    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("lost", ["membership", "engagement", "account"])
def test_losing_access_to_the_plan_ends_the_address(
    item: PlanItem, business: Business, owner: User, lost: str
) -> None:
    reader = make_user("connie")
    if lost == "engagement":
        make_engagement(business, reader)
    else:
        make_member(business, reader, Role.VIEWER)
    path = reverse("calendar_feed", args=[make_feed(business=business, by=reader, at=NOON)])
    assert Client().get(path).status_code == 200

    if lost == "account":
        User.objects.filter(pk=reader.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=reader).delete()
        Engagement.objects.update(ended_at=NOON)

    assert Client().get(path).status_code == 404


def test_an_unknown_address_is_not_found(db: None, client: Client) -> None:
    assert client.get(reverse("calendar_feed", args=["no-such-token"])).status_code == 404


def test_an_address_is_in_the_language_of_its_maker(
    item: PlanItem, business: Business, owner: User, client: Client
) -> None:
    User.objects.update(language="de")
    path = reverse("calendar_feed", args=[make_feed(business=business, by=owner, at=NOON)])

    (event, _check) = events(client.get(path))

    assert event["SUMMARY"].params["LANGUAGE"] == "de"


def test_the_feed_needs_few_queries(
    plan: Plan, business: Business, owner: User, client: Client, at_most: Callable[[int], Any]
) -> None:
    for number in range(12):
        make_item(plan, date(2026, 12, 2 + number))
    path = reverse("calendar_feed", args=[make_feed(business=business, by=owner, at=NOON)])

    with at_most(7):
        assert len(events(client.get(path))) == 13


def test_the_page_needs_few_queries(
    item: PlanItem, as_owner: Client, at_most: Callable[[int], Any]
) -> None:
    with at_most(5):
        page(as_owner)
