"""Measure how much answers vary by chance on this site, and write it as a new version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.domain.exchange.calibration_file import calibration_text
from assessment.domain.exchange.model_checks import checked_model
from assessment.domain.scoring.calibration import (
    ENOUGH_BUSINESSES,
    ENOUGH_PAIRS,
    Calibration,
    calibration,
)
from assessment.domain.scoring.rules import rule_of
from assessment.journey.retests.queries.second_answers import second_answers
from assessment.parties.catalogue.models import ModelVersion, published_model
from assessment.site.operations.headless import refuse, write_file


class Command(BaseCommand):
    help = (
        "Measure how much answers vary by chance, from what people on this site answered twice, "
        "and write the figures as a new version for load_model. It needs 60 businesses in which "
        "the person who sent a check answered some of its questions again. Figures about another "
        "person need 40 checks that somebody else answered apart, if both sides agreed to that. "
        "The file has only figures and names no business."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "model", metavar="MODEL", help="the published version to calibrate, such as cairn-1.1"
        )
        parser.add_argument(
            "--out", metavar="FILE", type=Path, required=True, help="the file to write"
        )

    def handle(self, *_args: Any, **options: Any) -> str:
        version = version_named(options["model"])
        model, answers = version.maturity, second_answers(version)
        found = calibration(model, answers.same, answers.other)
        if not found.figures:
            raise CommandError(f"Not enough yet, so nothing was written; {counted(found)}.")
        text = calibration_text(
            model, next_version(version), found, answers.days[0], answers.days[-1]
        )
        written = checked_model(text, published_model)
        write_file(options["out"], text.encode())
        return (
            f"{written.key} is in {options['out']}; {counted(found)}. Publish it with load_model: "
            f"new checks then use it, and earlier ones keep their version."
        )


def counted(found: Calibration) -> str:
    return (
        f"businesses that answered again: {found.retests} ({ENOUGH_BUSINESSES} needed); "
        f"checks that somebody else answered too: {found.raters} ({ENOUGH_PAIRS} needed)"
    )


def version_named(key: str) -> ModelVersion:
    version = ModelVersion.objects.filter(key=key).first()
    if version is None:
        raise refuse(f"MODEL: {key} is not published on this site")
    model = version.maturity
    if model.base:
        raise refuse(f"MODEL: {key} is a calibration itself; name {model.base}")
    if not rule_of(model).names_doubt:
        raise refuse(f"MODEL: {key} has no figures of doubt to calibrate")
    return version


def next_version(version: ModelVersion) -> str:
    """Return the number of the next calibration: 1.1.1 for the first of 1.1."""
    earlier = ModelVersion.objects.filter(key__startswith=f"{version.key}.").values_list("key")
    numbers = [key.removeprefix(f"{version.key}.") for (key,) in earlier]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{version.maturity.version}.{last + 1}"
