"""Creating the sample: what exists is left alone, and what is missing is added."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessment.journey.planning.services import learn
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import (
    OWN_MODEL,
    model_source,
    published_by_default,
    sample_submissions,
)
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.catalogue.services import publish_model
from assessment.site.operations.demo.accounts import People, add_people, sample_users
from assessment.site.operations.demo.answers import submissions_of
from assessment.site.operations.demo.businesses import (
    FOUNDED,
    add_assessments,
    add_business,
    moment,
)
from assessment.site.operations.demo.people import (
    DERIVED,
    STRANGERS,
    WRITTEN,
    Firm,
    WrittenFirm,
)
from assessment.site.operations.demo.plans import EVENING, add_plan, play_plans, save_for_firm
from assessment.site.operations.demo.practice import add_practice
from assessment.site.operations.demo.pulse import ask_team
from assessment.site.operations.demo.retests import answer_again
from assessment.site.operations.demo.second_opinions import answer_apart
from assessment.site.operations.demo.surveys import ask_customers


@transaction.atomic
def make_demo(*, password: str) -> list[str]:
    """Create what is missing; return the addresses that can now sign in with this password.

    Raises:
        NotOurs: something else has the address of a sample business or of the practice.
        AlreadyPublished: our model was published with different content under the same key.
    """
    versions = _questions()
    welcomed = add_people(password)
    people = sample_users()
    clients = {_written(each, people, versions): people[each.owner.email] for each in WRITTEN}
    for firm in DERIVED:
        clients[_firm(firm, people, versions)] = people[firm.owner.email]
    _firm(STRANGERS, people, versions)
    add_practice(people, clients)
    learn(at=moment(sample_submissions()[-1].checked_on, EVENING))
    return welcomed


def _questions() -> Mapping[str, ModelVersion]:
    """Publish what comes with Cairn, and return the versions by key."""
    return {
        key: publish_model(source=model_source(key), at=FOUNDED)[0]
        for key in published_by_default()
    }


def _written(firm: WrittenFirm, people: People, versions: Mapping[str, ModelVersion]) -> Business:
    sample, team = firm.sample, [(people[each.email], role) for each, role in firm.team.items()]
    plans = {plan.quarter: plan for plan in sample.plans}
    usual, circumstances = sample.plans[-1].wish, sample.circumstances
    means: dict[str, Any] = {"trade": circumstances.trade, "team_size": circumstances.team}
    means |= {"meets": [*circumstances.meets], "hours": usual.hours, "money": usual.money}
    business = add_business(sample.name, team, means)
    by_name = {person.name: people[person.email] for person in firm.team}
    planners = [people[person.email] for person in firm.planners]
    for check, assessment in add_assessments(business, sample.submissions, by_name, versions):
        if check.quarter in plans:
            add_plan(check, assessment, plans[check.quarter], planners)
        if firm.second_look_on and check is sample.submissions[-1]:
            answer_again(check, assessment, firm.second_look_on, planners[0])
        if firm.apart_on and check is sample.submissions[-1]:
            answer_apart(check, assessment, firm.apart_on, team[-1][0], planners[0])
    if firm.asks_customers:
        ask_customers(business, planners[0], versions[OWN_MODEL].maturity)
    if firm.asks_team:
        ask_team(business, planners[0], versions[OWN_MODEL])
    return business


def _firm(firm: Firm, people: People, versions: Mapping[str, ModelVersion]) -> Business:
    means = {"trade": firm.trade, "team_size": firm.team_size, "meets": [*firm.meets]}
    owner = people[firm.owner.email]
    business = add_business(firm.name, [(owner, Role.OWNER)], means)
    model = versions[OWN_MODEL].fitted_to(business.circumstances)
    checks = submissions_of(firm, model)
    new = add_assessments(business, checks, {firm.owner.name: owner}, versions)
    play_plans(new, owner)
    if new and firm.stands_still:
        save_for_firm(*new[-1], owner)
    return business
