"""A whole business with its checks and kept versions of plans, in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from assessment.accounts.models import User
from assessment.domain.exchange import BadSubmission, read_wish
from assessment.domain.maturity import MaturityModel
from assessment.organisations.actions import found_business
from assessment.organisations.models import Business, Meeting
from assessment.planning.models import Scenario
from assessment.reporting.actions.importing.checks import Place, explained, import_check
from assessment.reporting.actions.importing.finding import (
    People,
    each,
    read_models,
    read_people,
    stored,
    table,
)
from assessment.reporting.sheets.kept import FORMAT, VERSION, columns_of, read

PARTS = ("format", "version", "business", "people", "models", "checks", "scenarios")


@transaction.atomic
def import_business(*, document: Any, owner: User, at: datetime) -> Business:
    """A new business, owned by `owner` alone, from what `business_document` wrote.

    Its address is new, and so are those of its actions. Links, invitations and memberships stay
    behind: whoever was in it is invited again.

    Raises:
        BadSubmission: the first field that is not what it may be; nothing was made.
    """
    parts = _parts(document)
    people, versions = read_people(parts["people"]), read_models(parts["models"])
    business = _business(parts["business"], people, owner, at)
    here = Place(business=business, versions=versions, people=people)
    checks = [import_check(here, check, place) for place, check in each(parts["checks"], "checks")]
    models = {check.quarter_starts_on: check.model_version.maturity for check in checks}
    for place, scenario in each(parts["scenarios"], "scenarios"):
        _import_scenario(here, scenario, place, models)
    return business


def _parts(document: Any) -> dict[str, Any]:
    parts = table(document, "", PARTS)
    for name in PARTS:
        if name not in parts:
            raise BadSubmission(name, "is missing")
    if parts["format"] != FORMAT:
        raise BadSubmission("format", f"may be {FORMAT}")
    if parts["version"] != VERSION or type(parts["version"]) is not int:
        raise BadSubmission("version", f"may be {VERSION}, which is all that is known here")
    return parts


def _business(given: Any, people: People, owner: User, at: datetime) -> Business:
    said = read(Business, table(given, "business", columns_of(Business)), "business", people.find)
    if said["time_zone"] and said["time_zone"] not in available_timezones():
        raise BadSubmission("business.time_zone", "may be a time zone such as Europe/London")
    meets = said["meets"]
    if not isinstance(meets, list) or any(place not in Meeting.values for place in meets):
        raise BadSubmission("business.meets", f"may be a list of {', '.join(Meeting.values)}")
    if not said["name"].strip():
        raise BadSubmission("business.name", "may be text that is not empty")
    business = found_business(name=said.pop("name"), by=owner, at=at)
    for name, value in said.items():
        setattr(business, name, value)
    with stored("business"):
        business.save()
    return business


def _import_scenario(
    here: Place, given: Any, place: str, models: Mapping[date, MaturityModel]
) -> None:
    said = here.row(Scenario, given, place)
    model = models.get(said["quarter_starts_on"])
    if model is None:
        raise BadSubmission(f"{place}.quarter_starts_on", "may be the first day of a check")
    explained(lambda: read_wish(model, said["wish"]), f"{place}.wish")
    with stored(place):
        Scenario.objects.create(business=here.business, **said)
