"""Passwords have one spelling, however a keyboard types their letters."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

COMPOSED = "crème brûlée d\u2019été"
DECOMPOSED = "cre\u0300me bru\u0302le\u0301e d\u2019e\u0301te\u0301"
WIDE = "ｃｒème brûlée d\u2019été"


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED, WIDE])
@pytest.mark.parametrize("stored", [COMPOSED, DECOMPOSED, WIDE])
def test_a_password_is_the_same_in_every_spelling(stored: str, typed: str) -> None:
    user = make_user("ada")
    user.set_password(stored)

    assert user.check_password(typed)
    assert not user.check_password("creme brulee d'ete")


def test_a_password_stored_as_typed_still_works_and_then_gets_its_normal_spelling(
    client: Client,
) -> None:
    user = make_user("ada")
    User.objects.filter(pk=user.pk).update(password=make_password(DECOMPOSED))

    client.post(reverse("account_login"), {"login": user.email, "password": DECOMPOSED})

    assert client.get(reverse("profile")).status_code == 200
    user.refresh_from_db()
    assert user.check_password(COMPOSED)


def test_twelve_characters_are_counted_as_they_are_stored(client: Client) -> None:
    fields = {"email": "ada@example.org", "business": "Café", "password1": "e\u0301" * 6}

    response = client.post(reverse("account_signup"), fields)

    assert 'href="#id_password1"' in response.text
    assert not User.objects.exists()


def test_an_account_without_a_password_accepts_none() -> None:
    user = User.objects.create_user("ada@example.org")

    assert not user.has_usable_password()
    assert not user.check_password("")
