"""The sample site: complete, reproducible, and removed without touching other people's data."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.consulting.clients.models import Message
from assessment.consulting.portfolio.queries.filters import PortfolioFilter
from assessment.consulting.portfolio.queries.needs import Clients, Need
from assessment.consulting.portfolio.queries.overview import overview_of
from assessment.domain.exchange.documents import outcome_document, wish_document
from assessment.domain.quarters import Quarter
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import comparison
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Experience, PlanItem
from assessment.journey.planning.queries.plans import plan_behind, saved_plan
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.results import results_page
from assessment.journey.results.queries import results_of, submission_of
from assessment.journey.retests.models import RetestSheet
from assessment.journey.retests.queries.asked_again import ASKED_AFTER
from assessment.parties.access.queries import visible_businesses
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.catalogue.library import own_model, sample_submissions, sample_wish
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from assessment.site.operations.demo.people import (
    CLIENTS,
    SIGNING_IN,
    SLUGS,
    TAGS,
    WEB_SHOP,
    WORKS_ALONE,
    WRITTEN,
    WrittenFirm,
)
from assessment.site.operations.demo.plans import BUSY
from assessment.voices.surveys.queries.shared_values import customers_view, survey_for_hub
from tests.factories import NOON, PASSWORD, make_business, make_member, make_user
from tests.kept import kept
from tests.site.operations.sampling import demo, everything, lindgren, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


@kept
def sample(db: None) -> None:
    """The sample, created on an empty site."""
    demo()


# ---- what it creates


def test_frozen_scores_are_those_of_the_sample() -> None:
    results = results_of(lindgren())
    assert [result.assessment.quarter for result in results] == [
        c.quarter for c in sample_submissions()
    ]
    assert [result.outcome for result in results] == [
        outcome_document(c) for c in sample_submissions()
    ]


@pytest.mark.parametrize("firm", WRITTEN, ids=lambda firm: firm.slug)
def test_the_saved_checks_equal_the_sample_in_every_detail(firm: WrittenFirm) -> None:
    business = Business.objects.get(slug=firm.slug)
    saved = [submission_of(result, business) for result in results_of(business)]

    # The sample is no business on a site, so it has no country and no next check. It tells the
    # people who answered apart by their names.
    assert firm.sample.submissions == tuple(
        replace(one, country="", next_due_on=None, sender=one.checked_by) for one in saved
    )


def test_one_check_of_the_cafe_was_answered_by_somebody_else() -> None:
    sent = {
        r.assessment.quarter.key: str(r.assessment.submitted_by) for r in results_of(lindgren())
    }
    others = {quarter: name for quarter, name in sent.items() if name != "Maja Lindgren"}

    assert others == {"2026-Q2": "Jonas Berg"}
    page = signed_in("viewer").get(reverse("results", args=["cafe-lindgren", "2026-q2"])).text
    assert "Somebody else answered this time" in page


def test_the_owner_of_the_cafe_answered_six_questions_again_after_two_weeks() -> None:
    second_look = RetestSheet.objects.get()
    check = results_of(lindgren())[-1].assessment

    assert second_look.assessment == check
    assert second_look.person == check.submitted_by
    assert second_look.answered_at is not None
    assert lindgren().day(second_look.answered_at) == check.submitted_at.date() + ASKED_AFTER  # type: ignore[union-attr]
    first = dict(check.answers.values_list("practice", "value"))
    steps = [(first[again.practice], again.value) for again in second_look.answers.all()]
    assert len(steps) == 6
    assert all(value == before or int(value) == int(before) - 1 for before, value in steps)


def test_the_cafe_moved_from_one_version_of_the_questions_to_the_next() -> None:
    keys = [result.assessment.model_version.key for result in results_of(lindgren())]

    assert keys == ["cairn-1.0"] * 3 + ["cairn-1.1"] * 5


def test_a_person_who_works_alone_and_a_web_shop_read_texts_of_their_own() -> None:
    alone, shop = (Business.objects.get(slug=firm.slug) for firm in (WORKS_ALONE, WEB_SHOP))

    last = submission_of(results_of(alone)[-1], alone)
    set_aside = {p.code for p in last.model.practices if last.sheet.get(p.code).value == "na"}  # type: ignore[union-attr]
    assert set_aside == {"CUL3", "CUL6", "CON2", "POL5"}
    for practice in last.model.practices:
        if practice.needs_team:
            assert last.sheet.get(practice.code).reason == practice.needs_team  # type: ignore[union-attr]
    texts = submission_of(results_of(shop)[-1], shop).model
    assert "A parcel that got lost" in texts.practice("POL2").examples


def test_their_plans_are_saved_and_in_progress() -> None:
    progress = {}
    for firm in (WORKS_ALONE, WEB_SHOP):
        plan = saved_plan(results_of(Business.objects.get(slug=firm.slug))[-1])
        assert plan is not None
        progress[firm.slug] = sorted(planned.status for planned in plan.actions)

    assert progress == {
        "oak-ivy-hair": ["done", "open", "running"],
        "woolly-co": ["done", *["open"] * 4],
    }


def test_the_last_plan_is_saved_with_owners_and_dates() -> None:
    *earlier, last = results_of(lindgren())
    plan = saved_plan(last)
    assert plan is not None
    assert wish_document(plan.wish) == wish_document(sample_wish())
    behind = plan_behind(plan, submission_of(last, lindgren()))
    assert plan.codes == behind.codes
    assert {planned.who for planned in plan.actions} == {"Maja Lindgren", "Jonas Berg"}
    days = [planned.due_on for planned in plan.unfinished]
    assert all(date(2026, 10, 6) < day <= date(2026, 12, 31) for day in days)
    assert [saved_plan(result) is not None for result in earlier] == [False] * 6 + [True]


def test_the_plans_of_the_sample_have_outcomes() -> None:
    *_, summer, autumn = results_of(lindgren())
    before, now = saved_plan(summer), saved_plan(autumn)
    assert before is not None
    assert now is not None
    assert sorted(p.status for p in before.actions) == ["done"] * 4 + ["dropped", "partly"]
    assert all(planned.promised.outcome for planned in before.actions)
    assert sorted(planned.status for planned in now.actions) == [
        "done",
        "done",
        "open",
        "open",
        "running",
    ]


def test_the_sample_firms_have_finished_plans_to_learn_from() -> None:
    assert Experience.objects.filter(hours_firms__gte=5).exists()
    written = [firm.slug for firm in WRITTEN]
    derived = PlanItem.objects.exclude(plan__assessment__business__slug__in=written)
    assert derived.exists()
    unfinished = derived.unfinished().values_list("plan__assessment__business__name", flat=True)
    assert set(unfinished) == {"Little Fern Books"}


def test_all_of_them_can_sign_in_with_verified_addresses() -> None:
    for person in SIGNING_IN:
        client = Client()
        response = client.post(
            reverse("account_login"), {"login": person.email, "password": PASSWORD}
        )
        assert response.status_code == 302
        assert client.session["_auth_user_id"]
        assert EmailAddress.objects.get(email=person.email).verified


def test_everyone_sees_what_their_role_allows() -> None:
    roles = {
        name: visible_businesses(User.objects.get(email=f"{name}@cairn.example"))
        for name in ("owner", "editor", "viewer", "consultant", "stranger")
    }

    for name in ("owner", "editor", "viewer"):
        assert [(b.slug, b.role_of_viewer) for b in roles[name]] == [("cafe-lindgren", name)]
    assert [b.name for b in roles["stranger"]] == ["Marsh Bikes"]
    assert roles["consultant"].count() == 13
    assert {b.role_of_viewer for b in roles["consultant"]} == {Role.CONSULTANT}


def test_a_stranger_does_not_get_into_the_cafe() -> None:
    url = reverse("business", args=["cafe-lindgren"])

    assert signed_in("owner").get(url).status_code == 200
    assert signed_in("stranger").get(url).status_code == 404


def test_twelve_clients_have_up_to_four_quarters_and_scores_of_their_own() -> None:
    histories = {
        client.name: [result.score for result in results_of(Business.objects.get(slug=client.slug))]
        for client in CLIENTS
    }

    assert len(histories) == 12
    assert {len(scores) for scores in histories.values()} == {0, 1, 2, 3, 4}
    assert len({scores[-1] for scores in histories.values() if scores}) >= 10
    assert Answer.objects.filter(value="na").exclude(reason="").exists()
    assert not Answer.objects.filter(value="na", reason="").exists()


def test_the_clients_need_their_consultant_for_different_reasons() -> None:
    running = Engagement.objects.running()
    last = {client.name: results_of(Business.objects.get(slug=client.slug)) for client in CLIENTS}
    checked = {
        name: results[-1].assessment.quarter.key for name, results in last.items() if results
    }

    ends = {e.business.name: e.ends_on for e in running if e.ends_on}
    assert ends == {"The Old Mill Inn": timezone.localdate() + timedelta(days=5)}
    assert {name for name, quarter in checked.items() if quarter < "2026-Q4"} == {
        "Bright Street Garage",
        "Seven Hills Cycles",
    }
    assert Message.objects.get().conversation.business.name == "The Tin Kettle"
    assert "–" in score_shown("Pennine Plumbing")
    assert change_of("Marlow & Finch Opticians").clear
    assert change_of("Marlow & Finch Opticians").points < 0
    assert set(last) - set(checked) == {"Northlight Studio"}
    levels = set(running.values_list("level", flat=True))
    assert levels == set(AccessLevel)


def test_the_list_of_clients_has_every_reason_but_one() -> None:
    firm, at = Consultancy.objects.get(), datetime(2026, 11, 30, 12, tzinfo=UTC)
    overview = overview_of(Clients(consultancy=firm, at=at), PortfolioFilter())
    names = dict(firm.engagements.values_list("pk", "business__name"))

    first = {names[key]: reasons[0] for key, reasons in overview.reasons.items() if reasons}

    # Access ends some days after the sample was made, as the test above says. And of the shipped
    # questions, so many cannot be set aside that a check has no score.
    assert set(Need) - set(first.values()) - {Need.ENDING} == {Need.UNSCORED}
    assert first["Little Fern Books"] == Need.STILL


def score_shown(name: str) -> str:
    business = Business.objects.get(name=name)
    return results_page([submission_of(results_of(business)[-1], business)], BUSY).points


def change_of(name: str) -> Change:
    business = Business.objects.get(name=name)
    change = comparison(*(submission_of(r, business) for r in results_of(business)[-2:])).overall
    assert change is not None
    return change


def test_the_practice_has_an_assistant_and_a_whole_brand() -> None:
    firm = Consultancy.objects.get()

    roles = dict(firm.members.values_list("user__email", "role"))
    assert roles == {"consultant@cairn.example": "admin", "assistant@cairn.example": "assistant"}
    assert firm.brand.logo
    assert firm.brand.logo_dark
    assert firm.brand.footer
    assert firm.client_tags.count() == len(TAGS)


def test_every_business_has_an_owner() -> None:
    owned = Business.objects.filter(memberships__role=Role.OWNER)
    assert owned.count() == Business.objects.count() == len(SLUGS)


# ---- running it again


def test_running_it_twice_changes_nothing() -> None:
    once = everything()

    said = demo(password="eleven quiet teapots")

    assert everything() == once
    assert "All passwords stay the same." in said
    assert "eleven quiet teapots" not in said


def test_missing_parts_are_restored_and_the_rest_is_left_alone() -> None:
    User.objects.filter(email="owner@cairn.example").update(name="Maja L.")
    Membership.objects.filter(user__email="viewer@cairn.example").delete()
    User.objects.get(email="viewer@cairn.example").delete()
    Assessment.objects.filter(business__slug="the-tin-kettle").first().delete()  # type: ignore[union-attr]

    said = demo()

    assert "Sign in as viewer@cairn.example.\n" in said
    assert Membership.objects.get(user__email="viewer@cairn.example").business == lindgren()
    assert Result.objects.filter(assessment__business__slug="the-tin-kettle").count() == 3
    assert User.objects.get(email="owner@cairn.example").name == "Maja L."


def test_access_that_was_ended_stays_ended() -> None:
    Engagement.objects.filter(business=lindgren()).update(ended_at=NOON)

    demo()

    assert not Engagement.objects.running().filter(business=lindgren()).exists()


# ---- starting over


def test_a_reset_recreates_the_same_sample_with_the_given_password() -> None:
    tables = {name: len(rows) for name, rows in everything().items()}
    frozen = frozen_results()
    Business.objects.filter(slug="cafe-lindgren").update(name="Café Changed")

    demo("--reset", password="quite another password")

    assert {name: len(rows) for name, rows in everything().items()} == tables
    assert frozen_results() == frozen
    assert lindgren().name == "Café Lindgren"
    owner = User.objects.get(email="owner@cairn.example")
    assert owner.check_password("quite another password")


def frozen_results() -> list[Any]:
    return list(Result.objects.order_by("pk").values_list("sheet", "score", "frozen_at"))


def test_a_reset_of_a_real_site_leaves_what_others_made_and_the_people_they_know(
    settings: Any,
) -> None:
    settings.DEVELOPMENT = False
    editor, viewer = (User.objects.get(email=f"{n}@cairn.example") for n in ("editor", "viewer"))
    sam = make_user("sam")
    theirs, editors = make_business("Tea Room", owner=sam), make_business(owner=editor, slug="shop")
    make_check(theirs, sent_by=viewer)

    said = demo("--reset", password="quite another password")

    assert "The sample is ready." in said
    theirs.refresh_from_db()
    assert list(theirs.memberships.values_list("user", flat=True)) == [sam.pk]
    assert User.objects.get(email="viewer@cairn.example") == viewer
    editor.refresh_from_db()
    assert editor.check_password("quite another password")
    assert set(editor.memberships.values_list("business__slug", flat=True)) == {
        "cafe-lindgren",
        editors.slug,
    }


def make_check(business: Business, *, sent_by: User) -> None:
    Assessment.objects.create(
        business=business,
        quarter_starts_on=date(2026, 10, 1),
        model_version=ModelVersion.objects.latest("published_at", "pk"),
        started_at=NOON,
        submitted_at=NOON,
        submitted_by=sent_by,
    )


def test_a_member_who_joined_the_cafe_stays_until_a_reset() -> None:
    make_member(lindgren(), make_user("sam"), Role.VIEWER)

    demo()

    assert lindgren().memberships.count() == 4


def test_the_sample_asks_its_customers_for_three_quarters() -> None:
    business = lindgren()

    found = survey_for_hub(business, datetime(2026, 12, 1, tzinfo=UTC), own_model().customer_survey)

    spring = customers_view(
        business, Quarter(date(2026, 4, 1)), own_model().customer_survey
    ).recommendations
    since_spring = found.now.change_since(spring)
    assert [found.now.answers, spring.answers] == [30, 21]
    assert found.change
    assert since_spring
    assert (found.change.clear, since_spring.clear) == (False, True)
    now = customers_view(business, found.quarter, own_model().customer_survey)
    assert [key for key, area in now.areas.items() if area.score is None] == ["consistency"]
