"""Every room's models, gathered for Django."""

from assessment.answering.models import Answer, AnswerChange, Assessment
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Invitation, Membership
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import (
    Brand,
    ConsultingPractice,
    Mandate,
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
