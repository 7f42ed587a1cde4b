"""What site administrators can read about the whole site: outgoing emails, and who did what."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.foundation.audit.models import AuditEntry
from assessment.foundation.audit.wording import sentence
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


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Who did what on the whole site; nothing can be added, changed or deleted."""

    list_display = ("at", "by_name", "by_address", "business_name", "kind", "what")
    list_filter = ("kind",)
    search_fields = ("by_name", "by_address", "business_name")
    ordering = ("-at",)
    date_hierarchy = "at"

    @admin.display(description=_("what"))
    def what(self, entry: AuditEntry) -> str:
        return sentence(entry)
