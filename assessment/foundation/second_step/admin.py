"""The admin page of apps and keys, where an administrator helps somebody back in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record

NOTICES = {
    Authenticator.Type.TOTP: "mfa/email/totp_deactivated",
    Authenticator.Type.WEBAUTHN: "mfa/email/webauthn_removed",
}
"""Allauth's names for the emails that say that an app or key is gone."""

admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SecondStepAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Show who has which app or key, and let superusers remove one. Secrets are never shown."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email",)
    fields = ("user", "type", "created_at", "last_used_at")

    def has_delete_permission(
        self,
        request: HttpRequest,
        obj: Model | None = None,  # noqa: ARG002
    ) -> bool:
        return bool(request.user.is_superuser)

    def get_actions(self, _request: HttpRequest) -> dict[str, Any]:
        """Offer no removal of many at once, because each is recorded."""
        return {}

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        super().delete_model(request, obj)
        if notice := NOTICES.get(Authenticator.Type(obj.type)):
            record(Event.SECOND_STEP_REMOVED, by=obj.user, at=timezone.now())
            get_adapter(request).send_notification_mail(notice, obj.user)
