"""Forms that are sent with an outdated CSRF token lose nothing that was typed."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from tests.access.urls import address, our_paths

OURS = {"origin": "http://testserver"}
TYPED = "“For here?” <b>Ask</b> every time & smile.\r\nTwice on Sundays."
FIELD = re.compile(r'<input type="hidden" name="([^"]*)"[^>]*? value="([^"]*)"', re.DOTALL)
WITHOUT_A_TOKEN = {
    *("helper_action", "pause_reminders", "answer_pulse", "pulse_code", "customer_survey"),
    *("livez", "readyz"),
}
"""A secret address or code is the permission of the first; health checks take no forms."""


@pytest.fixture
def strict(owner: User) -> Client:
    """The owner in a browser, with a token that no page of theirs has any more."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    return client


def form_of(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, with its token."""
    return {unescape(name): unescape(value) for name, value in FIELD.findall(page)}


def fields_of(page: str) -> dict[str, str]:
    """Return what was typed, without the token."""
    return {n: value for n, value in form_of(page).items() if n != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("name", sorted({path.name for path in our_paths()} - WITHOUT_A_TOKEN))
def test_every_form_is_offered_again_with_what_was_typed(strict: Client, name: str) -> None:
    response = strict.post(address(name), {"text": TYPED, "go": "on"}, headers=OURS)

    assert response.status_code == 403
    assert fields_of(response.text).items() >= {"text": TYPED, "go": "on"}.items()
    assert "Twice on Sundays." in response.text


def test_only_text_is_shown_and_identifiers_are_sent_unseen(strict: Client) -> None:
    typed = {"note": "Olga sagt: schön", "word": "schön", "operation": str(uuid4()), "hours": "12"}

    response = strict.post(reverse("set_up"), typed, headers=OURS)

    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", response.text, re.DOTALL)
    assert quoted == ["Olga sagt: schön", "schön"]
    assert fields_of(response.text) == typed


def test_a_single_button_does_not_claim_that_something_was_typed(strict: Client) -> None:
    response = strict.post(reverse("set_up"), {"revision": "3"}, headers=OURS)

    assert "you can send it again" in response.text
    assert "what you typed" not in response.text


def test_sent_again_it_is_saved(strict: Client, assessment: Assessment) -> None:
    url = reverse("question", args=[assessment.business.slug, "culture", 1])
    page = strict.get(url).text
    typed = form_of(page) | {"CUL1-value": "2", "CUL1-note": TYPED}
    expired = strict.post(url, typed | {"csrfmiddlewaretoken": "x" * 64}, headers=OURS)

    again = strict.post(url, form_of(expired.text), headers=OURS)

    assert again.status_code == 302
    assert assessment.answers.get(practice="CUL1").note == TYPED


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example"])
def test_what_another_site_sent_is_not_offered(strict: Client, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}

    response = strict.post(reverse("profile"), {"name": "Mallory Moore"}, headers=headers)

    assert response.status_code == 403
    assert "Mallory" not in response.text
    assert "Nothing was changed" in response.text


@pytest.mark.parametrize("host", ["10.0.0.7:8000", "elsewhere.example"])
def test_what_came_for_another_host_is_not_offered(strict: Client, host: str) -> None:
    response = strict.post(
        reverse("profile"),
        {"name": "Mallory Moore"},
        headers={"host": host, "origin": f"http://{host}"},
    )

    assert response.status_code == 400
    assert "Mallory" not in response.text


def test_a_password_is_never_written_into_a_page() -> None:
    typed = {"login": "olga@example.com", "password": "seven warm loaves"}

    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), typed, headers=OURS)

    assert response.status_code == 403
    assert "seven warm loaves" not in response.text
    assert f'href="{reverse("account_login")}"' in response.text


@pytest.mark.parametrize("enforced", [True, False], ids=["outdated token", "good token"])
def test_a_signed_out_person_is_asked_to_sign_in_first(db: None, *, enforced: bool) -> None:
    client = Client(enforce_csrf_checks=enforced)

    response = client.post(reverse("profile"), {"name": "Ola"}, headers=OURS)

    assert fields_of(response.text) == {"name": "Ola"}
    assert "You’re signed out" in response.text
    assert "we’ll ask you once more before anything is saved" in response.text
    assert reverse("account_login") in response.text


def test_files_have_to_be_chosen_again(strict: Client) -> None:
    logo = SimpleUploadedFile("logo.png", b"\x89PNG")

    response = strict.post(
        reverse("practice_branding", args=["north-star"]),
        {"footer": "A b", "logo": logo},
        headers=OURS,
    )

    assert "Please choose yours again" in response.text
    assert fields_of(response.text) == {"footer": "A b"}


def test_a_trusted_origin_counts_as_ours(strict: Client, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://cairn.example"]

    response = strict.post(
        reverse("profile"), {"name": "Olga"}, headers={"origin": "https://cairn.example"}
    )

    assert fields_of(response.text) == {"name": "Olga"}
