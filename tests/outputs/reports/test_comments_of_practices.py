"""Two consultancies engaged by one business: their comments stay separate."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import mark
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, Engagement
from tests.factories import NOON, make_user, practice_behind
from tests.kept import kept


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.fixture
def north(business: Business) -> Client:
    return consultant_of(business, "North")


@pytest.fixture
def south(business: Business) -> Client:
    return consultant_of(business, "South")


def consultant_of(business: Business, name: str) -> Client:
    """A client signed in for a consultancy of that name, engaged by the business."""
    user, client = make_user(name.lower()), Client()
    consultancy = Consultancy.objects.create(slug=name.lower(), name=name, founded_at=NOON)
    ConsultancyMember.objects.create(consultancy=consultancy, user=user)
    Engagement.objects.create(consultancy=consultancy, business=business, given_at=NOON)
    client.force_login(user)
    return client


def address(business: Business) -> str:
    return reverse("report_comments", args=[business.slug, "2026-q4"])


def comments_stored() -> set[tuple[str, bool, str]]:
    return set(Comment.objects.values_list("consultancy__name", "private", "text"))


def test_private_comments_are_visible_only_within_their_own_consultancy(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"_seen": "", "private-culture": "They will not last."})

    own, other = (client.get(address(business)).text for client in (north, south))

    assert "They will not last." in own
    assert "They will not last." not in other


def test_each_consultancy_has_its_own_private_comment_on_a_subject(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"_seen": "", "private-culture": "From the north."})
    response = south.post(address(business), {"_seen": "", "private-culture": "From the south."})

    assert response.status_code == 302
    assert comments_stored() == {
        ("North", True, "From the north."),
        ("South", True, "From the south."),
    }


def test_private_comments_of_another_consultancy_cannot_be_deleted(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"_seen": "", "private-culture": "From the north."})
    south.post(address(business), {"_seen": "", "private-culture": "From the south."})

    seen = f"private-culture={mark('From the south.')}"
    south.post(address(business), {"_seen": seen, "private-culture": ""})

    assert comments_stored() == {("North", True, "From the north.")}


def test_private_comments_of_others_do_not_affect_saving(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"_seen": "", "private": "Between ourselves."})

    response = south.get(address(business))
    saved = south.post(address(business), {"_seen": "", "client": "A sound base."})

    assert mark("Between ourselves.") not in response.text
    assert saved.status_code == 302


def test_client_comments_of_another_consultancy_cannot_be_read_or_deleted(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"_seen": "", "client": "A sound base."})
    shown = south.get(address(business)).text

    south.post(address(business), {"_seen": "", "client": "Start again."})

    assert "A sound base." not in shown
    assert comments_stored() == {
        ("North", False, "A sound base."),
        ("South", False, "Start again."),
    }


def test_a_report_has_its_own_consultancys_comments_and_the_owners_has_the_latest(
    north: Client, south: Client, business: Business, result: Result, owner: User
) -> None:
    north.post(address(business), {"_seen": "", "client": "A sound base."})
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        south.post(address(business), {"_seen": "", "client": "Start again."})

    def signed(reader: User) -> tuple[str, str]:
        practice = practice_behind(business, reader)
        document = document_of(business, Quarter.parse("2026-Q4"), practice=practice)
        assert document is not None
        return document.consultant.name, document.consultant.summary

    readers = [User.objects.get(email=f"{name}@example.com") for name in ("north", "south")]
    assert [signed(reader) for reader in readers] == [
        ("North", "A sound base."),
        ("South", "Start again."),
    ]
    assert signed(owner) == ("South", "Start again.")


def test_comments_stay_private_after_a_consultancys_access_ends(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"_seen": "", "private": "Between ourselves."})
    Engagement.objects.filter(consultancy__name="North").update(ended_at=NOON)

    assert "Between ourselves." not in south.get(address(business)).text
    assert north.get(address(business)).status_code == 404


def test_the_database_allows_one_comment_per_consultancy_and_no_private_one_without(
    north: Client, south: Client, result: Result
) -> None:
    first, second = Consultancy.objects.order_by("name")
    writer = make_user("writer")

    def refused(*, private: bool, consultancy: Consultancy | None) -> bool:
        words: dict[str, Any] = {"text": "A comment.", "written_by": writer, "written_at": NOON}
        try:
            with transaction.atomic():
                Comment.objects.create(
                    result=result, private=private, consultancy=consultancy, **words
                )
        except IntegrityError:
            return True
        return False

    assert refused(private=True, consultancy=None)
    assert [
        refused(private=True, consultancy=consultancy) for consultancy in (first, second, first)
    ] == [
        False,
        False,
        True,
    ]
    consultancies = (None, None, first, first)
    assert [refused(private=False, consultancy=consultancy) for consultancy in consultancies] == [
        False,
        True,
        False,
        True,
    ]
