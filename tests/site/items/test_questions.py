"""The page on which administrators see how questions are answered, never by one business."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.models import ModelVersion
from assessment.site.items.queries import figures_of
from tests.factories import NOON, make_user
from tests.foundation.second_step.making import sign_in_with_app
from tests.kept import kept
from tests.site.items.making import MODEL, answer_again, make_site

pytestmark = pytest.mark.django_db
TRADES = ["food"] * 20 + ["shop"] * 9 + ["garage"] * 3


@kept
def checks(owner: User) -> list[Assessment]:
    return make_site(owner, TRADES)


@pytest.fixture
def as_administrator(db: None) -> Client:
    client = Client()
    sign_in_with_app(client, make_user("ada", is_staff=True, is_superuser=True))
    return client


def version() -> ModelVersion:
    return ModelVersion.objects.get(key=MODEL)


def page(client: Client, query: str = "") -> str:
    url = reverse("admin:assessment_modelversion_questions", args=[version().pk])
    return client.get(f"{url}{query}").text


def cells(text: str, code: str) -> list[str]:
    """Return the cells in the row of a question."""
    row = text.split(f'<th scope="row">{code} ', 1)[1].split("</tr>", 1)[0]
    return [part.split("</td>")[0] for part in row.split("<td>")[1:]]


def test_a_row_says_how_a_question_is_answered(
    checks: list[Assessment], as_administrator: Client
) -> None:
    answers = Answer.objects.filter(practice="CUL1")
    answers.update(value="3")
    answers.filter(assessment__in=checks[:8]).update(value="0")
    answers.filter(assessment__in=checks[8:16]).update(value="dk")
    answers.filter(assessment__in=checks[16:24]).update(value="na")

    shown = cells(page(as_administrator), "CUL1")

    assert shown[:7] == ["16", "50 %", "0 %", "0 %", "50 %", "25 %", "25 %"]
    assert -1 <= float(shown[7]) <= 1
    assert shown[8] == "–"


def test_no_business_is_named(checks: list[Assessment], as_administrator: Client) -> None:
    shown = page(as_administrator) + page(as_administrator, "?trade=food")

    assert not any(business.name in shown for business in Business.objects.all())


def test_a_trade_is_shown_only_if_the_others_are_enough_too(
    checks: list[Assessment], as_administrator: Client
) -> None:
    shown = page(as_administrator)

    assert "Food and drink (20)" in shown
    assert "Shop (" not in shown, "the garages could be found by subtracting"
    assert "Garage" not in shown
    assert cells(page(as_administrator, "?trade=food"), "CUL1")[0] == "20"
    url = reverse("admin:assessment_modelversion_questions", args=[version().pk])
    assert as_administrator.get(f"{url}?trade=shop").status_code == 404
    assert as_administrator.get(f"{url}?trade=garage").status_code == 404


def test_fewer_than_eight_businesses_show_nothing(
    checks: list[Assessment], as_administrator: Client
) -> None:
    Assessment.objects.exclude(pk__in=[check.pk for check in checks[:7]]).delete()

    shown = page(as_administrator)

    assert "7 businesses have answered these questions." in shown
    assert "Figures are shown from 8 businesses" in shown
    assert 'class="figures"' not in shown


def test_each_business_counts_once_with_its_newest_check(
    checks: list[Assessment], owner: User
) -> None:
    Assessment.objects.filter(pk=checks[0].pk).update(quarter_starts_on="2026-07-01")
    newer = Assessment.objects.get(pk=checks[0].pk)
    newer.pk, newer.quarter_starts_on = None, NOON.date().replace(month=10, day=1)
    newer.save()
    Answer.objects.create(
        assessment=newer, practice="CUL1", value="dk", revision=1,
        answered_at=NOON, answered_by=owner,
    )  # fmt: skip

    found = figures_of(version())

    assert found.businesses == 32
    assert found.all
    assert found.all[0].not_sure == pytest.approx(1 / 32)


def test_noise_is_shown_from_enough_repeats(owner: User, as_administrator: Client) -> None:
    checks = make_site(owner, ["food"] * 61)
    answer_again(checks, owner, questions=3)

    shown = page(as_administrator)

    assert "Businesses that answered again: 61 (60 needed)." in shown
    assert 0.3 < float(cells(shown, "CUL1")[8]) < 0.8
    assert cells(shown, "CUL4")[8] == "–"
    assert cells(page(as_administrator, "?trade=food"), "CUL1")[8] == "–"


def test_nobody_but_administrators_reads_it(
    checks: list[Assessment], as_owner: Client, as_administrator: Client
) -> None:
    url = reverse("admin:assessment_modelversion_questions", args=[version().pk])
    as_clerk = Client()
    sign_in_with_app(as_clerk, make_user("clara", is_staff=True))

    assert as_owner.get(url, follow=True).status_code == 403
    assert as_clerk.get(url).status_code == 403
    assert as_administrator.get(url.replace(str(version().pk), "999")).status_code == 404
    listed = as_administrator.get(reverse("admin:assessment_modelversion_changelist"))
    assert url in listed.text


def test_queries_do_not_grow_with_the_businesses(
    checks: list[Assessment], at_most: Callable[[int], AbstractContextManager[None]]
) -> None:
    asked = version()
    assert asked.maturity.practices, "parsed once per process"

    with at_most(3):
        figures_of(asked)
