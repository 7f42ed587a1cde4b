"""Every room's models, gathered for Django."""

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import (
    Experience,
    HandOver,
    ItemChange,
    Plan,
    PlanItem,
    Scenario,
)
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.results.models import Result
from assessment.journey.tracking.models import CalendarFeed
from assessment.outputs.reports.models import Comment, ReportRun
from assessment.outputs.sharing.models import SharedLink, SharedUse
from assessment.parties.businesses.models import Business, Invitation, Membership
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import (
    Brand,
    ConsultingPractice,
    Mandate,
    PracticeMember,
)
from assessment.site.reminders.models import Pause, Reminder

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
