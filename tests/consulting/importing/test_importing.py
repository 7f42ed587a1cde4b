"""A list of clients: looked through, added, taken back; and never twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.consulting.importing import services
from assessment.consulting.importing.models import ClientList, ImportedClient
from assessment.consulting.importing.queries import known as known_module
from assessment.consulting.portfolio.models import ClientTag, TaggedClient
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy, Engagement
from assessment.parties.engagements.models import AccessRequest, NewClient, PreparedBusiness
from assessment.parties.engagements.services import prepare_business
from tests.consulting.importing.lists import HEAD, TWO, add, look_through, reasons, upload, words
from tests.factories import NOON, make_business, make_colleague, make_engagement, make_user

A_DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def test_nothing_is_written_until_somebody_presses_the_button(
    as_ruth: Client, practice: Consultancy
) -> None:
    page = look_through(as_ruth, practice, TWO, tag="Chamber 2026")
    before = Business.objects.count()

    done = add(as_ruth)

    assert "2 of 2 rows are ready to add" in page
    assert "Add 2 clients" in page
    assert before == 0
    assert "2 clients are in your list" in done
    assert "Added, tagged “Chamber 2026”" in done
    made = [
        (
            one.business.name,
            one.owner_email,
            one.owner_name,
            one.business.trade,
            one.business.currency,
        )
        for one in PreparedBusiness.objects.order_by("pk").select_related("business")
    ]
    assert made == [
        ("Alma Yoga", "freya@alma.example", "Freya", "classes", "GBP"),
        ("Tin Kettle", "dev@tin.example", "", "food", "EUR"),
    ]
    tagged = TaggedClient.objects.order_by("tag__name", "business__name")
    assert list(tagged.values_list("tag__name", "business__name")) == [
        ("Chamber 2026", "Alma Yoga"),
        ("Chamber 2026", "Tin Kettle"),
        ("North", "Tin Kettle"),
    ]
    assert Engagement.objects.running(NOON).filter(consultancy=practice).count() == 2
    assert AuditEntry.objects.filter(kind=Event.PREPARED).count() == 2


def test_importing_emails_nobody(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO)
    add(as_ruth)

    assert not mail.outbox
    assert not OutgoingMail.objects.exists()
    assert not AccessRequest.objects.exists()


def test_the_same_list_twice_adds_nobody(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO)
    add(as_ruth)

    again = look_through(as_ruth, practice, TWO)
    done = add(as_ruth)

    assert "0 of 2 rows are ready to add" in again
    assert "Add 0" not in again
    assert "0 clients are in your list" in done
    assert Business.objects.count() == 2


def test_pressing_twice_adds_each_client_once(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO)

    first, second = add(as_ruth), add(as_ruth)

    assert "2 clients are in your list" in first
    assert "2 clients are in your list" in second
    assert Business.objects.count() == 2


def row(name: str = "Bike", email: str = "bo@bike.example", rest: str = "") -> str:
    return f"{name},{email},{rest}"


BAD = {
    "The business has no name": row(name=""),
    "The name is longer than 100 characters": row(name="x" * 101),
    "The name begins like a formula": row(name="=HYPERLINK(1)"),
    "There is no email address of the owner": row(email=""),
    "This email address is not complete": row(email="bike.example"),
    "The owner’s name is longer than 100 characters": row(rest="x" * 101),
    "62 people: Cairn is made for up to 50": row(rest=",,62"),
    "“many” is not a number of people": row(rest=",,many"),
    "“0” is not a number of people": row(rest=",,0"),
    "“DKK” is none of our currencies": row(rest=",,,DKK"),
    "A tag is longer than 40 characters": row(rest=f",,,,{'t' * 41}"),
    "Your access to this owner’s business ended on 10 November": row(email="ended@example.com"),
    "This owner said no to you on 20 November": row(email="declined@example.com"),
    "You have asked this owner already": row(email="asked@example.com"),
}


@pytest.mark.parametrize("why", BAD)
def test_a_row_that_cannot_be_added_says_why(
    why: str, as_ruth: Client, practice: Consultancy, ruth: User
) -> None:
    former = make_engagement(make_business("Former", owner=make_user("ended")), ruth)
    Engagement.objects.filter(pk=former.pk).update(ended_at=NOON - 10 * A_DAY)
    sent = {"level": "work", "made_by": ruth, "made_at": NOON, "expires_at": NOON + 14 * A_DAY}
    for number, (email, no) in enumerate([("asked", None), ("declined", NOON)]):
        AccessRequest.objects.create(
            consultancy=practice,
            email=f"{email}@example.com",
            declined_at=no,
            token_hash=str(number),
            **sent,
        )

    page = look_through(as_ruth, practice, f"{HEAD}\n{BAD[why]}\n{row('Bell', 'a@bell.example')}\n")

    assert reasons(page) == {"2": why}
    assert "1 of 2 rows are ready to add" in page


def test_of_two_rows_with_one_address_the_first_counts(
    as_ruth: Client, practice: Consultancy
) -> None:
    text = f"{HEAD}\n{row()}\n{row('Bike 2', 'BO@bike.example')}\n"

    assert reasons(look_through(as_ruth, practice, text)) == {"3": "Same address as row 2"}


def test_clients_stay_as_they_are(as_ruth: Client, practice: Consultancy, ruth: User) -> None:
    make_engagement(make_business("Alma", owner=make_user("freya")), ruth)
    made = NewClient(name="Tin Kettle", trade="food", team_size="2-4")
    prepare_business(consultancy=practice, client=made, by=ruth, at=NOON)
    text = f"{HEAD}\n{row('Alma', 'freya@example.com')}\n{row('tin kettle', 'dev@tin.example')}\n"

    page = look_through(as_ruth, practice, text, query="?show=already")

    assert "0 of 2 rows are ready to add" in page
    assert "freya@example.com" in page


def test_there_are_only_so_many_businesses_that_wait(
    as_ruth: Client, practice: Consultancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.consulting.importing.presenters.judging.MOST_WAITING", 1)

    page = look_through(as_ruth, practice, TWO)

    assert reasons(page) == {"3": "1 clients wait for their owners already, which is the most"}
    assert known_module.MOST_WAITING == 2_000


def test_there_are_only_so_many_tags(
    as_ruth: Client, practice: Consultancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.consulting.importing.presenters.judging.MOST_TAGS", 1)
    text = f"{HEAD}\n{row(rest=',,,,A')}\n{row('Bell', 'b@bell.example', ',,,,B')}\n"

    page = look_through(as_ruth, practice, text)

    assert reasons(page) == {"3": "“B” would be more tags than the 1 that you can have"}


# ---- what the list means


def settle(client: Client, practice: Consultancy, **chosen: Any) -> str:
    """Send the form of the newest list with some other choices, and return its page."""
    kept = ClientList.objects.latest("pk")
    url = reverse("client_list", args=[practice.slug, kept.pk])
    form = client.get(url).context["form"]
    given = {field.name: chosen.get(field.label.strip("“”"), field.value()) for field in form}
    return words(client.post(url, given, follow=True))


def test_an_unknown_sector_is_settled_once_a_word(as_ruth: Client, practice: Consultancy) -> None:
    lines = [f"B{n},b{n}@b.example,,{word}" for n, word in enumerate(["Axe", "axe ", "Pub"])]
    first = look_through(as_ruth, practice, "\n".join([HEAD, *lines]))

    settle(as_ruth, practice, Axe="classes")
    add(as_ruth)

    assert "2 sectors that we don’t know" in first
    assert "in 2 rows" in first
    trades = Business.objects.order_by("name").values_list("trade", flat=True)
    assert list(trades) == ["classes", "classes", "food"]


def test_any_column_can_be_chosen_for_each_value(as_ruth: Client, practice: Consultancy) -> None:
    text = "Who,Where to\nBike,bo@bike.example\n"
    first = look_through(as_ruth, practice, text)

    page = settle(as_ruth, practice, Business="0", **{"Owner’s email address": "1"})

    assert "0 of 1 row is ready to add" in first
    assert '<details class="settle__columns" open>' in first
    assert "1 of 1 row is ready to add" in page


def test_what_was_settled_elsewhere_meanwhile_is_shown_before_anything_is_added(
    as_ruth: Client, practice: Consultancy
) -> None:
    look_through(as_ruth, practice, TWO)
    seen = ClientList.objects.get()
    settle(as_ruth, practice, Yoga="other")

    url = reverse("add_list", args=[practice.slug, seen.pk])
    reply = as_ruth.post(url, {"settled": seen.settled})

    assert reply.status_code == 409
    assert "Nothing was added." in words(reply)
    assert not Business.objects.exists()


# ---- rows that come back as a file


def test_rows_that_cannot_be_added_come_back_with_reasons_and_can_be_imported_again(
    as_ruth: Client, practice: Consultancy
) -> None:
    text = f"{HEAD}\n{row()}\n=1+1,x@x.example\nBell,bell.example\n"
    look_through(as_ruth, practice, text)
    url = reverse("left_out_csv", args=[practice.slug, ClientList.objects.get().pk])
    before = as_ruth.get(url)

    add(as_ruth)
    after = as_ruth.get(url)

    lines = after.content.decode("utf-8-sig").splitlines()
    assert before.content == after.content
    assert lines == [
        f"{HEAD},Why it was not added",
        "'=1+1,x@x.example,,,,,,The name begins like a formula",
        "Bell,bell.example,,,,,,This email address is not complete",
    ]
    again = "\n".join(lines).replace("'=1+1", "One").replace("Bell,bell", "Bell,hi@bell")
    assert "2 of 2 rows are ready to add" in look_through(as_ruth, practice, again)


def test_reasons_of_an_earlier_time_are_replaced(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, "Business,Email,Why it was not added\nBell,,Old\n")
    url = reverse("left_out_csv", args=[practice.slug, ClientList.objects.get().pk])

    lines = as_ruth.get(url).content.decode("utf-8-sig").splitlines()

    assert lines[0] == "Business,Email,Why it was not added"
    assert lines[1] == "Bell,,There is no email address of the owner"


# ---- taking an import back, and forgetting it


def take_back(client: Client, practice: Consultancy) -> str:
    kept = ClientList.objects.latest("pk")
    return words(client.post(reverse("take_list_back", args=[practice.slug, kept.pk]), follow=True))


def test_an_import_can_be_taken_back(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO, tag="Chamber")
    done = add(as_ruth)

    page = take_back(as_ruth, practice)

    assert "You can take this import back until Friday 27 November" in done
    assert "The import was taken back: 2 clients are gone." in page
    assert not Business.with_archived.exists()
    assert not ClientTag.objects.exists()
    assert not ClientList.objects.exists()
    assert AuditEntry.objects.filter(kind=Event.PURGED).count() == 2


def test_once_an_owner_has_said_yes_it_cannot(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO)
    add(as_ruth)
    taken = Business.objects.get(name="Alma Yoga")
    taken.memberships.create(user=make_user("freya"), role=Role.OWNER, since=NOON)
    taken.prepared.delete()

    page = take_back(as_ruth, practice)

    assert "This import can no longer be taken back." in page
    assert "Take this import back" not in page
    assert Business.objects.count() == 2


def test_lists_are_erased_after_a_day_and_imports_after_a_week(
    as_ruth: Client, practice: Consultancy
) -> None:
    look_through(as_ruth, practice, TWO)
    add(as_ruth)
    look_through(as_ruth, practice, TWO)
    left = []
    for at in (NOON + A_DAY - timedelta(seconds=1), NOON + A_DAY, NOON + 7 * A_DAY):
        services.erase_lists(at=at)
        left.append(ClientList.objects.count())

    assert left == [2, 1, 0]
    assert Business.objects.count() == 2
    assert not ImportedClient.objects.exists()


def test_a_list_can_be_erased_at_once(as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO)
    kept = ClientList.objects.get()

    page = words(as_ruth.post(reverse("drop_list", args=[practice.slug, kept.pk]), follow=True))

    assert "north-tyne.csv has been erased. Nothing was added." in page
    assert not ClientList.objects.exists()


@pytest.mark.parametrize("name", ["client_list", "left_out_csv", "take_list_back"])
def test_a_list_is_its_own_persons(name: str, as_ruth: Client, practice: Consultancy) -> None:
    look_through(as_ruth, practice, TWO)
    colleague = Client()
    colleague.force_login(make_colleague(practice, make_user("bea")).user)
    url = reverse(name, args=[practice.slug, ClientList.objects.get().pk])

    page = words(colleague.get(url, follow=True))

    assert "That list is no longer here." in page
    assert "Alma Yoga" not in page


def test_only_the_newest_lists_wait(as_ruth: Client, practice: Consultancy) -> None:
    for _time in range(services.MOST_LISTS + 2):
        look_through(as_ruth, practice, TWO)

    assert ClientList.objects.count() == services.MOST_LISTS


def test_a_file_that_cannot_be_read_is_explained_and_the_tag_kept(
    as_ruth: Client, practice: Consultancy
) -> None:
    reply = upload(as_ruth, practice, "\0", tag="Chamber")

    assert reply.status_code == 422
    assert "We can’t read this file." in words(reply)
    assert 'value="Chamber"' in words(reply)


# ---- five hundred rows


def five_hundred() -> str:
    lines = [
        f"Client {n},owner{n}@c.example,,{'Pub' if n % 9 else 'Axe'},{n % 50 + 1},,T{n % 7}"
        for n in range(460)
    ]
    lines += [f"Bad {n},no address,,,," for n in range(40)]
    return "\n".join([HEAD, *lines])


def test_five_hundred_rows_take_few_queries(
    as_ruth: Client, practice: Consultancy, django_assert_max_num_queries: Any
) -> None:
    page = look_through(as_ruth, practice, five_hundred(), tag="Chamber")
    kept = ClientList.objects.get()
    url = reverse("client_list", args=[practice.slug, kept.pk])
    with django_assert_max_num_queries(12):
        as_ruth.get(url)
    # SQLite writes at most 999 values at a time; PostgreSQL needs half as many queries.
    with django_assert_max_num_queries(60):
        as_ruth.post(reverse("add_list", args=[practice.slug, kept.pk]), {"settled": kept.settled})
    done = words(as_ruth.get(url))

    assert "Add 460 clients" in page
    assert len(reasons(page)) == 40
    assert "460 clients are in your list" in done
    assert Business.objects.count() == 460
    assert "The import was taken back: 460 clients are gone." in take_back(as_ruth, practice)
