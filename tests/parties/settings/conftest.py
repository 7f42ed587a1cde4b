"""A practice with an admin and a consultant."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
)
from tests.factories import (
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_model_version,
    make_user,
)


@pytest.fixture
def admin(db: None) -> User:
    user = make_user("ada")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def practice(admin: User) -> Consultancy:
    # The list of its clients shows their answers to the newest questions.
    make_model_version()
    return make_consultancy(admin=admin)


@pytest.fixture
def carl(practice: Consultancy) -> ConsultancyMember:
    return make_colleague(practice, make_user("carl"), ConsultancyRole.CONSULTANT)


@pytest.fixture
def as_admin(admin: User, practice: Consultancy) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def client_business(practice: Consultancy, carl: ConsultancyMember) -> Business:
    business = make_business(owner=make_user("owner"))
    make_engagement(business, carl.user)
    return business
