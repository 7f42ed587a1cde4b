"""Published model versions, for site administrators to look at."""

from django.contrib import admin

from assessment.accounts.access import LookOnly
from assessment.catalogue.models import ModelVersion


@admin.register(ModelVersion)
class ModelVersionAdmin(LookOnly, admin.ModelAdmin):
    """What was published never changes; `manage.py load_model` publishes."""

    list_display = ("key", "title", "published_at", "content_hash")
    ordering = ("-published_at",)
