"""The only Django app; its rooms follow the journey of an owner."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "Cairn"

    def ready(self) -> None:
        # Models can be imported only once all apps are loaded.
        from assessment.foundation.accounts import signals  # noqa: PLC0415

        signals.connect()
