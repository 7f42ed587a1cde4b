"""The pages that anyone can read before signing up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.scoring.scores import shown
from assessment.parties.catalogue.library import own_model, sample_submissions

PAGES = ["home", "method", "privacy", "accessibility"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_public_and_needs_no_database(
    client: Client, db: None, at_most: Callable[[int], Any], name: str
) -> None:
    with at_most(0):
        page = client.get(reverse(name))

    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "style=" not in page.text


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_accept_no_posts(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_titles_differ(client: Client) -> None:
    titles = {client.get(reverse(name)).text.split("<title>")[1].split("<")[0] for name in PAGES}

    assert len(titles) == len(PAGES)


def test_the_front_page_leads_to_sign_up_and_the_sample(client: Client) -> None:
    page = client.get(reverse("home")).text

    assert f'href="{reverse("account_signup")}"' in page
    assert f'href="{reverse("sample")}"' in page
    assert 'id="consultants"' in page


def test_the_picture_shows_the_actual_sample(client: Client) -> None:
    submission = sample_submissions()[-1]

    page = client.get(reverse("home")).text

    assert submission.business in page
    assert f'<b class="number">{shown(submission.scored.overall.points)}</b> of 100' in page
    for score in submission.scored.dimensions:
        title = submission.model.dimension(score.key).title
        assert f"{title} {shown(score.points)}" in page


def test_a_signed_in_person_finds_their_business_on_the_front_page(as_owner: Client) -> None:
    page = as_owner.get(reverse("home")).text

    assert f'href="{reverse("businesses")}"' in page
    assert f'href="{reverse("account_login")}"' not in page


def test_the_method_page_calculates_one_area_as_an_example(client: Client) -> None:
    page = client.get(reverse("method")).text

    assert "100 × 14 ÷ 27 ≈ 52" in page
    for tier in own_model().tiers:
        assert tier.says in page
    assert "about 36 points in an area, 25 overall" in page


def test_privacy_and_accessibility_name_a_contact(client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = "help@example.com"

    for name in ("privacy", "accessibility"):
        assert "mailto:help@example.com" in client.get(reverse(name)).text


def test_security_txt_names_a_contact_and_an_expiry_date(client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = "help@example.com"

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:help@example.com\n" in response.text
    assert "\nExpires: 20" in response.text
