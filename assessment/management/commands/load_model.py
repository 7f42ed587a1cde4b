"""Publish a model file as a version for new assessments, or an overlay for a published version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.parties.catalogue.library import CONTENT, model_source, published_by_default
from assessment.parties.catalogue.queries import questions_of_its_own
from assessment.parties.catalogue.services import (
    AlreadyPublished,
    NotPublished,
    publish_model,
    publish_overlay,
)
from assessment.site.operations.headless import read_text, refuse


class Command(BaseCommand):
    help = (
        "Publish a model file or an overlay; without FILE, publish the models supplied with "
        "Cairn, unless the site uses questions of its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
        parser.add_argument(
            "--overlay",
            metavar="FILE",
            type=Path,
            help="publish an overlay for the model that it names, which replaces its earlier one",
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        file, overlay = options["file"], options["overlay"]
        shipped = () if file or overlay else published_by_default()
        # What is published last is in use, so an upgrade must not follow a site's own questions.
        if shipped and (own := questions_of_its_own()):
            newest = CONTENT / f"{shipped[-1]}.toml"
            return f"{own} stays in use. To use Cairn's own questions, publish {newest}."
        sources = [read_text(file)] if file else [model_source(key) for key in shipped]
        overlays = [read_text(overlay)] if overlay else []
        try:
            said = [_said(publish_model(source=one, at=timezone.now())) for one in sources]
            said += [_said(publish_overlay(source=one, at=timezone.now())) for one in overlays]
        except FaultyModel as faulty:
            raise refuse(*faulty.faults) from faulty
        except NotPublished as missing:
            raise refuse(f"overlay: {missing} is not published on this site") from missing
        except AlreadyPublished as published:
            raise refuse(
                f"{published} was already published with different content and was not changed; "
                "give the changed file a new version"
            ) from published
        return "\n".join(said)


def _said(published: tuple[object, bool]) -> str:
    version, new = published
    return f"{version} is published." if new else f"{version} was already published."
