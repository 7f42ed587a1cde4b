"""Private notes: only people of the practice who may read them ever see one."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import PrivateNote
from assessment.consulting.clients.services import purge_notes
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.planning.models import Plan
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.parties.departures.services import end_engagement
from tests.factories import NOON

pytestmark = pytest.mark.django_db

TEXT = "Maja is tired of the complaint book."


@pytest.fixture
def note(firm: Consultancy, business: Business, connie: User) -> PrivateNote:
    return PrivateNote.objects.create(
        consultancy=firm, business=business, text=TEXT, written_by=connie, written_at=NOON
    )


def address(name: str, note: PrivateNote) -> str:
    return reverse(name, args=[note.consultancy.slug, note.business.slug, note.pk])


def client_page(client: Client, firm: Consultancy, business: Business) -> str:
    return client.get(reverse("client", args=[firm.slug, business.slug])).text


def test_a_note_has_a_frame_a_lock_and_the_sentence(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    url = reverse("client_notes", args=[firm.slug, business.slug])

    as_connie.post(url, {"text": TEXT})

    page = client_page(as_connie, firm, business)
    assert TEXT in page
    assert "Connie, 20\u00a0November" in page
    for each in (
        page,
        as_connie.get(url).text,
        as_connie.get(address("client_note", PrivateNote.objects.get())).text,
    ):
        assert "panel--private" in each
        assert "private-mark" in each
        assert "Only your practice sees these" in each


def test_an_empty_note_is_explained(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    page = as_connie.post(reverse("client_notes", args=[firm.slug, business.slug]), {"text": " "})

    assert page.status_code == 422
    assert "Write a note first." in page.text


def test_a_note_can_be_changed_and_two_windows_are_asked(
    as_connie: Client, note: PrivateNote
) -> None:
    url = address("client_note", note)
    seen = as_connie.get(url).context["form"].seen_field.value()
    as_connie.post(url, {"text": "Better.", "_seen": seen})
    note.refresh_from_db()
    assert (note.text, note.changed_at) == ("Better.", NOON)

    clash = as_connie.post(url, {"text": "Other.", "_seen": seen})

    assert clash.status_code == 409
    assert "Better." in clash.text
    note.refresh_from_db()
    assert note.text == "Better."


def test_a_deleted_note_is_gone_and_can_come_back(
    as_connie: Client, note: PrivateNote, firm: Consultancy, business: Business
) -> None:
    page = as_connie.post(address("remove_note", note), follow=True).text
    assert "Bring it back" in page
    assert TEXT not in page

    as_connie.post(address("bring_note_back", note))

    assert TEXT in client_page(as_connie, firm, business)


# ---- who sees them


def test_an_assistant_sees_no_notes_and_not_even_that_there_are_any(
    as_assistant: Client, note: PrivateNote, firm: Consultancy, business: Business
) -> None:
    assert "Private notes" not in client_page(as_assistant, firm, business)
    for name in ("client_note", "remove_note", "bring_note_back"):
        assert as_assistant.get(address(name, note)).status_code == 403
    notes = reverse("client_notes", args=[firm.slug, business.slug])
    assert as_assistant.get(notes).status_code == 403
    assert as_assistant.get(reverse("former_clients", args=[firm.slug])).status_code == 403


def test_no_note_reaches_the_business(
    as_owner: Client, as_connie: Client, plan: Plan, firm: Consultancy, business: Business
) -> None:
    url = reverse("client_notes", args=[firm.slug, business.slug])
    as_connie.post(url, {"text": TEXT})

    assert as_owner.get(url).status_code == 404
    for name in ("business", "comments_of_firms", "activity", "team"):
        assert TEXT not in as_owner.get(reverse(name, args=[business.slug]), follow=True).text
    assert TEXT not in str(business_document(business))
    assert AuditEntry.objects.get(kind=Event.PRACTICE_NOTED).business is None


@pytest.mark.parametrize("level", AccessLevel)
def test_every_level_may_keep_notes(
    as_connie: Client,
    engagement: Engagement,
    firm: Consultancy,
    business: Business,
    level: AccessLevel,
) -> None:
    Engagement.objects.update(level=level)

    as_connie.post(reverse("client_notes", args=[firm.slug, business.slug]), {"text": TEXT})

    assert PrivateNote.objects.get().text == TEXT


# ---- after access has ended


def test_after_access_the_practice_reads_its_notes_for_thirty_days(
    as_connie: Client,
    note: PrivateNote,
    engagement: Engagement,
    owner: User,
    connie: User,
    firm: Consultancy,
    at_noon: time_machine.Traveller,
) -> None:
    end_engagement(engagement=engagement, by=owner, at=NOON)

    assert as_connie.get(address("client_note", note)).status_code == 404
    page = as_connie.get(reverse("former_clients", args=[firm.slug])).text
    assert TEXT in page
    assert "Kept until 20\u00a0December\u00a02026, then deleted." in page
    assert TEXT in as_connie.get(reverse("former_clients_file", args=[firm.slug])).text
    at_noon.shift(timedelta(days=30))
    as_connie.force_login(connie)
    assert TEXT not in as_connie.get(reverse("former_clients", args=[firm.slug])).text


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0)])
def test_notes_are_deleted_thirty_days_after_access(
    note: PrivateNote, engagement: Engagement, owner: User, days: int, left: int
) -> None:
    end_engagement(engagement=engagement, by=owner, at=NOON)

    purge_notes(at=NOON + timedelta(days=days))

    assert PrivateNote.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0)])
def test_notes_are_deleted_thirty_days_after_access_ran_out(
    note: PrivateNote, engagement: Engagement, days: int, left: int
) -> None:
    Engagement.objects.update(ends_on=NOON.date(), expires_at=NOON)

    purge_notes(at=NOON + timedelta(days=days))

    assert PrivateNote.objects.count() == left


def test_notes_on_a_client_who_lets_the_practice_in_again_stay(
    note: PrivateNote, engagement: Engagement, owner: User
) -> None:
    end_engagement(engagement=engagement, by=owner, at=NOON)
    Engagement.objects.create(
        consultancy=engagement.consultancy, business=engagement.business, given_at=NOON
    )

    purge_notes(at=NOON + timedelta(days=90))

    assert PrivateNote.objects.exists()


def test_a_deleted_note_goes_for_good_after_thirty_days(
    note: PrivateNote, engagement: Engagement
) -> None:
    PrivateNote.objects.update(removed_at=NOON)

    purge_notes(at=NOON + timedelta(days=30))

    assert not PrivateNote.objects.exists()
