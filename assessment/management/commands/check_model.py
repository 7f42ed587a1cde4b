"""List every fault of a model file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.parties.catalogue.library import find_model
from assessment.site.operations.headless import read_text, refuse


class Command(BaseCommand):
    help = "Check a model file: counts, ids, tiers, texts and word limits. Lists every fault."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *_args: Any, **options: Any) -> str:
        try:
            model = checked_model(read_text(options["file"]), find_model)
        except FaultyModel as faulty:
            raise refuse(*faulty.faults) from faulty
        return (
            f"{model.key} has no faults: {len(model.dimensions)} dimensions, "
            f"{len(model.practices)} practices, {len(model.actions)} actions."
        )
