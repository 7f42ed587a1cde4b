"""People who sign up with an address, and people who prove that it is theirs."""

import re
from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from tests.factories import PASSWORD

Outbox = Sequence[EmailMultiAlternatives]

ADDRESS = "victim@example.org"
THEIRS = "four words in a row"
OWN = "quite another sentence"


def link_in(mail: EmailMultiAlternatives) -> str:
    return next(line for line in str(mail.body).splitlines() if line.startswith("http"))


def sign_up(client: Client, business: str = "Café Lindgren", **changed: str) -> Any:
    fields = {"email": ADDRESS, "password1": THEIRS, "business": business, **changed}
    return client.post(reverse("account_signup"), fields)


def sign_in(client: Client, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": ADDRESS, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def newest(outbox: Any, subject: str) -> EmailMultiAlternatives:
    found = [mail for mail in outbox if subject in mail.subject and mail.to == [ADDRESS]]
    return found[-1]  # type: ignore[no-any-return]


def by_code(client: Client, outbox: Any, address: str = ADDRESS) -> Any:
    asked = client.post(reverse("account_request_login_code"), {"email": address})
    code = re.search(r"^[A-Z0-9]{3,4}-[A-Z0-9]{3,4}$", str(outbox[-1].body), re.MULTILINE)
    assert code
    return client.post(asked["Location"], {"code": code[0]}, follow=True)


def by_link(client: Client, outbox: Any) -> Any:
    return client.post(link_in(newest(outbox, "confirm")), {"password": ""}, follow=True)


def proven_account() -> User:
    user = User.objects.create_user(ADDRESS, PASSWORD, name="Vera")
    EmailAddress.objects.create(user=user, email=ADDRESS, primary=True, verified=True)
    return user
