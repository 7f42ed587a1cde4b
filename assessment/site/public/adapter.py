"""Creates an account and its first business or practice together, and asks whose it is."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from assessment.foundation.accounts.adapter import AccountAdapter
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.services import found_business, prove_address
from assessment.parties.consultancies.services import found_consultancy


class Adapter(AccountAdapter):
    """Our allauth adapter, extended by what accounts mean for businesses and practices."""

    @transaction.atomic
    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's signature
    ) -> User:
        user = super().save_user(request, user, form, commit)
        now = timezone.now()
        if name := form.cleaned_data.get("business"):
            found_business(name=name, by=user, at=now)
        if name := form.cleaned_data.get("practice"):
            found_consultancy(name=name, by=user, at=now)
        return user

    def prove_address(self, user: User, email: str, *, same_person: bool) -> User:
        return prove_address(account=user, email=email, same_person=same_person, at=timezone.now())
