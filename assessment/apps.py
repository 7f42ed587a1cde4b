"""The one Django app; its rooms follow the owner's journey."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "Cairn"
