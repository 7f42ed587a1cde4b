"""A whole business with its checks and kept versions of plans, in one transaction."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.domain.model.maturity import MaturityModel
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.queries.plans import MOST_VERSIONS
from assessment.journey.questionnaire.models import Assessment
from assessment.outputs.portability.presenters.row_codec import FORMAT, VERSION, columns_of, read
from assessment.outputs.portability.services.assessments import (
    ImportContext,
    check_wish,
    import_check,
)
from assessment.outputs.portability.services.references import (
    People,
    each,
    read_models,
    read_people,
    stored,
    table,
)
from assessment.parties.businesses.models import Business, Meeting, Trade
from assessment.parties.businesses.services import found_business

PARTS = ("format", "version", "business", "people", "models", "checks", "scenarios")


@transaction.atomic
def import_business(*, document: Any, owner: User, at: datetime) -> Business:
    """A new business, owned by `owner` alone, from what `business_document` wrote.

    Its address is new, and so are those of its actions. Links, invitations and memberships stay
    behind: whoever was in it is invited again. What others said stays in its words; it counts as
    said by `owner`, or by somebody who stands there by name alone.

    Raises:
        BadSubmission: the first field that is not what it may be; nothing was made.
    """
    parts = _parts(document)
    people, versions = read_people(parts["people"], owner), read_models(parts["models"])
    business = _business(parts["business"], people, owner, at)
    context = ImportContext(business=business, versions=versions, people=people)
    checks: list[Assessment] = []
    for place, check in each(parts["checks"], "checks"):
        checks.append(import_check(context, check, place, checks))
    models = {check.quarter_starts_on: check.model_version.maturity for check in checks}
    for place, scenario in each(parts["scenarios"], "scenarios"):
        _import_scenario(context, scenario, place, models)
    _count_scenarios(business)
    return business


def _parts(document: Any) -> dict[str, Any]:
    if isinstance(document, dict) and {"answers", "quarter"} <= document.keys():
        raise BadSubmission("the file", "this is one check, not a whole business")
    parts = table(document, "", PARTS)
    for name in PARTS:
        if name not in parts:
            raise BadSubmission(name, "is missing")
    if parts["format"] != FORMAT:
        raise BadSubmission("format", f"must be {FORMAT}")
    if parts["version"] != VERSION or type(parts["version"]) is not int:
        raise BadSubmission("version", f"must be {VERSION}, which is all that is known here")
    return parts


def _business(given: Any, people: People, owner: User, at: datetime) -> Business:
    said = read(Business, table(given, "business", columns_of(Business)), "business", people.find)
    if said["time_zone"] and said["time_zone"] not in available_timezones():
        raise BadSubmission("business.time_zone", "must be a time zone such as Europe/London")
    meets = said["meets"]
    if not isinstance(meets, list) or any(place not in Meeting.values for place in meets):
        raise BadSubmission("business.meets", f"must be a list of {', '.join(Meeting.values)}")
    if len(set(meets)) < len(meets):
        raise BadSubmission("business.meets", "must name each way to meet customers once")
    if said["trade"] and said["trade"] not in Trade.values:
        must_be = f"must be {', '.join(Trade.values)} or empty"
        raise BadSubmission("business.trade", must_be)
    business = found_business(name=said.pop("name"), by=owner, at=at)
    for name, value in said.items():
        setattr(business, name, value)
    with stored("business"):
        business.save()
    return business


def _import_scenario(
    context: ImportContext, given: Any, place: str, models: Mapping[date, MaturityModel]
) -> None:
    said = context.row(Scenario, given, place)
    model = models.get(said["quarter_starts_on"])
    if model is None:
        raise BadSubmission(f"{place}.quarter_starts_on", "must be the first day of a check")
    check_wish(model, said["wish"], f"{place}.wish")
    with stored(place):
        Scenario.objects.create(business=context.business, **said)


def _count_scenarios(business: Business) -> None:
    quarters = Counter(business.scenarios.values_list("quarter_starts_on", flat=True))
    if any(count > MOST_VERSIONS for count in quarters.values()):
        raise BadSubmission("scenarios", f"must be at most {MOST_VERSIONS} of one quarter")
