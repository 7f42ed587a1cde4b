"""Looking up plans, the things to do in them, and what they really took."""

from assessment.planning.queries.experience import (
    FEWEST_FIRMS,
    Experienced,
    experience_of,
    hours_it_took,
)
from assessment.planning.queries.items import (
    A_MOMENT,
    PLANNED,
    changes_of,
    item_behind,
    just_changed,
    last_ticks,
    link_behind,
    link_of,
    names_of,
    was_left_behind,
)
from assessment.planning.queries.plans import (
    MOST_VERSIONS,
    plan_around,
    plan_before,
    plan_behind,
    plan_of_quarter,
    saved_plan,
    teammates,
    versions_of,
)
from assessment.planning.queries.steps import (
    SavedPlan,
    Step,
    step_of,
)

__all__ = [
    "A_MOMENT",
    "FEWEST_FIRMS",
    "MOST_VERSIONS",
    "PLANNED",
    "Experienced",
    "SavedPlan",
    "Step",
    "changes_of",
    "experience_of",
    "hours_it_took",
    "item_behind",
    "just_changed",
    "last_ticks",
    "link_behind",
    "link_of",
    "names_of",
    "plan_around",
    "plan_before",
    "plan_behind",
    "plan_of_quarter",
    "saved_plan",
    "step_of",
    "teammates",
    "versions_of",
    "was_left_behind",
]
