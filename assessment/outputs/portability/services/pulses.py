"""Import rounds of the pulse that have closed; they have scores, and never answers."""

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.outputs.portability.presenters import rows
from assessment.outputs.portability.services.references import stored
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from assessment.voices.pulse.models import PulseRound

SCORE = "must be null or a number from 0 to 100 as text, such as “160/3”"
LONGEST_SCORE = 40


def import_pulse(
    row: rows.PulseRow, place: str, business: Business, versions: Mapping[str, ModelVersion]
) -> None:
    """Import one round; its links worked on another site only.

    Raises:
        BadSubmission: the row contradicts itself, or the rules of the pulse.
    """
    version = versions.get(str(row.model))
    if version is None:
        raise BadSubmission(f"{place}.model", "must be the key of one of the models")
    if row.outcome is not None:
        _check_outcome(row, f"{place}.outcome", version)
    if row.words and (row.outcome is None or len(row.words) < row.threshold):
        raise BadSubmission(f"{place}.words", "must be empty, or of enough people")
    said = {name: value for name, value in asdict(row).items() if name != "model"}
    with stored(place):
        PulseRound.objects.create(
            business=business, model_version=version, counted_on=row.closed_on, **said
        )


def _check_outcome(row: rows.PulseRow, place: str, version: ModelVersion) -> None:
    """Check that scores are those of areas that the questions have, from enough people."""
    outcome: Mapping[str, Any] = row.outcome or {}
    if set(outcome) != {"people", "dimensions", "awareness", "engagement"}:
        raise BadSubmission(place, "must have people, dimensions, awareness and engagement")
    if type(outcome["people"]) is not int or outcome["people"] != row.answered:
        raise BadSubmission(f"{place}.people", "must be the number of answers")
    areas = outcome["dimensions"]
    if not isinstance(areas, dict) or set(areas) != _areas(version):
        raise BadSubmission(f"{place}.dimensions", "must have each area that the team was asked")
    scores = {**areas, "awareness": outcome["awareness"], "engagement": outcome["engagement"]}
    for name, score in scores.items():
        if not _is_score(score):
            raise BadSubmission(f"{place}.{name}", SCORE)


def _areas(version: ModelVersion) -> set[str]:
    return {item.dimension for item in version.maturity.pulse_items}


def _is_score(given: object) -> bool:
    if given is None:
        return True
    if not isinstance(given, str) or len(given) > LONGEST_SCORE:
        return False
    try:
        return 0 <= Fraction(given) <= 100  # noqa: PLR2004 - points
    except (ValueError, ZeroDivisionError):
        return False
