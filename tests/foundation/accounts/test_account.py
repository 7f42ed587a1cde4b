"""The account pages: profile, password, email address and sessions."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.forms import ProfileForm, SignUpForm
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import address_is_verified
from tests.factories import PASSWORD
from tests.foundation.second_step.making import sign_in_with_app

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    """A client signed in through the form, because only such sessions are listed."""
    client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    return client


def test_the_account_page_requires_sign_in(client: Client) -> None:
    assert (
        client.get(reverse("profile"))["Location"] == f"{reverse('account_login')}?next=/account/"
    )


def test_browsers_can_fill_in_the_name_of_a_person() -> None:
    for fields in (SignUpForm.base_fields, ProfileForm.base_fields):
        assert fields["name"].widget.attrs["autocomplete"] == "name"


def test_name_colours_and_shortcuts_are_kept(as_owner: Client, owner: User) -> None:
    response = as_owner.post(reverse("profile"), {"name": "Åsa", "theme": "dark"}, follow=True)

    owner.refresh_from_db()
    assert (owner.name, owner.theme, owner.shortcuts) == ("Åsa", "dark", False)
    assert "Saved." in response.text


def test_an_unknown_colour_is_refused_and_nothing_changes(as_owner: Client, owner: User) -> None:
    response = as_owner.post(reverse("profile"), {"name": "Åsa", "theme": "pink"})

    owner.refresh_from_db()
    assert "<title>Error: Your account" in response.text
    assert 'href="#id_theme_0"' in response.text
    assert owner.theme == "auto"


def test_a_persons_time_zone_is_saved(as_owner: Client, owner: User) -> None:
    as_owner.post(reverse("profile"), {"theme": "auto", "time_zone": "America/New_York"})

    owner.refresh_from_db()
    assert owner.zone.key == "America/New_York"
    assert 'value="America/New_York" selected' in as_owner.get(reverse("profile")).text


def test_an_unknown_time_zone_is_explained(as_owner: Client, owner: User) -> None:
    response = as_owner.post(reverse("profile"), {"theme": "auto", "time_zone": "Mars/Base"})

    owner.refresh_from_db()
    assert "Choose a time zone from the list." in response.text
    assert owner.time_zone == ""


def test_the_language_field_appears_only_if_there_is_a_choice(
    as_owner: Client, owner: User, settings: Any
) -> None:
    assert "Language of our emails" not in as_owner.get(reverse("profile")).text
    settings.LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]

    assert "Language of our emails" in as_owner.get(reverse("profile")).text
    as_owner.post(reverse("profile"), {"theme": "auto", "language": "de"})

    owner.refresh_from_db()
    assert owner.language == "de"


def test_the_account_page_links_to_the_reminders(as_owner: Client) -> None:
    assert reverse("reminders") in as_owner.get(reverse("profile")).text


@pytest.mark.parametrize(
    ("theme", "link"),
    [
        ("auto", 'tokens-dark.css" media="screen and (prefers-color-scheme: dark)"'),
        ("dark", 'tokens-dark.css" media="screen"'),
        ("light", None),
    ],
)
def test_the_theme_changes_only_one_attribute(
    as_owner: Client, owner: User, theme: str, link: str | None
) -> None:
    User.objects.filter(pk=owner.pk).update(theme=theme)

    page = as_owner.get(reverse("profile")).text

    assert (link in page) if link else ("tokens-dark" not in page)


def test_the_account_page_needs_few_queries(
    as_owner: Client, at_most: Callable[[int], Any]
) -> None:
    with at_most(5):
        as_owner.get(reverse("profile"))


def test_a_new_password_needs_the_old_one(signed_in: Client, owner: User) -> None:
    fields = {"oldpassword": "wrong", "password1": "quite another one"}

    response = signed_in.post(reverse("account_change_password"), fields)

    assert "not the right password" in response.text
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_a_new_password_signs_out_the_other_devices(
    signed_in: Client, owner: User, mailoutbox: Outbox
) -> None:
    other = Client()
    other.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})

    signed_in.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "quite another one"},
    )

    assert signed_in.get(reverse("profile")).status_code == 200
    assert other.get(reverse("profile")).status_code == 302
    assert mailoutbox[-1].subject == "Your Cairn password was changed"


def test_a_new_address_takes_effect_once_it_is_confirmed(
    signed_in: Client, owner: User, mailoutbox: Outbox
) -> None:
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)

    asked = signed_in.post(
        reverse("account_email"), {"email": "new@example.com", "action_add": "1"}
    )
    assert "Confirm that it’s you" in signed_in.get(asked["Location"]).text
    assert not mailoutbox
    signed_in.post(asked["Location"], {"password": PASSWORD})
    assert "Waiting for you to confirm" in signed_in.get(reverse("account_email")).text
    owner.refresh_from_db()
    assert owner.email == "owner@example.com"

    link = next(line for line in str(mailoutbox[0].body).splitlines() if line.startswith("http"))
    signed_in.post(link)

    owner.refresh_from_db()
    assert owner.email == "new@example.com"
    assert address_is_verified(owner)
    assert mailoutbox[-1].to == ["owner@example.com"]
    assert mailoutbox[-1].subject == "Your Cairn email address was changed"


def test_other_sessions_can_be_ended(signed_in: Client, owner: User) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    other.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    page = signed_in.get(reverse("usersessions_list")).text
    assert "Firefox on Windows" in page
    assert "This device" in page

    signed_in.post(reverse("usersessions_list"))

    assert other.get(reverse("profile")).status_code == 302
    assert signed_in.get(reverse("profile")).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "account_reauthenticate",
        "account_logout",
        "usersessions_list",
        "account_inactive",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ],
)
def test_every_account_page_uses_our_layout(signed_in: Client, name: str) -> None:
    page = signed_in.get(reverse(name))

    assert page.status_code == 200
    assert " · Cairn</title>" in page.text
    assert page.text.count("<h1") == 1
    assert "style=" not in page.text


def test_the_first_administrator_is_made_on_the_command_line(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", "--noinput", "--email=ada@example.com", verbosity=0)

    sign_in_with_app(client, User.objects.get(email="ada@example.com"))
    assert client.get(reverse("admin:index")).status_code == 200
