"""Every room's models, gathered for Django."""

from assessment.accounts.models import User
from assessment.answering.models import Answer, AnswerChange, Assessment
from assessment.catalogue.models import ModelVersion
from assessment.organisations.models import (
    Business,
    ConsultingPractice,
    Invitation,
    Mandate,
    Membership,
    PracticeMember,
)
from assessment.planning.models import Plan, PlanItem
from assessment.scoring.models import Result

__all__ = [
    "Answer",
    "AnswerChange",
    "Assessment",
    "Business",
    "ConsultingPractice",
    "Invitation",
    "Mandate",
    "Membership",
    "ModelVersion",
    "Plan",
    "PlanItem",
    "PracticeMember",
    "Result",
    "User",
]
