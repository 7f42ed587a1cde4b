"""Signing up with three fields, and a name for those who like."""

from collections.abc import Sequence
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy, ConsultancyRole
from tests.factories import TOO_LONG_ADDRESS, make_model_version, make_user

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]

FIELDS = {
    "email": "Ada@Example.com",
    "password1": "four words in a row",
    "business": "Café Lindgren",
}


def sign_up(client: Client, **changed: str) -> Any:
    return client.post(reverse("account_signup"), {**FIELDS, **changed})


def test_sign_up_creates_the_business_and_signs_in(client: Client, mailoutbox: Outbox) -> None:
    response = sign_up(client)

    user = User.objects.get()
    assert response["Location"] == reverse("businesses")
    assert client.get(reverse("profile")).status_code == 200
    assert user.email == "ada@example.com"
    business = Business.objects.get()
    assert business.name == "Café Lindgren"
    assert business.memberships.get().role == Role.OWNER
    assert business.memberships.get().user == user


def test_a_person_can_give_a_name_or_leave_it_empty(client: Client) -> None:
    sign_up(client, name=" Ada\u200b  Lovelace ")
    sign_up(Client(), email="bo@example.com")

    names = User.objects.order_by("pk").values_list("name", flat=True)
    assert [*names] == ["Ada Lovelace", ""]


def test_one_mail_asks_to_confirm_the_address(client: Client, mailoutbox: Outbox) -> None:
    sign_up(client)

    (mail,) = mailoutbox
    assert mail.subject == "Please confirm your email address"
    assert mail.to == ["ada@example.com"]
    link = next(line for line in str(mail.body).splitlines() if line.startswith("http"))
    assert "Is this your address?" in client.get(link).text
    client.post(link)
    assert EmailAddress.objects.get().verified


def test_opening_the_link_does_not_confirm_the_address(client: Client, mailoutbox: Outbox) -> None:
    sign_up(client)
    link = next(line for line in str(mailoutbox[0].body).splitlines() if line.startswith("http"))

    client.get(link)

    assert not EmailAddress.objects.get().verified


def test_an_empty_form_is_explained_field_by_field(client: Client) -> None:
    response = client.post(reverse("account_signup"), {})

    assert response.status_code == 200
    assert "<title>Error: Start your free check" in response.text
    for words in (
        "Enter your email address.",
        "at least 12 characters",
        "the name of your business",
    ):
        assert words in response.text
    assert 'href="#id_email"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'aria-describedby="id_password1-hint id_password1-error"' in response.text


@pytest.mark.parametrize("password", ["short", "password1234", "ada@example.com"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = sign_up(client, password1=password)

    assert response.status_code == 200
    assert 'href="#id_password1"' in response.text
    assert not User.objects.exists()


def test_a_malformed_address_is_explained(client: Client) -> None:
    assert "like name@example.com" in sign_up(client, email="ada").text


def test_an_address_that_is_too_long_is_refused_rather_than_cut(client: Client) -> None:
    assert "up to 254 characters" in sign_up(client, email=TOO_LONG_ADDRESS).text
    assert not User.objects.exists()


def test_a_known_address_gets_a_mail_and_the_page_does_not_reveal_it(
    client: Client, mailoutbox: Outbox
) -> None:
    make_user("ada")

    response = sign_up(client)

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "Check your inbox" in client.get(response["Location"]).text
    assert User.objects.count() == 1
    assert not Business.objects.exists()
    assert mailoutbox[0].subject == "You already have an account"
    assert "/account/login/" in str(mailoutbox[0].body)


def test_an_invited_person_creates_no_business(client: Client) -> None:
    way_back = reverse("accept_invitation", args=["some-token"])
    page = client.get(reverse("account_signup"), {"next": way_back})
    assert "Name of your business" not in page.text

    response = client.post(
        reverse("account_signup"),
        {**FIELDS, "name": "Ada", "next": way_back},
    )

    assert response["Location"] == way_back
    assert User.objects.get().name == "Ada"
    assert not Business.objects.exists()


def test_next_cannot_lead_to_another_site(client: Client) -> None:
    response = sign_up(client, next="https://evil.example/")

    assert response["Location"] == reverse("businesses")


def test_there_is_no_placeholder_and_no_second_password(client: Client) -> None:
    page = client.get(reverse("account_signup")).text

    assert "placeholder" not in page
    assert "password2" not in page


EASY = "This password is easy to guess. Add two unrelated words."


@pytest.mark.parametrize(
    "password", ["december2026!", "CafeLindgren!", "adalovelace 1", "passwordpassword"]
)
def test_a_password_that_is_easy_to_guess_is_explained(client: Client, password: str) -> None:
    response = sign_up(client, password1=password, name="Ada Lovelace")

    assert response.text.count(EASY) == 2  # in the summary and at the field
    assert not User.objects.exists()


def test_a_new_password_is_measured_with_the_names_of_the_businesses(client: Client) -> None:
    sign_up(client, business="Blue Door")

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": FIELDS["password1"], "password1": "bluedoor2026"},
    )

    assert EASY in response.text


# ---- for clients


FOR_CLIENTS = {"use": "clients", "practice": "Hill & Co", "business": ""}


def test_a_person_who_advises_others_begins_with_a_practice(client: Client) -> None:
    make_model_version()

    response = sign_up(client, **FOR_CLIENTS)

    practice = Consultancy.objects.get()
    assert practice.name == "Hill & Co"
    assert practice.members.get().user == User.objects.get()
    assert practice.members.get().role == ConsultancyRole.ADMIN
    assert not Business.objects.exists()
    first = client.get(response["Location"], follow=True)
    assert first.redirect_chain[-1][0] == reverse("portfolio", args=[practice.slug])
    assert "Begin with one client" in first.text


def test_only_the_name_of_what_was_chosen_counts(client: Client) -> None:
    sign_up(client, **{**FOR_CLIENTS, "business": "Typed before the choice"})
    sign_up(Client(), email="bo@example.com", practice="Typed before the choice")

    assert [practice.name for practice in Consultancy.objects.all()] == ["Hill & Co"]
    assert [business.name for business in Business.objects.all()] == ["Café Lindgren"]


def test_without_its_name_the_practice_is_asked_for_and_nothing_is_made(client: Client) -> None:
    page = sign_up(client, use="clients", practice="").text

    assert "Enter the name of your practice." in page
    assert "Enter the name of your business." not in page
    assert 'value="clients" id="id_use_1" checked' in page
    assert not User.objects.exists()


def test_both_names_are_on_the_page_so_that_it_works_without_a_script(client: Client) -> None:
    page = client.get(reverse("account_signup")).text

    assert "Name of your business" in page
    assert "Name of your practice" in page


def test_the_link_for_consultants_makes_the_choice(client: Client) -> None:
    home = client.get(reverse("home")).text
    page = client.get(reverse("account_signup"), {"for": "clients"}).text

    assert f"{reverse('account_signup')}?for=clients" in home
    assert 'value="clients" id="id_use_1" checked' in page


def test_an_invited_person_begins_no_practice(client: Client) -> None:
    way_back = reverse("accept_invitation", args=["some-token"])

    sign_up(client, **FOR_CLIENTS, next=way_back)

    assert User.objects.exists()
    assert not Consultancy.objects.exists()
