"""Make the sample site to look around in, to develop on and to test with."""

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
        "Make Café Lindgren with eight quarters, a consulting practice with its clients, and "
        "people to sign in as. Run again, it adds what is missing and changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="for everybody it makes; random if not given")
        parser.add_argument(
            "--reset", action="store_true", help="remove what it made before, then make it again"
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        password = chosen_password(options["password"])
        try:
            welcomed = made(password, reset=options["reset"])
        except NotOurs as taken:
            raise refuse(
                f"{taken} is the address of something else on this site; nothing was changed"
            ) from taken
        except AlreadyPublished as published:
            raise refuse(
                f"{published} was published with other content, so the sample would score "
                "differently; nothing was changed"
            ) from published
        return said(welcomed, password)


def chosen_password(given: str | None) -> str:
    """The password given, or a random one where nobody but us can reach the site."""
    if given is None and not settings.DEVELOPMENT:
        raise refuse(
            "This is not a development site. People of the sample could sign in to it: "
            "give their password yourself with --password."
        )
    if given is None:
        return secrets.token_urlsafe(RANDOM_BYTES)
    try:
        validate_password(given)
    except ValidationError as weak:
        raise refuse(*(f"--password: {message}" for message in weak.messages)) from weak
    return given


@transaction.atomic
def made(password: str, *, reset: bool) -> list[str]:
    if reset:
        remove_demo(password=password)
    return make_demo(password=password)


def said(welcomed: list[str], password: str) -> str:
    if not welcomed:
        return "The sample is complete. Everybody keeps the password they have."
    return f"The sample is made. Sign in as {', '.join(welcomed)}.\nPassword: {password}"
