"""Make a business from what its owner took along."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.foundation.accounts.models import User
from assessment.outputs.portability.services.businesses import import_business
from assessment.site.operations.headless import read_json, refuse


class Command(BaseCommand):
    help = (
        "Make a new business from the file that “Download all my data” gives. It gets a new "
        "address and one owner; whoever else was in it is invited again. What others said stays, "
        "but counts as the owner’s: no account of anybody else is made or named. Whoever did an "
        "action stands there by name, and helpers’ e-mail addresses are left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the file; - reads standard input")
        parser.add_argument("--owner", metavar="EMAIL", required=True, help="who will own it")

    def handle(self, *_args: Any, **options: Any) -> str:
        owner = owner_named(options["owner"])
        document = read_json(options["file"])
        try:
            business = import_business(document=document, owner=owner, at=timezone.now())
        except BadSubmission as bad:
            raise refuse(str(bad)) from bad
        checks = business.assessments.count()
        return (
            f"{business.name} is there: /b/{business.slug}/, checks: {checks}, owner: {owner.email}"
        )


def owner_named(address: str) -> User:
    owner = User.objects.filter(email__iexact=address).first()
    if owner is None:
        raise refuse("--owner: must be the address that somebody signs in with here")
    return owner
