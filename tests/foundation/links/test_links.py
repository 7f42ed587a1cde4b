"""Behaviour shared by all secret links, tested on invitations and calendar feeds."""

from datetime import timedelta

import pytest

from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import KEY_LENGTH, KEY_LETTERS, new_key
from assessment.foundation.links.models import SecretLink
from assessment.foundation.links.services import Quota, TooManyLinks, make_link
from assessment.journey.planning.models import HandOver
from assessment.journey.tracking.models import CalendarFeed
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Business, Invitation, Role
from tests.factories import NOON

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
ONE_ADDRESS = "new@example.com"


def invited(business: Business, by: User, email: str = ONE_ADDRESS) -> tuple[Invitation, str]:
    fields = {"business": business, "email": email, "role": Role.VIEWER}
    return make_link(Invitation, by=by, at=NOON, expires_at=NOON + A_DAY, **fields)


def test_a_link_is_found_by_its_token_until_it_expires(business: Business, owner: User) -> None:
    invitation, token = invited(business, owner)
    found = Invitation.objects.behind(token)

    assert found.usable(NOON).get() == invitation
    assert invitation.is_usable(NOON)
    assert not found.usable(NOON + A_DAY).exists()
    assert not invitation.is_usable(NOON + A_DAY)
    assert not Invitation.objects.behind(token + "x").exists()


def test_a_link_without_expiry_works_until_it_is_ended(business: Business, owner: User) -> None:
    feed, token = make_link(CalendarFeed, business=business, by=owner, at=NOON)
    found = CalendarFeed.objects.behind(token)
    assert found.usable(NOON + 999 * A_DAY).get() == feed

    assert found.close(NOON) == 1
    assert found.close(NOON + A_DAY) == 0

    feed.refresh_from_db()
    assert feed.ended_at == NOON
    assert not feed.is_usable(NOON)
    assert not found.usable(NOON).exists()


def test_an_accepted_invitation_is_not_ended(business: Business, owner: User) -> None:
    invitation, _token = invited(business, owner)
    Invitation.objects.update(accepted_at=NOON)

    assert Invitation.objects.all().close(NOON) == 0

    invitation.refresh_from_db()
    assert invitation.ended_at is None
    assert not invitation.is_usable(NOON)


def test_a_quota_limits_the_total_and_each_address(business: Business, owner: User) -> None:
    quota = Quota(links_a_day=3, links_a_day_to_one=1)
    links = Invitation.objects.all()
    invited(business, owner)

    quota.keep(links, to="another@example.com", by=owner, at=NOON)
    quota.keep(links, to="", by=owner, at=NOON)
    quota.keep(links, to=ONE_ADDRESS, by=owner, at=NOON + A_DAY)
    with pytest.raises(TooManyLinks):
        quota.keep(links, to=ONE_ADDRESS, by=owner, at=NOON)

    for name in ("a", "b"):
        invited(business, owner, email=f"{name}@example.com")
    with pytest.raises(TooManyLinks):
        quota.keep(links, to="", by=owner, at=NOON)


def test_links_of_other_people_do_not_count_towards_a_quota(
    business: Business, owner: User, stranger: User
) -> None:
    invited(business, owner)

    Quota(links_a_day=1, links_a_day_to_one=1).keep(
        Invitation.objects.all(), to=ONE_ADDRESS, by=stranger, at=NOON
    )


def test_all_link_models_are_secret_links() -> None:
    assert all(issubclass(m, SecretLink) for m in (Invitation, HandOver, CalendarFeed, SharedLink))


def test_keys_are_random_and_without_lookalike_letters() -> None:
    keys = {new_key() for _ in range(100)}

    assert len(keys) == 100
    assert {len(key) for key in keys} == {KEY_LENGTH}
    assert set("".join(keys)) <= set(KEY_LETTERS)
    assert not set(KEY_LETTERS) & set("01ilou")
