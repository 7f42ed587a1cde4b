"""The only Django app; its rooms follow the journey of an owner."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "Cairn"

    def ready(self) -> None:
        """Let rooms above fill the slots of pages below them."""
        # Models can only be imported once the app registry is ready.
        from assessment.journey.planning.queries.in_plan import actions_in_plan  # noqa: PLC0415
        from assessment.journey.results.presenters.in_plan import plan_slot  # noqa: PLC0415

        plan_slot.read = actions_in_plan
