"""Admin pages for businesses and their members."""

from typing import cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.parties.businesses.models import Business, Membership


@admin.register(Business)
class BusinessAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Read-only: only its owner may edit a business."""

    list_display = ("name", "slug", "trade", "team_size", "founded_at")
    list_filter = ("trade",)
    search_fields = ("name", "slug")
    ordering = ("name",)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Allow adding a member, for a business whose owner has lost their account.

    Owners make all other changes on the team page.
    """

    list_display = ("business", "user", "role", "since")
    list_filter = ("role",)
    list_select_related = ("business", "user")
    search_fields = ("business__name", "business__slug", "user__email")
    ordering = ("business__name", "since")
    fields = ("business", "user", "role")
    raw_id_fields = ("business", "user")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Leave out archived businesses."""
        return super().get_queryset(request).filter(business__archived_at=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def save_model(
        self,
        request: HttpRequest,
        obj: Membership,
        form: object,
        change: bool,  # noqa: FBT001 - Django's own signature
    ) -> None:
        obj.since = timezone.now()
        super().save_model(request, obj, form, change)
        record(
            Event.ADDED,
            by=cast("User", request.user),
            at=obj.since,
            business=obj.business,
            person=str(obj.user),
            role=obj.role,
        )
