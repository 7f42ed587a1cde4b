"""Read-only list of results for site administrators: scores only, no answers."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.journey.results.models import Result


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Leave out notes and answers, which belong to the business."""

    list_display = ("assessment", "score", "level", "rule", "frozen_at")
    list_select_related = ("assessment__business",)
    search_fields = ("assessment__business__name", "assessment__business__slug")
    ordering = ("-frozen_at",)
    fields = ("assessment", "score", "level", "rule", "frozen_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Result]:
        """Leave out archived businesses."""
        return super().get_queryset(request).filter(assessment__business__archived_at=None)
