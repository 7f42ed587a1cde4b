"""The models of all rooms, collected for Django."""

from assessment.consulting.clients.models import (
    ConsultantMailsOff,
    Conversation,
    Message,
    PlanSuggestion,
    PrivateNote,
    ReadMark,
    SuggestedChange,
)
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry
from assessment.foundation.brakes.models import Brake
from assessment.foundation.outbox.models import OutgoingMail
from assessment.journey.planning.models import (
    ActionTally,
    Experience,
    HandOver,
    ItemChange,
    LearningMark,
    Plan,
    PlanItem,
    Scenario,
)
from assessment.journey.questionnaire.models import (
    Answer,
    AnswerChange,
    Assessment,
    EvidenceReview,
)
from assessment.journey.results.models import Result
from assessment.journey.retests.models import RetestAnswer, RetestSheet
from assessment.journey.tracking.models import CalendarFeed
from assessment.outputs.reports.models import Comment, ReportRun
from assessment.outputs.sharing.models import SharedLink, SharedUse
from assessment.parties.businesses.models import Business, BusyWeek, Invitation, Membership
from assessment.parties.catalogue.models import ModelVersion, OverlayVersion
from assessment.parties.consultancies.models import (
    Brand,
    Consultancy,
    ConsultancyInvitation,
    ConsultancyMember,
    Engagement,
    KeptBrand,
)
from assessment.parties.departures.models import Departure
from assessment.site.operations.models import WorkerLease
from assessment.site.reminders.models import Pause, Reminder

__all__ = [
    "ActionTally",
    "Answer",
    "AnswerChange",
    "Assessment",
    "AuditEntry",
    "Brake",
    "Brand",
    "Business",
    "BusyWeek",
    "CalendarFeed",
    "Comment",
    "Consultancy",
    "ConsultancyInvitation",
    "ConsultancyMember",
    "ConsultantMailsOff",
    "Conversation",
    "Departure",
    "Engagement",
    "EvidenceReview",
    "Experience",
    "HandOver",
    "Invitation",
    "ItemChange",
    "KeptBrand",
    "LearningMark",
    "Membership",
    "Message",
    "ModelVersion",
    "OutgoingMail",
    "OverlayVersion",
    "Pause",
    "Plan",
    "PlanItem",
    "PlanSuggestion",
    "PrivateNote",
    "ReadMark",
    "Reminder",
    "ReportRun",
    "Result",
    "RetestAnswer",
    "RetestSheet",
    "Scenario",
    "SharedLink",
    "SharedUse",
    "SuggestedChange",
    "User",
    "WorkerLease",
]
