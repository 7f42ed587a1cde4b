"""Read-only list of results for site administrators: scores only, no answers."""

from django.contrib import admin

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
