"""A practice requires two-step sign-in of its people from a day that it sets."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy
from tests.factories import (
    NOON,
    make_business,
    make_consultancy,
    make_engagement,
    make_member,
    make_user,
)
from tests.foundation.second_step.making import code, sign_in_with_app, with_app
from tests.parties.settings.test_practices import IN_A_WEEK, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of_practice(practice: Consultancy, admin: User) -> Business:
    business = make_business(owner=make_user("olga"))
    make_engagement(business, admin)
    return business


def require_from(practice: Consultancy, day: Any) -> None:
    Consultancy.objects.filter(pk=practice.pk).update(second_step_from=day)


def pages_of(practice: Consultancy, business: Business) -> list[str]:
    return [
        *(at(name, practice) for name in ("portfolio", "practice_people", "practice_settings")),
        reverse("team", args=[business.slug]),
    ]


def test_before_the_day_who_has_none_is_told_the_day(
    as_admin: Client, practice: Consultancy, client_of_practice: Business
) -> None:
    day = timezone.localdate() + IN_A_WEEK
    require_from(practice, day)

    answers = [as_admin.get(page) for page in pages_of(practice, client_of_practice)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    for answer in answers[:3]:
        assert "North Star requires two-step sign-in." in answer.text
        assert reverse("mfa_index") in answer.text
        assert f"From {day.day}" in answer.text


@pytest.mark.parametrize("since", [timedelta(0), IN_A_WEEK])
def test_from_that_day_on_every_page_leads_to_setting_it_up(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, since: timedelta
) -> None:
    require_from(practice, timezone.localdate() - since)

    answers = [as_admin.get(page) for page in pages_of(practice, client_of_practice)]
    page = as_admin.get(reverse("mfa_index")).text

    assert {answer.headers.get("Location") for answer in answers} == {reverse("mfa_index")}
    assert "Your practice requires two-step sign-in." in page


def test_with_a_second_step_everything_is_open_without_a_notice(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, admin: User
) -> None:
    require_from(practice, timezone.localdate())
    sign_in_with_app(as_admin, admin)

    answers = [as_admin.get(page) for page in pages_of(practice, client_of_practice)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    assert "requires two-step sign-in" not in answers[0].text


def test_a_session_that_is_older_than_the_second_step_has_to_confirm_it(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, admin: User
) -> None:
    require_from(practice, timezone.localdate())
    with_app(admin)
    pages = pages_of(practice, client_of_practice)

    asked = [as_admin.get(page).headers["Location"] for page in pages]
    confirmed = as_admin.post(asked[0], {"code": code()})

    confirm = reverse("mfa_reauthenticate")
    assert asked == [f"{confirm}?next={page}" for page in pages]
    assert confirmed.headers["Location"] == pages[0]
    assert [as_admin.get(page).status_code for page in pages] == [200, 200, 200, 200]


def test_a_form_of_an_older_session_leads_back_to_its_page(
    as_admin: Client, practice: Consultancy, admin: User
) -> None:
    require_from(practice, timezone.localdate())
    with_app(admin)
    page = at("practice_settings", practice)

    answer = as_admin.post(page, {"name": "Polar"}, headers={"Referer": f"http://testserver{page}"})

    assert answer.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next={page}"
    assert Consultancy.objects.get(pk=practice.pk).name == "North Star"


def test_before_the_day_an_older_session_stays_open(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, admin: User
) -> None:
    require_from(practice, timezone.localdate() + IN_A_WEEK)
    with_app(admin)

    answers = [as_admin.get(page) for page in pages_of(practice, client_of_practice)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    assert "requires two-step sign-in" not in answers[0].text


def test_businesses_of_ones_own_stay_open(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, admin: User
) -> None:
    require_from(practice, timezone.localdate())
    own = make_business("Own Shop", owner=admin)
    make_member(client_of_practice, admin, "viewer")

    opened = [
        as_admin.get(reverse("team", args=[business.slug])).status_code
        for business in (own, client_of_practice)
    ]

    assert opened == [200, 200]


def test_another_practice_without_the_rule_still_lets_in(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, admin: User
) -> None:
    require_from(practice, timezone.localdate())
    second = make_consultancy("Second", admin=admin)
    url = reverse("team", args=[client_of_practice.slug])
    before = as_admin.get(url).status_code

    client_of_practice.engagements.create(consultancy=second, given_at=NOON)

    assert before == 302
    assert as_admin.get(url).status_code == 200
    assert as_admin.get(at("portfolio", second)).status_code == 200


def test_without_the_second_step_only_the_level_of_the_other_practice_counts(
    as_admin: Client, practice: Consultancy, client_of_practice: Business, admin: User
) -> None:
    require_from(practice, timezone.localdate())
    second = make_consultancy("Second", admin=admin)
    client_of_practice.engagements.create(consultancy=second, given_at=NOON, level=AccessLevel.SEE)
    url = reverse("start_extra_check", args=[client_of_practice.slug])

    without = as_admin.post(url).status_code
    with_app(admin)
    older = as_admin.post(url).status_code
    as_admin.post(reverse("mfa_reauthenticate"), {"code": code()})

    assert (without, older) == (403, 403)
    assert as_admin.post(url).status_code != 403
