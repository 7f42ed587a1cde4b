"""The models of all rooms, collected for Django."""

from assessment.consulting.bulk.models import BulkClient, BulkFile, BulkJob
from assessment.consulting.clients.models import (
    ConsultantMailsOff,
    Conversation,
    Message,
    PlanSuggestion,
    PrivateNote,
    ReadMark,
    SuggestedChange,
)
from assessment.consulting.importing.models import ClientList, ImportedClient
from assessment.consulting.messages.models import MailedClient, Mailing, MondayEmail
from assessment.consulting.portfolio.models import ClientTag, SavedView, TaggedClient
from assessment.consulting.sessions.models import (
    ClientSession,
    ScreenLink,
    SessionOutcome,
    SessionPoint,
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
from assessment.journey.results.models import Result, Standing
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
from assessment.parties.departures.models import Departure, Removal
from assessment.parties.engagements.models import (
    AccessInvitation,
    AccessRequest,
    ExpiryNotice,
    PreparedBusiness,
)
from assessment.site.operations.models import WorkerLease
from assessment.site.reminders.models import Pause, Reminder
from assessment.voices.pulse.models import PulseAddress, PulseBox, PulsePass, PulseRound
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion, Settlement
from assessment.voices.surveys.models import AnswerList, Survey, SurveyAnswer, SurveyLink

__all__ = [
    "AccessInvitation",
    "AccessRequest",
    "ActionTally",
    "Answer",
    "AnswerChange",
    "AnswerList",
    "Assessment",
    "AuditEntry",
    "Brake",
    "Brand",
    "BulkClient",
    "BulkFile",
    "BulkJob",
    "Business",
    "BusyWeek",
    "CalendarFeed",
    "ClientList",
    "ClientSession",
    "ClientTag",
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
    "ExpiryNotice",
    "HandOver",
    "ImportedClient",
    "Invitation",
    "ItemChange",
    "KeptBrand",
    "LearningMark",
    "MailedClient",
    "Mailing",
    "Membership",
    "Message",
    "ModelVersion",
    "MondayEmail",
    "OutgoingMail",
    "OverlayVersion",
    "Pause",
    "Plan",
    "PlanItem",
    "PlanSuggestion",
    "PreparedBusiness",
    "PrivateNote",
    "PulseAddress",
    "PulseBox",
    "PulsePass",
    "PulseRound",
    "ReadMark",
    "Reminder",
    "Removal",
    "ReportRun",
    "Result",
    "RetestAnswer",
    "RetestSheet",
    "SavedView",
    "Scenario",
    "ScreenLink",
    "SecondAnswer",
    "SecondOpinion",
    "SessionOutcome",
    "SessionPoint",
    "Settlement",
    "SharedLink",
    "SharedUse",
    "Standing",
    "SuggestedChange",
    "Survey",
    "SurveyAnswer",
    "SurveyLink",
    "TaggedClient",
    "User",
    "WorkerLease",
]
