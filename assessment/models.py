"""The models of all rooms, collected for Django."""

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
from assessment.parties.businesses.models import Business, BusyWeek, Invitation, Membership
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import (
    Brand,
    Consultancy,
    ConsultancyMember,
    Engagement,
)
from assessment.site.reminders.models import Pause, Reminder

__all__ = [
    "Answer",
    "AnswerChange",
    "Assessment",
    "Brand",
    "Business",
    "BusyWeek",
    "CalendarFeed",
    "Comment",
    "Consultancy",
    "ConsultancyMember",
    "Engagement",
    "Experience",
    "HandOver",
    "Invitation",
    "ItemChange",
    "Membership",
    "ModelVersion",
    "Pause",
    "Plan",
    "PlanItem",
    "Reminder",
    "ReportRun",
    "Result",
    "Scenario",
    "SharedLink",
    "SharedUse",
    "User",
]
