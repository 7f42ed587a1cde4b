"""Two consulting practices that one business lets in: what each keeps to itself."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.queries import mark
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, Engagement
from tests.factories import NOON, make_user


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.fixture
def north(business: Business) -> Client:
    return consultant_of(business, "North")


@pytest.fixture
def south(business: Business) -> Client:
    return consultant_of(business, "South")


def consultant_of(business: Business, name: str) -> Client:
    """Somebody of a practice of that name, which the business lets in."""
    user, client = make_user(name.lower()), Client()
    consultancy = Consultancy.objects.create(slug=name.lower(), name=name, founded_at=NOON)
    ConsultancyMember.objects.create(consultancy=consultancy, user=user)
    Engagement.objects.create(consultancy=consultancy, business=business, given_at=NOON)
    client.force_login(user)
    return client


def address(business: Business) -> str:
    return reverse("report_comments", args=[business.slug, "2026-q4"])


def kept() -> set[tuple[str, bool, str]]:
    return set(Comment.objects.values_list("consultancy__name", "private", "text"))


def test_private_words_are_read_in_their_own_consultancy_alone(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"seen": "", "private-culture": "They will not last."})

    own, other = (client.get(address(business)).text for client in (north, south))

    assert "They will not last." in own
    assert "They will not last." not in other


def test_each_consultancy_keeps_its_own_private_words_about_the_same(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"seen": "", "private-culture": "From the north."})
    response = south.post(address(business), {"seen": "", "private-culture": "From the south."})

    assert response.status_code == 302
    assert kept() == {("North", True, "From the north."), ("South", True, "From the south.")}


def test_nobody_takes_away_what_another_consultancy_keeps_to_itself(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"seen": "", "private-culture": "From the north."})
    south.post(address(business), {"seen": "", "private-culture": "From the south."})

    seen = f"private-culture={mark('From the south.')}"
    south.post(address(business), {"seen": seen, "private-culture": ""})

    assert kept() == {("North", True, "From the north.")}


def test_private_words_of_others_are_not_even_counted(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"seen": "", "private": "Between ourselves."})

    response = south.get(address(business))
    saved = south.post(address(business), {"seen": "", "client": "A sound base."})

    assert mark("Between ourselves.") not in response.text
    assert saved.status_code == 302


def test_nobody_reads_or_takes_away_what_another_consultancy_wrote_for_the_client(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"seen": "", "client": "A sound base."})
    shown = south.get(address(business)).text

    south.post(address(business), {"seen": "", "client": "Start anew."})

    assert "A sound base." not in shown
    assert kept() == {("North", False, "A sound base."), ("South", False, "Start anew.")}


def test_a_report_says_what_its_own_consultancy_wrote_and_the_owners_whoever_wrote_last(
    north: Client, south: Client, business: Business, result: Result, owner: User
) -> None:
    north.post(address(business), {"seen": "", "client": "A sound base."})
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        south.post(address(business), {"seen": "", "client": "Start anew."})

    def signed(reader: User) -> tuple[str, str]:
        document = document_of(business, Quarter.parse("2026-Q4"), reader=reader)
        assert document is not None
        return document.consultant.name, document.consultant.summary

    readers = [User.objects.get(email=f"{name}@example.com") for name in ("north", "south")]
    assert [signed(reader) for reader in readers] == [
        ("North", "A sound base."),
        ("South", "Start anew."),
    ]
    assert signed(owner) == ("South", "Start anew.")


def test_the_words_of_a_consultancy_whose_access_ended_stay_its_own(
    north: Client, south: Client, business: Business, result: Result
) -> None:
    north.post(address(business), {"seen": "", "private": "Between ourselves."})
    Engagement.objects.filter(consultancy__name="North").update(ended_at=NOON)

    assert "Between ourselves." not in south.get(address(business)).text
    assert north.get(address(business)).status_code == 404


def test_the_database_knows_whose_private_words_are(
    north: Client, south: Client, result: Result
) -> None:
    first, second = Consultancy.objects.order_by("name")
    writer = make_user("writer")

    def refused(*, private: bool, consultancy: Consultancy | None) -> bool:
        words: dict[str, Any] = {"text": "A word.", "written_by": writer, "written_at": NOON}
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
