"""The admin pages of reminders, for site administrators."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.site.reminders.models import Reminder


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Shows why each email was queued and whether it was sent; its content is not kept."""

    list_display = (
        "kind",
        "about",
        "business",
        "reader",
        "made_at",
        "posted_at",
        "mail_status",
        "settled_at",
        "tries",
    )
    list_filter = ("kind",)
    list_select_related = ("business", "person", "mail")
    search_fields = ("business__name", "business__slug", "person__email", "helper_email")
    ordering = ("-made_at",)
    date_hierarchy = "made_at"

    @admin.display(description=_("email"))
    def mail_status(self, reminder: Reminder) -> str:
        return reminder.mail.get_status_display() if reminder.mail else ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reminder]:
        """Leave out archived businesses."""
        return super().get_queryset(request).filter(business__archived_at=None)

    @admin.display(description=_("reader"))
    def reader(self, reminder: Reminder) -> str:
        return reminder.person.email if reminder.person else reminder.helper_email
