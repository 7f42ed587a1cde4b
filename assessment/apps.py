"""The only Django app; its rooms follow the journey of an owner."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "Cairn"
