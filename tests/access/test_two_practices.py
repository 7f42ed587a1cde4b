"""Somebody who works for a business through two practices says which one each thing is for."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy
from tests.factories import NOON, make_consultancy, make_user

pytestmark = pytest.mark.django_db
Url = Callable[[Business], str]

ASKS: dict[str, Url] = {
    "reports": lambda b: reverse("reports", args=[b.slug]),
    "report": lambda b: reverse("report", args=[b.slug, "2026-q4", "summary", "a4"]),
    "report_text": lambda b: reverse("report_text", args=[b.slug, "2026-q4", "summary"]),
    "results_xlsx": lambda b: reverse("results_xlsx", args=[b.slug, "2026-q4"]),
    "results_docx": lambda b: reverse("results_docx", args=[b.slug, "2026-q4"]),
    "report_comments": lambda b: reverse("report_comments", args=[b.slug, "2026-q4"]),
    "share": lambda b: reverse("share", args=[b.slug, "2026-q4"]),
}
"""Every page and file that has a practice's name on it."""


@pytest.fixture
def firms(business: Business, answered: Assessment, owner: User) -> tuple[Consultancy, Consultancy]:
    submit(assessment=answered, by=owner, at=NOON)
    user = make_user("connie")
    found = (make_consultancy(admin=user), make_consultancy("South Star", admin=user))
    for firm in found:
        firm.engagements.create(business=business, given_at=NOON)
    return found


@pytest.fixture
def connie(firms: tuple[Consultancy, Consultancy]) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="connie@example.com"))
    return client


def choose(client: Client, business: Business, practice: str, back: str = "") -> str:
    url = reverse("choose_practice", args=[business.slug])
    return str(client.post(url, {"practice": practice, "next": back}).headers.get("Location", ""))


@pytest.mark.parametrize("name", ASKS)
def test_each_page_and_file_asks_first_and_comes_back(
    connie: Client, business: Business, name: str
) -> None:
    url = ASKS[name](business)

    asked = connie.get(url)

    assert asked.status_code == 302
    page = connie.get(asked["Location"])
    assert "North Star</label>" in page.text
    assert "South Star</label>" in page.text
    assert "checked" not in page.text
    assert choose(connie, business, "south-star", url) == url


def test_what_she_makes_then_has_the_chosen_practices_name(
    connie: Client, business: Business, firms: tuple[Consultancy, Consultancy]
) -> None:
    choose(connie, business, "south-star")

    text = connie.get(ASKS["report_text"](business)).text
    connie.post(ASKS["share"](business), {"for_whom": "Our bank", "email": "", "days": "7"})

    assert "Prepared by South Star" in text
    assert "North Star" not in text
    assert SharedLink.objects.get().consultancy == firms[1]


def test_she_can_choose_another_later(connie: Client, business: Business) -> None:
    choose(connie, business, "south-star")
    page = connie.get(ASKS["reports"](business)).text

    choose(connie, business, "north-star")

    assert "Choose another practice" in page
    assert "Prepared by North Star" in connie.get(ASKS["report_text"](business)).text


@pytest.mark.parametrize("practice", ["", "no-such", "blue-door"])
def test_without_a_choice_she_is_asked_again(
    connie: Client, business: Business, practice: str
) -> None:
    url = reverse("choose_practice", args=[business.slug])

    page = connie.post(url, {"practice": practice})

    assert page.status_code == 200
    assert "Choose the practice that you work for here." in page.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_the_way_back_stays_on_the_site(connie: Client, business: Business, back: str) -> None:
    assert choose(connie, business, "north-star", back) == ASKS["reports"](business)


def test_a_choice_that_lost_its_access_is_forgotten(
    connie: Client, business: Business, firms: tuple[Consultancy, Consultancy]
) -> None:
    choose(connie, business, "south-star")
    firms[1].engagements.update(ended_at=NOON)

    assert "Prepared by North Star" in connie.get(ASKS["report_text"](business)).text


def test_a_practice_that_requires_a_second_step_is_not_offered_without_one(
    connie: Client, business: Business, firms: tuple[Consultancy, Consultancy]
) -> None:
    Consultancy.objects.filter(pk=firms[1].pk).update(second_step_from=date(2026, 1, 1))

    assert "Prepared by North Star" in connie.get(ASKS["report_text"](business)).text


@pytest.mark.parametrize("name", ["share", "report_comments"])
def test_a_practice_whose_own_level_does_not_allow_it_is_not_offered(
    connie: Client, business: Business, firms: tuple[Consultancy, Consultancy], name: str
) -> None:
    choose(connie, business, "north-star")
    firms[0].engagements.update(level=AccessLevel.SEE)

    assert connie.get(ASKS[name](business)).status_code == 200
    connie.post(ASKS["share"](business), {"for_whom": "Our bank", "email": "", "days": "7"})

    assert SharedLink.objects.get().consultancy == firms[1]


def test_an_owner_is_never_asked(as_owner: Client, business: Business, connie: Client) -> None:
    assert as_owner.get(ASKS["reports"](business)).status_code == 200
    assert "Prepared by" not in as_owner.get(ASKS["report_text"](business)).text
