"""Say everything that is wrong with a model file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessment.domain.maturity import MaturityModel
from assessment.domain.model_checks import faults_of
from assessment.domain.model_file import FaultyModel, read_model
from assessment.management.headless import refuse


class Command(BaseCommand):
    help = "Check a model file: counts, ids, tiers, texts and word limits."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *_args: Any, **options: Any) -> str:
        model = checked_model(read_text(options["file"]), self.stderr.write)
        return (
            f"{model.key} is sound: {len(model.dimensions)} dimensions, "
            f"{len(model.practices)} practices, {len(model.actions)} actions."
        )


def read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise refuse(f"FILE: cannot be read as UTF-8 text ({fault})") from fault


def checked_model(source: str, say: Any) -> MaturityModel:
    """The model of a file without a fault; otherwise every fault is said first."""
    try:
        model = read_model(source)
        faults: tuple[str, ...] = tuple(faults_of(model))
    except FaultyModel as faulty:
        faults = faulty.faults
    if faults:
        for fault in faults:
            say(fault)
        raise refuse(f"{len(faults)} faults found; nothing was changed")
    return model
