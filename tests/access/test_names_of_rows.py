"""What a row is called in the admin, in logs and in a shell."""

from datetime import date
from typing import Any

import pytest

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Experience, HandOver, ItemChange, PlanItem, Scenario
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.results.models import Result
from assessment.journey.retests.models import RetestAnswer, RetestSheet
from assessment.journey.tracking.models import CalendarFeed
from assessment.outputs.reports.models import Comment, ReportRun
from assessment.outputs.sharing.models import SharedLink, SharedUse
from assessment.parties.businesses.models import Business, Invitation
from assessment.parties.consultancies.models import (
    Brand,
    Consultancy,
    ConsultancyMember,
    Engagement,
)
from assessment.parties.engagements.models import (
    AccessInvitation,
    AccessRequest,
    ExpiryNotice,
    PreparedBusiness,
)
from assessment.site.reminders.models import Kind, Pause
from assessment.voices.surveys.models import AnswerList, Survey, SurveyAnswer, SurveyLink

ADA = User(name="Ada", email="ada@example.com")
CAFE = Business(name="Café Lindgren")
FIRM = Consultancy(name="North Star")
ENGAGEMENT = Engagement(consultancy=FIRM, business=CAFE)
CHALK = PlanItem(title="Buy chalk")
CHECK = Assessment(business=CAFE, quarter_starts_on=date(2026, 10, 1))
RESULT = Result(assessment=CHECK, score=59)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (ADA, "Ada"),
        (Answer(practice="CUL1", value="2"), "CUL1: 2"),
        (AnswerChange(practice="CUL1", revision=3), "CUL1 as of revision 3"),
        (ItemChange(item=CHALK, kind="moved"), "moved: Buy chalk"),
        (HandOver(item=CHALK, name="Anna"), "Buy chalk to Anna"),
        (Scenario(name="Small"), "Small"),
        (Experience(action="CUL1q", model_key="cairn-1.0"), "CUL1q of cairn-1.0"),
        (CalendarFeed(business=CAFE, made_by=ADA), "Café Lindgren for Ada"),
        (Comment(result=RESULT), "all of Café Lindgren, 2026-Q4: 59"),
        (ReportRun(edition="owner", quarter="2026-Q4"), "owner of 2026-Q4"),
        (SharedLink(result=RESULT), "Café Lindgren, 2026-Q4: 59 for someone"),
        (SharedUse(times=2, day=date(2026, 11, 20)), "2 on 2026-11-20"),
        (Invitation(business=CAFE, email="e@example.com"), "e@example.com to Café Lindgren"),
        (ConsultancyMember(consultancy=FIRM, user=ADA), "Ada of North Star"),
        (ENGAGEMENT, "North Star for Café Lindgren"),
        (PreparedBusiness(business=CAFE, consultancy=FIRM), "Café Lindgren, made by North Star"),
        (AccessRequest(consultancy=FIRM, email="e@example.com"), "North Star asks e@example.com"),
        (
            AccessInvitation(business=CAFE, email="e@example.com"),
            "Café Lindgren invites e@example.com",
        ),
        (
            ExpiryNotice(engagement=ENGAGEMENT, ends_on=date(2027, 3, 31)),
            "North Star for Café Lindgren until 2027-03-31",
        ),
        (Brand(consultancy=FIRM), "Brand of North Star"),
        (Pause(business=CAFE, kind=Kind.LATE), "late of Café Lindgren"),
        (RetestSheet(assessment=RESULT.assessment), "same of Café Lindgren, 2026-Q4"),
        (RetestAnswer(practice="CUL1", value="2"), "CUL1: 2"),
        (Survey(business=CAFE), "Survey of Café Lindgren"),
        (SurveyLink(survey=Survey(business=CAFE)), "Link to Survey of Café Lindgren"),
        (SurveyAnswer(recommend=9, answered_on=date(2026, 11, 20)), "9 on 2026-11-20"),
        (AnswerList(file_name="cards.csv"), "cards.csv"),
    ],
)
def test_a_row_is_called_by_what_a_person_would_look_for(row: Any, name: str) -> None:
    assert str(row) == name
