"""The admin page of outgoing emails, for site administrators."""

from django.contrib import admin

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.foundation.outbox.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Shows to whom each email went and its status, never what it said."""

    list_display = ("name", "to", "status", "reason", "tries", "made_at", "next_try_at")
    list_filter = ("status", "reason", "name")
    search_fields = ("to",)
    ordering = ("-made_at", "-pk")
    date_hierarchy = "made_at"
    fields = (
        *("name", "to", "status", "reason", "tries", "made_at"),
        *("next_try_at", "useless_after", "sending_at", "settled_at"),
    )
