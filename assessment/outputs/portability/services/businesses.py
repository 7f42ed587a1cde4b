"""Import a whole business with its checks and saved plan versions, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from assessment.domain.exchange.submission_json import BadSubmission, read_wish
from assessment.domain.model.maturity import MaturityModel
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Scenario
from assessment.journey.planning.queries.plans import MOST_VERSIONS
from assessment.journey.planning.services import keep_whole_standing
from assessment.journey.questionnaire.models import Assessment
from assessment.outputs.portability.presenters.rows import (
    MOST_TIMES,
    BusinessRow,
    BusyWeekRow,
    ScenarioRow,
    read_file,
)
from assessment.outputs.portability.services.assessments import import_assessment
from assessment.outputs.portability.services.pulses import import_pulse
from assessment.outputs.portability.services.references import (
    People,
    below,
    each,
    people_of,
    stored,
    versions_of,
)
from assessment.outputs.portability.services.surveys import import_survey
from assessment.parties.businesses.models import Business, BusyWeek
from assessment.parties.businesses.services import found_business


@transaction.atomic
def import_business(*, document: object, owner: User, at: datetime) -> Business:
    """Create a business, with `owner` as its only member, from a `business_document`.

    The business and its actions get new addresses. Links, invitations and memberships are not
    imported, so people have to be invited again. What others wrote is kept, but is attributed to
    `owner`, or to a name without an account.

    Raises:
        BadSubmission: names the first field that is not allowed; nothing was created.
    """
    file = read_file(document)
    people, versions = people_of(file.people, owner), versions_of(file.models)
    business = _import_description(file.business, people, at)
    assessments: list[Assessment] = []
    for place, check in each(file.checks, "checks"):
        assessments.append(
            import_assessment(check, place, business, versions, people, before=assessments)
        )
    models = {
        assessment.quarter_starts_on: assessment.model_version.maturity
        for assessment in assessments
    }
    for place, scenario in each(file.scenarios, "scenarios"):
        _import_scenario(scenario, place, business, people, models)
    _count_scenarios(file.scenarios)
    _import_busy_weeks(file.busy_weeks, business)
    if file.survey:
        import_survey(file.survey, business, people)
    for place, pulse in each(file.pulses, "pulses"):
        import_pulse(pulse, place, business, versions)
    keep_whole_standing(business=business)
    return business


def _import_busy_weeks(rows: Sequence[BusyWeekRow], business: Business) -> None:
    if len(rows) > MOST_TIMES:
        raise BadSubmission("busy_weeks", f"must be at most {MOST_TIMES}")
    with stored("busy_weeks"):
        BusyWeek.objects.bulk_create(
            BusyWeek(business=business, starts_on=row.starts_on) for row in rows
        )


def _import_description(row: BusinessRow, people: People, at: datetime) -> Business:
    business = found_business(name=row.name, by=people.owner, at=at)
    for name, value in people.columns(row, Business, "business").items():
        setattr(business, name, value)
    with stored("business"):
        business.save()
    return business


def _import_scenario(
    row: ScenarioRow,
    place: str,
    business: Business,
    people: People,
    models: Mapping[date, MaturityModel],
) -> None:
    model = models.get(row.quarter_starts_on)
    if model is None:
        raise BadSubmission(
            f"{place}.quarter_starts_on", "must be the first day of a check’s quarter"
        )
    with below(f"{place}.wish"):
        read_wish(model, row.wish)
    with stored(place):
        Scenario.objects.create(business=business, **people.columns(row, Scenario, place))


def _count_scenarios(rows: Iterable[ScenarioRow]) -> None:
    quarters = Counter(row.quarter_starts_on for row in rows)
    if any(count > MOST_VERSIONS for count in quarters.values()):
        raise BadSubmission("scenarios", f"must have at most {MOST_VERSIONS} for one quarter")
