"""Two windows that save versions of a plan under the same name."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.journey.planning.models import Scenario
from assessment.journey.questionnaire.models import Assessment
from assessment.parties.businesses.models import Business
from tests.journey.planning.making import build_url
from tests.web_forms import form_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

MEANS = "hours=20&money=200&actions=5"


def test_a_version_saved_meanwhile_under_the_same_name_is_not_replaced(
    as_owner: Client, business: Business, lindgren: Assessment
) -> None:
    older = form_with(as_owner.get(build_url(business, MEANS)).text, "name", "seen")
    url = reverse("keep_scenario", args=[business.slug])
    as_owner.post(f"{url}?hours=12&money=200&actions=5", {"name": older.value("name")})
    theirs = Scenario.objects.get().wish

    page = as_owner.post(older.action, older.sent(), follow=True).text

    assert "was saved as “Version 1” in the meantime" in page
    assert Scenario.objects.get().wish == theirs
    newer = form_with(page, "name", "seen")
    assert newer.value("name") == "Version 2"
    as_owner.post(newer.action, newer.sent({"name": "Version 1"}))
    assert Scenario.objects.get().wish != theirs


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-06-31T12:00", "2026-11-20T12:00"])
def test_an_odd_time_seen_changes_nothing(
    as_owner: Client, business: Business, lindgren: Assessment, seen: str
) -> None:
    url = f"{reverse('keep_scenario', args=[business.slug])}?{MEANS}"

    assert as_owner.post(url, {"name": "Mine", "seen": seen}).status_code == 302

    assert Scenario.objects.get().name == "Mine"
