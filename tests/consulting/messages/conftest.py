"""The same practice as for its portfolio, whose admin has confirmed the address."""

import pytest
from allauth.account.models import EmailAddress

from assessment.foundation.accounts.models import User
from tests.consulting.portfolio.conftest import as_ruth, at_noon, member, practice, ruth

__all__ = ["as_ruth", "at_noon", "member", "practice", "proven", "ruth"]


@pytest.fixture
def proven(ruth: User) -> None:
    EmailAddress.objects.create(user=ruth, email=ruth.email, verified=True, primary=True)
