"""Create the sample site, for trying Cairn out, for development and for tests."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction

from assessment.parties.catalogue.services import AlreadyPublished
from assessment.site.operations.demo import NotOurs, make_demo, remove_demo
from assessment.site.operations.headless import refuse

RANDOM_BYTES = 12


class Command(BaseCommand):
    help = (
        "Create Café Lindgren with eight quarters, a consulting practice with its clients, and "
        "accounts to sign in with. Running it again adds what is missing and changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="password for every new account; random if omitted")
        parser.add_argument(
            "--reset", action="store_true", help="delete the sample, then create it again"
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        password = chosen_password(options["password"])
        try:
            welcomed = create(password, reset=options["reset"])
        except NotOurs as taken:
            raise refuse(
                f"{taken} is already the address of something else on this site; "
                "nothing was changed"
            ) from taken
        except AlreadyPublished as published:
            raise refuse(
                f"{published} was published with different content, so the sample would score "
                "differently; nothing was changed"
            ) from published
        return summary(welcomed, password)


def chosen_password(given: str | None) -> str:
    """Return the password given, or a random one on a development site."""
    if given is None and not settings.DEVELOPMENT:
        raise refuse(
            "This is not a development site, and the sample accounts can sign in to it. "
            "Choose their password with --password."
        )
    if given is None:
        return secrets.token_urlsafe(RANDOM_BYTES)
    try:
        validate_password(given)
    except ValidationError as weak:
        raise refuse(*(f"--password: {message}" for message in weak.messages)) from weak
    return given


@transaction.atomic
def create(password: str, *, reset: bool) -> list[str]:
    if reset:
        remove_demo(password=password)
    return make_demo(password=password)


def summary(welcomed: list[str], password: str) -> str:
    if not welcomed:
        return "The sample was already complete. All passwords stay the same."
    return f"The sample is ready. Sign in as {', '.join(welcomed)}.\nPassword: {password}"
