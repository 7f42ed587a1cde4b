"""Publish a model file as a version for new assessments."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.parties.catalogue.library import CONTENT, model_source, published_by_default
from assessment.parties.catalogue.queries import questions_of_its_own
from assessment.parties.catalogue.services import AlreadyPublished, publish_model
from assessment.site.operations.headless import read_text, refuse


class Command(BaseCommand):
    help = (
        "Publish a model file; without FILE, publish those supplied with Cairn, "
        "unless the site uses questions of its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")

    def handle(self, *_args: Any, **options: Any) -> str:
        file = options["file"]
        if file:
            return self._publish(read_text(file))
        # What is published last is in use, so an upgrade must not follow a site's own questions.
        if own := questions_of_its_own():
            newest = CONTENT / f"{published_by_default()[-1]}.toml"
            return f"{own} stays in use. To use Cairn's own questions, publish {newest}."
        return "\n".join(self._publish(model_source(key)) for key in published_by_default())

    def _publish(self, source: str) -> str:
        try:
            version, new = publish_model(source=source, at=timezone.now())
        except FaultyModel as faulty:
            raise refuse(*faulty.faults) from faulty
        except AlreadyPublished as published:
            raise refuse(
                f"{published} was already published with different content and was not changed; "
                "give the changed file a new version"
            ) from published
        return f"{version.key} is published." if new else f"{version.key} was already published."
