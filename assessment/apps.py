"""The only Django app; its rooms follow the journey of an owner."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "Cairn"

    def ready(self) -> None:
        """Connect signals, and let rooms above fill the slots of pages below them."""
        # Models can be imported only once all apps are loaded.
        from assessment.foundation.accounts import signals  # noqa: PLC0415
        from assessment.foundation.second_step import signals as second_step  # noqa: PLC0415
        from assessment.parties.consultancies import signals as consultancies  # noqa: PLC0415

        signals.connect()
        second_step.connect()
        consultancies.connect()
        fill_slots()


def fill_slots() -> None:
    """Give each slot what a room above it knows."""
    from assessment.consulting.bulk.queries.jobs import clients_of_job  # noqa: PLC0415
    from assessment.consulting.clients.queries.conversations import (  # noqa: PLC0415
        waiting_for_answer,
    )
    from assessment.consulting.portfolio.queries.needs import wrote_slot  # noqa: PLC0415
    from assessment.consulting.portfolio.queries.picking import job_slot  # noqa: PLC0415
    from assessment.journey.planning.queries.in_plan import actions_in_plan  # noqa: PLC0415
    from assessment.journey.questionnaire.services import refit_answers  # noqa: PLC0415
    from assessment.journey.results.presenters.in_plan import plan_slot  # noqa: PLC0415
    from assessment.journey.results.presenters.panels import others_slot  # noqa: PLC0415
    from assessment.journey.results.presenters.second_eyes import (  # noqa: PLC0415
        second_eyes_slot,
    )
    from assessment.journey.results.services import keep_standing  # noqa: PLC0415
    from assessment.journey.trends.presenters.heard import heard_slot  # noqa: PLC0415
    from assessment.parties.businesses.services.fitting import (  # noqa: PLC0415
        refit_slot,
        standing_slot,
    )
    from assessment.voices.overview.presenters.over_time import (  # noqa: PLC0415
        heard_over_time,
    )
    from assessment.voices.overview.presenters.side_by_side import (  # noqa: PLC0415
        others_beside,
    )
    from assessment.voices.second_opinions.queries.hub import second_eyes_on  # noqa: PLC0415

    plan_slot.read = actions_in_plan
    second_eyes_slot.read = second_eyes_on
    refit_slot.refit = refit_answers
    standing_slot.rewrite = keep_standing
    job_slot.clients = clients_of_job
    wrote_slot.waiting = waiting_for_answer
    others_slot.read = others_beside
    heard_slot.read = heard_over_time
