"""What the description of a business changes in its questions and plans."""

from dataclasses import dataclass

from assessment.domain.model.maturity import Practice
from assessment.domain.model.overlays import Circumstances
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.catalogue.queries import newest_version


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatChanges:
    """What changes for a business because of its trade, its team and where it meets customers.

    `examples` counts the questions with examples, and `example` is one of them. `set_aside` counts
    those that need a team. `hours` and `money` are what is usual for its size, if that is known.
    """

    examples: int = 0
    example: Practice | None = None
    set_aside: int = 0
    hours: int | None = None
    money: int | None = None


def what_changes(business: Circumstances) -> WhatChanges:
    """Return what a description changes in the newest questions; nothing if there are none yet."""
    try:
        model = newest_version().fitted_to(business)
    except ModelVersion.DoesNotExist:
        return WhatChanges()
    illustrated = [practice for practice in model.practices if practice.examples]
    figures = model.planning
    return WhatChanges(
        examples=len(illustrated),
        example=illustrated[0] if illustrated else None,
        set_aside=sum(bool(practice.needs_team) for practice in model.practices),
        hours=figures.usual_hours.get(business.team),
        money=figures.usual_money.get(business.team),
    )
