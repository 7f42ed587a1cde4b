"""Learning the actual time and effect of actions from all businesses of the site."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from assessment.domain.planning.planned_actions import Status
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Experience, PlanItem
from assessment.journey.planning.queries.experience import ActionExperience, experience_of
from assessment.journey.planning.services import learn
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import OWN_MODEL
from assessment.parties.catalogue.models import ModelVersion
from tests.factories import (
    NEXT_VERSION,
    NOON,
    make_answers,
    make_assessment,
    make_business,
    make_user,
)
from tests.journey.planning.making import become, make_saved_plan, plan_just
from tests.kept import kept

pytestmark = pytest.mark.django_db

MODEL = OWN_MODEL
NEWER = f"cairn-{NEXT_VERSION}"
JULY, OCTOBER, JANUARY = date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)


@kept
def firms(db: None) -> list[tuple[Business, User]]:
    """Six businesses, each with an owner."""
    owners = [make_user(f"owner-{n}") for n in range(6)]
    return [(make_business(f"Firm {n}", owner=owner), owner) for n, owner in enumerate(owners)]


def submit_check(business: Business, owner: User, starts_on: date, **values: Any) -> Assessment:
    """Submit a check with every answer at 1 unless given otherwise."""
    made = make_assessment(business, quarter_starts_on=starts_on)
    make_answers(made, owner, 1)
    make_answers(made, owner, values)
    submit(assessment=made, by=owner, at=NOON + timedelta(days=92 if starts_on > JULY else 0))
    return made


def complete(assessment: Assessment, code: str, hours: object, **fields: Any) -> PlanItem:
    """Complete one action in a plan of its own, in this many hours."""
    real = None if hours is None else Decimal(str(hours))
    return become(plan_just(assessment, {code}), code, Status.DONE, real_hours=real, **fields)


def known(code: str = "POL2q") -> Experience:
    return Experience.objects.get(model_key=MODEL, action=code)


def test_hours_are_the_median_over_businesses(firms: list[tuple[Business, User]]) -> None:
    for (business, owner), hours in zip(firms, (1, 2, 3, "3.5", 4, 40), strict=True):
        complete(submit_check(business, owner, JULY), "POL2q", hours)

    learn(at=NOON)

    assert (known().hours, known().hours_firms) == (Decimal("3.25"), 6)
    assert (known().lift, known().lift_firms) == (None, 0)
    assert known().learned_at == NOON


def test_figures_from_fewer_than_five_businesses_are_never_shown(
    firms: list[tuple[Business, User]],
) -> None:
    for business, owner in firms[:4]:
        complete(submit_check(business, owner, JULY), "POL2q", 3)
    learn(at=NOON)
    four = experience_of(MODEL, ["POL2q"])
    business, owner = firms[4]
    complete(submit_check(business, owner, JULY), "POL2q", 3)
    learn(at=NOON)

    assert known().hours_firms == 5
    assert four == {}
    assert experience_of(MODEL, ["POL2q"]) == {
        "POL2q": ActionExperience(hours=Decimal(3), hours_firms=5, lift=None, lift_firms=0)
    }
    assert experience_of(MODEL, ["CUL3q"]) == {}
    assert experience_of("another-1.0", ["POL2q"]) == {}


def test_a_business_counts_once_with_its_latest_figure(firms: list[tuple[Business, User]]) -> None:
    business, owner = firms[0]
    complete(submit_check(business, owner, JULY), "POL2q", 9, ended_on=date(2026, 9, 1))
    complete(submit_check(business, owner, OCTOBER), "POL2q", 2, ended_on=date(2026, 12, 1))

    learn(at=NOON)

    assert (known().hours, known().hours_firms) == (Decimal(2), 1)


@pytest.mark.parametrize("status", [Status.OPEN, Status.RUNNING, Status.PARTLY, Status.DROPPED])
def test_only_completed_actions_count(firms: list[tuple[Business, User]], status: Status) -> None:
    plan = plan_just(submit_check(*firms[0], JULY), {"POL2q"})
    become(plan, "POL2q", status, real_hours=Decimal(3))

    assert learn(at=NOON) == 0
    assert not Experience.objects.exists()


def test_a_completed_action_without_hours_does_not_count(
    firms: list[tuple[Business, User]],
) -> None:
    complete(submit_check(*firms[0], JULY), "POL2q", None)

    assert learn(at=NOON) == 0


def test_an_owners_own_action_does_not_count(firms: list[tuple[Business, User]]) -> None:
    plan = make_saved_plan(submit_check(*firms[0], JULY))
    PlanItem.objects.create(
        plan=plan,
        title="Paint the door",
        hours=3,
        money=0,
        position=9,
        due_on=JULY,
        status=Status.DONE,
        ended_on=JULY,
        real_hours=3,
    )

    assert learn(at=NOON) == 0


# ---- lifts


def test_the_lift_is_the_change_to_the_next_check(firms: list[tuple[Business, User]]) -> None:
    for (business, owner), value in zip(firms, (1, 2, 2, 3, 3, 0), strict=True):
        complete(submit_check(business, owner, JULY), "POL2q", None)
        submit_check(business, owner, OCTOBER, POL2=value)

    learn(at=NOON)

    assert (known().lift, known().lift_firms) == (Decimal(1), 6)
    assert experience_of(MODEL, ["POL2q"])["POL2q"].hours is None


def test_the_next_check_can_be_two_quarters_later(firms: list[tuple[Business, User]]) -> None:
    business, owner = firms[0]
    complete(submit_check(business, owner, JULY), "POL2q", 3)
    submit_check(business, owner, JANUARY, POL2=2)

    learn(at=NOON)

    assert (known().lift, known().lift_firms) == (Decimal(1), 1)


@pytest.mark.parametrize(("practice", "value"), [("POL2", "dk"), ("CON2", "na")])
def test_an_answer_that_is_not_a_step_gives_no_lift(
    firms: list[tuple[Business, User]], practice: str, value: str
) -> None:
    business, owner = firms[0]
    complete(submit_check(business, owner, JULY), f"{practice}q", 3)
    submit_check(business, owner, OCTOBER, **{practice: value})

    learn(at=NOON)

    assert known(f"{practice}q").lift_firms == 0


def test_a_check_of_another_model_version_gives_no_lift(firms: list[tuple[Business, User]]) -> None:
    business, owner = firms[0]
    complete(submit_check(business, owner, JULY), "POL2q", 3)
    later = submit_check(business, owner, OCTOBER, POL2=2)
    other = ModelVersion.objects.create(
        key=NEWER,
        title="Newer",
        content_hash="another",
        source=later.model_version.source,
        published_at=NOON,
    )
    Assessment.objects.filter(pk=later.pk).update(model_version=other)

    learn(at=NOON)

    assert (known().hours_firms, known().lift_firms) == (1, 0)


def test_actions_of_another_model_are_kept_apart(firms: list[tuple[Business, User]]) -> None:
    (one, owner), (other, other_owner) = firms[:2]
    complete(submit_check(one, owner, JULY), "POL2q", 3)
    theirs = submit_check(other, other_owner, JULY)
    complete(theirs, "POL2q", 5)
    newer = ModelVersion.objects.create(
        key=NEWER,
        title="Newer",
        content_hash="another",
        source=theirs.model_version.source,
        published_at=NOON,
    )
    Assessment.objects.filter(pk=theirs.pk).update(model_version=newer)

    learn(at=NOON)

    assert set(Experience.objects.values_list("model_key", "hours")) == {
        (MODEL, Decimal(3)),
        (NEWER, Decimal(5)),
    }


def test_an_action_done_after_the_next_check_waits_for_the_following_one(
    firms: list[tuple[Business, User]],
) -> None:
    business, owner = firms[0]
    late = NOON.date() + timedelta(days=120)
    complete(submit_check(business, owner, JULY), "POL2q", 3, ended_on=late)
    submit_check(business, owner, OCTOBER, POL2=1)

    learn(at=NOON)

    assert known().lift_firms == 0


def test_two_actions_for_one_practice_give_no_lift(
    firms: list[tuple[Business, User]],
) -> None:
    business, owner = firms[0]
    plan = plan_just(submit_check(business, owner, JULY), {"POL2q", "POL2d"})
    for code in ("POL2q", "POL2d"):
        become(plan, code, Status.DONE, real_hours=Decimal(3))
    submit_check(business, owner, OCTOBER, POL2=3)

    learn(at=NOON)

    assert (known().hours_firms, known().lift_firms) == (1, 0)


def test_a_correction_replaces_the_check_it_corrects(
    firms: list[tuple[Business, User]],
) -> None:
    business, owner = firms[0]
    first = submit_check(business, owner, JULY)
    complete(first, "POL2q", 3)
    corrected = make_assessment(business, quarter_starts_on=JULY, revision=2)
    make_answers(corrected, owner, 0)
    submit(assessment=corrected, by=owner, at=NOON)
    submit_check(business, owner, OCTOBER, POL2=2)

    learn(at=NOON)

    assert known().lift == 2


def test_an_extra_check_gives_no_lift(firms: list[tuple[Business, User]]) -> None:
    business, owner = firms[0]
    complete(submit_check(business, owner, JULY), "POL2q", 3)
    extra = make_assessment(business, quarter_starts_on=OCTOBER, extra=1)
    make_answers(extra, owner, 3)
    submit(assessment=extra, by=owner, at=NOON)

    learn(at=NOON)

    assert known().lift_firms == 0


# ---- learning repeatedly


def test_learning_again_changes_nothing(firms: list[tuple[Business, User]]) -> None:
    complete(submit_check(*firms[0], JULY), "POL2q", 3)
    learn(at=NOON)
    before = known()

    assert learn(at=NOON) == 1

    assert (known().pk, known().hours) == (before.pk, before.hours)


def test_figures_that_no_business_has_any_more_are_deleted(
    firms: list[tuple[Business, User]],
) -> None:
    item = complete(submit_check(*firms[0], JULY), "POL2q", 3)
    learn(at=NOON)
    PlanItem.objects.filter(pk=item.pk).update(status=Status.OPEN, ended_on=None)

    learn(at=NOON)

    assert not Experience.objects.exists()


def test_the_command_learns(firms: list[tuple[Business, User]]) -> None:
    complete(submit_check(*firms[0], JULY), "POL2q", 3)
    out = StringIO()

    call_command("learn", stdout=out)

    assert out.getvalue().strip() == "Something is known about 1 action."
    assert known().hours == 3
