"""Every room's models, gathered for Django."""

from assessment.answering.models import Answer, AnswerChange, Assessment
from assessment.catalogue.models import ModelVersion
from assessment.foundation.accounts.models import User
from assessment.organisations.models import (
    Brand,
    Business,
    ConsultingPractice,
    Invitation,
    Mandate,
    Membership,
    PracticeMember,
)
from assessment.planning.models import (
    CalendarFeed,
    Experience,
    HandOver,
    ItemChange,
    Plan,
    PlanItem,
    Scenario,
)
from assessment.reminding.models import Pause, Reminder
from assessment.reporting.models import (
    Comment,
    ReportRun,
    SharedLink,
    SharedUse,
)
from assessment.scoring.models import Result

__all__ = [
    "Answer",
    "AnswerChange",
    "Assessment",
    "Brand",
    "Business",
    "CalendarFeed",
    "Comment",
    "ConsultingPractice",
    "Experience",
    "HandOver",
    "Invitation",
    "ItemChange",
    "Mandate",
    "Membership",
    "ModelVersion",
    "Pause",
    "Plan",
    "PlanItem",
    "PracticeMember",
    "Reminder",
    "ReportRun",
    "Result",
    "Scenario",
    "SharedLink",
    "SharedUse",
    "User",
]
