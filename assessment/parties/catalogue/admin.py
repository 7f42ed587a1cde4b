"""A read-only admin page for published model versions."""

from django.contrib import admin

from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.parties.catalogue.models import ModelVersion


@admin.register(ModelVersion)
class ModelVersionAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Read-only: published versions never change; `manage.py load_model` adds new ones."""

    list_display = ("key", "title", "published_at", "content_hash")
    ordering = ("-published_at",)
