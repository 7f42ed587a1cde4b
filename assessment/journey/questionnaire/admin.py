"""Read-only list of checks for site administrators: progress only, no answers."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.journey.questionnaire.models import Assessment


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ("business", "quarter_starts_on", "revision", "started_at", "submitted_at")
    list_select_related = ("business",)
    search_fields = ("business__name", "business__slug")
    date_hierarchy = "quarter_starts_on"
    ordering = ("-quarter_starts_on", "business__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        """Leave out archived businesses."""
        return super().get_queryset(request).filter(business__archived_at=None)
