"""Creates an account and its first business together."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from assessment.foundation.accounts.adapter import AccountAdapter
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.services import found_business


class Adapter(AccountAdapter):
    """Our allauth adapter, extended: signing up also creates a business."""

    @transaction.atomic
    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's signature
    ) -> User:
        user = super().save_user(request, user, form, commit)
        if name := form.cleaned_data.get("business"):
            found_business(name=name, by=user, at=timezone.now())
        return user
