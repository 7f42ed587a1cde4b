"""Published model versions, for site administrators to look at."""

from django.contrib import admin

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.parties.catalogue.models import ModelVersion


@admin.register(ModelVersion)
class ModelVersionAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """What was published never changes; `manage.py load_model` publishes."""

    list_display = ("key", "title", "published_at", "content_hash")
    ordering = ("-published_at",)
