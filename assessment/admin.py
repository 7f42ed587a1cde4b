"""The admin pages of all rooms, collected for Django."""

from assessment.foundation.accounts.admin import UserAdmin
from assessment.foundation.second_step.admin import SecondStepAdmin
from assessment.journey.questionnaire.admin import AssessmentAdmin
from assessment.journey.results.admin import ResultAdmin
from assessment.parties.businesses.admin import BusinessAdmin, MembershipAdmin
from assessment.site.items.admin import ModelVersionAdmin
from assessment.site.operations.admin import AuditEntryAdmin, OutgoingMailAdmin
from assessment.site.reminders.admin import ReminderAdmin

__all__ = [
    "AssessmentAdmin",
    "AuditEntryAdmin",
    "BusinessAdmin",
    "MembershipAdmin",
    "ModelVersionAdmin",
    "OutgoingMailAdmin",
    "ReminderAdmin",
    "ResultAdmin",
    "SecondStepAdmin",
    "UserAdmin",
]
