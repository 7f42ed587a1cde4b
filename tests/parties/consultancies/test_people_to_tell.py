"""Who in a practice gets emails about its clients: one rule for every kind of email."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress

from assessment.consulting.clients.queries.people import practice_people
from assessment.parties.consultancies.models import ConsultancyMember, PracticeMail
from assessment.parties.consultancies.queries import people_to_tell
from tests.factories import NOON, make_business, make_colleague, make_consultancy, make_user

pytestmark = pytest.mark.django_db


def unproven(member: ConsultancyMember) -> None:
    ConsultancyMember.objects.filter(pk=member.pk).update(unproven=True)


def inactive(member: ConsultancyMember) -> None:
    member.user.is_active = False
    member.user.save()


def leaving(member: ConsultancyMember) -> None:
    member.user.deletion_asked_at = NOON
    member.user.save()


def muted(member: ConsultancyMember) -> None:
    ConsultancyMember.objects.filter(pk=member.pk).update(muted=list(PracticeMail))


@pytest.mark.parametrize("becomes", [unproven, inactive, leaving, muted])
def test_who_gets_none_gets_none_of_any_kind(
    becomes: Callable[[ConsultancyMember], None],
) -> None:
    firm = make_consultancy(admin=make_user("ruth"))
    bea = make_colleague(firm, make_user("bea"))
    for member in firm.members.select_related("user"):
        user = member.user
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    business = make_business(owner=make_user("olga"))

    becomes(bea)

    told = [people_to_tell(firm, mail) for mail in PracticeMail]
    told.append(practice_people(firm, business))
    assert {tuple(map(str, people)) for people in told} == {("Ruth",)}
