"""Every room's pages for site administrators, gathered for Django."""

from assessment.answering.admin import AssessmentAdmin
from assessment.foundation.accounts.admin import UserAdmin
from assessment.parties.businesses.admin import BusinessAdmin, MembershipAdmin
from assessment.parties.catalogue.admin import ModelVersionAdmin
from assessment.reminding.admin import ReminderAdmin
from assessment.scoring.admin import ResultAdmin

__all__ = [
    "AssessmentAdmin",
    "BusinessAdmin",
    "MembershipAdmin",
    "ModelVersionAdmin",
    "ReminderAdmin",
    "ResultAdmin",
    "UserAdmin",
]
