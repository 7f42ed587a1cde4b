"""Create a business from the file that its owner exported."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.foundation.accounts.models import User
from assessment.foundation.accounts.queries import account_of
from assessment.foundation.parsing.addresses import normal_or_same
from assessment.outputs.portability.services.businesses import import_business
from assessment.site.operations.headless import read_json, refuse


class Command(BaseCommand):
    help = (
        "Create a business from the file that its owner saved with “Download all my data”. It "
        "gets a new address and a single owner, who can invite the other people again. What "
        "others answered or changed is kept, but under the owner’s account: no other account is "
        "created or linked. People who did an action are kept by name only, and the email "
        "addresses of helpers are left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the file; - reads standard input")
        parser.add_argument(
            "--owner", metavar="EMAIL", required=True, help="email address of its future owner"
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        owner = owner_named(options["owner"])
        document = read_json(options["file"])
        try:
            business = import_business(document=document, owner=owner, at=timezone.now())
        except BadSubmission as bad:
            raise refuse(str(bad)) from bad
        checks = business.assessments.count()
        return (
            f"{business.name} was imported: /b/{business.slug}/, checks: {checks}, "
            f"owner: {owner.email}"
        )


def owner_named(address: str) -> User:
    owner = account_of(normal_or_same(address))
    if owner is None:
        raise refuse("--owner: must be the email address of an account on this site")
    return owner
