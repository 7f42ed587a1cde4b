"""List every fault of a model file, or of an overlay."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.overlay_checks import checked_overlay
from assessment.domain.exchange.overlay_file import read_overlay
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.maturity import MaturityModel
from assessment.parties.catalogue.library import find_model
from assessment.site.operations.headless import read_text, refuse


class Command(BaseCommand):
    help = "Check a model file: counts, ids, tiers, texts and word limits. Lists every fault."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
        parser.add_argument(
            "--overlay",
            metavar="FILE",
            type=Path,
            help="check an overlay: for the model in FILE, or for one that comes with Cairn",
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        file, overlay = options["file"], options["overlay"]
        if not (file or overlay):
            raise refuse("FILE: is missing")
        try:
            model = checked_model(read_text(file), find_model) if file else None
            return " ".join(
                [
                    *([_model(model)] if model else []),
                    *([_overlay(read_text(overlay), model)] if overlay else []),
                ]
            )
        except FaultyModel as faulty:
            raise refuse(*faulty.faults) from faulty


def _model(model: MaturityModel) -> str:
    return (
        f"{model.key} has no faults: {len(model.dimensions)} dimensions, "
        f"{len(model.practices)} practices, {len(model.actions)} actions."
    )


def _overlay(source: str, model: MaturityModel | None) -> str:
    given = read_overlay(source)
    model = model or find_model(given.model)
    if model is None:
        raise refuse(f"overlay: {given.model} is not part of Cairn; add the file of that model")
    overlay = checked_overlay(source, model)
    return f"The overlay of {model.key} has no faults: {len(overlay.variants)} variants."
