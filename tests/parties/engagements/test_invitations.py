"""An owner invites a consultant, who accepts for one of their practices."""

from collections.abc import Iterator

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.consultancies.models import ConsultancyRole, Engagement
from assessment.parties.engagements.models import AccessInvitation
from tests.factories import NOON, make_consultancy, make_engagement, make_model_version, make_user
from tests.parties.engagements.asking import link_mailed, signed_in_just_now

pytestmark = pytest.mark.django_db
INVITED = {"email": "connie@example.com", "level": "work", "until": "none"}


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    make_model_version()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def inviting(business: Business, owner: User) -> Client:
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    client = signed_in_just_now(owner)
    client.post(reverse("invite_consultant", args=[business.slug]), INVITED)
    return client


def test_the_consultant_accepts_for_one_of_several_practices(
    business: Business, inviting: Client
) -> None:
    connie = make_user("connie")
    make_consultancy(admin=connie)
    make_consultancy("South Star", admin=connie)
    hers = signed_in_just_now(connie)

    unchosen = hers.post(link_mailed())
    hers.post(link_mailed(), {"practice": "south-star"})

    assert mail.outbox[0].subject == "Owner lets you in to Café Lindgren"
    assert "Choose a practice." in unchosen.text
    engagement = Engagement.objects.get()
    assert (engagement.consultancy.name, engagement.level) == ("South Star", "work")
    assert hers.get(reverse("business", args=[business.slug])).status_code == 200


def test_without_a_practice_the_consultant_founds_one(business: Business, inviting: Client) -> None:
    hers = signed_in_just_now(make_user("connie"))

    hers.post(link_mailed(), {"name": "Blue Door"})

    member = Engagement.objects.get().consultancy.members.get()
    assert (str(member.consultancy), member.role) == ("Blue Door", ConsultancyRole.ADMIN)


def test_an_invitation_ends_when_it_is_cancelled_or_its_sender_left(
    business: Business, inviting: Client
) -> None:
    hers, link = signed_in_just_now(make_user("connie")), link_mailed()
    uninvite = reverse("uninvite_consultant", args=[business.slug])

    Membership.objects.update(role="viewer")
    sender_left = hers.get(link).status_code
    Membership.objects.update(role="owner")
    works = hers.get(link).status_code
    inviting.post(uninvite, {"invitation": AccessInvitation.objects.get().pk})

    assert (sender_left, works, hers.get(link).status_code) == (404, 200, 404)


def test_a_practice_that_is_in_already_is_not_let_in_twice(
    business: Business, inviting: Client
) -> None:
    connie = make_user("connie")
    make_engagement(business, connie, level="see")

    page = signed_in_just_now(connie).post(link_mailed(), {"practice": "north-star"}, follow=True)

    assert "Café Lindgren has let this practice in already." in page.text
    assert Engagement.objects.get().level == "see"


def test_only_a_confirmed_address_may_invite(business: Business, owner: User) -> None:
    client = signed_in_just_now(owner)

    page = client.post(reverse("invite_consultant", args=[business.slug]), INVITED, follow=True)

    assert "Please confirm your own email address first." in page.text
    assert not mail.outbox
