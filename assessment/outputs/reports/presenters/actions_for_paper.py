"""Planned actions as they may be printed."""

from dataclasses import replace

from assessment.domain.planning.planned_actions import Commitment, PlannedAction
from assessment.foundation.formatting.typed_text import for_paper


def action_for_paper(planned: PlannedAction) -> PlannedAction:
    """With no signs that paper cannot take, and with nothing that no report shows.

    A note or a tick that is not printed must not make another report of the same plan.
    """
    promised = planned.commitment
    if promised:
        promised = Commitment(
            due_on=promised.due_on,
            who=for_paper(promised.who),
            status=promised.status,
            ended_on=promised.ended_on,
            outcome=for_paper(promised.outcome),
        )
    return replace(planned, title=for_paper(planned.title), commitment=promised)
