"""Café Lindgren with at least one of everything that a business can have."""

from datetime import date
from typing import Any
from uuid import uuid4

from assessment.domain.exchange.documents import wish_document
from assessment.domain.planning.constraints import PlanWish
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import ChangeKind, ItemChange, PlanItem, Scenario
from assessment.journey.questionnaire.models import AnswerChange
from assessment.journey.results.models import Result
from assessment.journey.results.queries import results_of
from assessment.journey.retests.services import agree_to_retest, save_retest
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion, Settlement
from assessment.voices.surveys.models import LONGEST_WORDS, Survey
from assessment.voices.surveys.services import open_survey
from tests.factories import NOON, make_assessment, make_user
from tests.kept import kept
from tests.outputs.exports.exporting import HOSTILE, make_lindgren


@kept
def editor(db: None) -> User:
    return make_user("edith")


@kept
def lindgren(owner: User, editor: User) -> Business:
    """Café Lindgren with at least one of everything that a business can have."""
    business = make_lindgren(owner, editor)
    business.first_month, business.time_zone, business.country = 1, "Europe/Stockholm", "NO"
    business.save()
    business.busy_weeks.create(starts_on=date(2026, 12, 21))
    newest = results_of(business)[-1]
    Comment.objects.create(
        result=newest, about="culture", text="Well done.", written_by=editor, written_at=NOON
    )
    consultancy = Consultancy.objects.create(slug="north", name="North", founded_at=NOON)
    private: dict[str, Any] = {"about": "", "private": True, "consultancy": consultancy}
    private["text"] = "They will not buy more."
    Comment.objects.create(result=newest, written_by=editor, written_at=NOON, **private)
    wish = wish_document(PlanWish(hours=9, money=0, max_actions=2))
    Scenario.objects.create(
        business=business,
        quarter_starts_on=newest.assessment.quarter_starts_on,
        name="Cheap",
        wish=wish,
        kept_at=NOON,
        kept_by=editor,
    )
    change_something(newest, owner)
    look_again(newest, owner)
    answer_apart(newest, owner, editor)
    make_assessment(business, quarter_starts_on=date(2027, 1, 1))
    ask_customers(business, owner, editor)
    return business


def ask_customers(business: Business, owner: User, editor: User) -> None:
    """Keep an answer of every kind: counted, set aside, hidden and from a file."""
    survey = open_survey(business=business, by=owner, at=NOON)
    Survey.objects.filter(pk=survey.pk).update(asks_outcomes=False)
    answers = survey.answers
    day, hidden = NOON.date(), {"hidden_at": NOON, "hidden_by": editor, "hidden_for": "Names Ann"}
    answers.create(
        answered_on=day, recommend=9, why=HOSTILE["long"][:LONGEST_WORDS], wanted=HOSTILE["emoji"]
    )
    answers.create(answered_on=day, recommend=0, set_aside=True)
    answers.create(answered_on=day, recommend=3, unwanted="Ann", is_imported=True, **hidden)
    answers.create(answered_on=day, recommend=8, sentences={"survey.culture": 2})


def answer_apart(result: Result, owner: User, editor: User) -> None:
    """Compare two sets of answers, with one agreement and one question to find out about.

    Somebody else is answering an earlier check apart, which no file may tell.
    """
    check = result.assessment
    row = SecondOpinion.objects.create(
        assessment=check,
        person=editor,
        invited_by=owner,
        invited_at=NOON,
        accepted_at=NOON,
        blind=True,
        finished_at=NOON,
        revealed_at=NOON,
    )
    second = [
        SecondAnswer(
            opinion=row, practice=a.practice, value="1", first=a.value, revision=2, answered_at=NOON
        )
        for a in check.answers.all()
    ]
    agreed, open_one, *_rest = SecondAnswer.objects.bulk_create(second)
    settled = {"settled_by": editor, "settled_at": NOON}
    Settlement.objects.create(answer=agreed, value="2", word="Ann’s list.", **settled)
    Settlement.objects.create(answer=open_one, find_out_by=date(2026, 12, 4), **settled)
    earlier = check.business.assessments.order_by("quarter_starts_on").first()
    assert earlier
    under_way = SecondOpinion.objects.create(
        assessment=earlier, person=editor, invited_at=NOON, accepted_at=NOON
    )
    under_way.answers.create(practice="CUL1", value="3", revision=1)


def look_again(result: Result, owner: User) -> None:
    """Answer two questions of a check again."""
    check = result.assessment
    sheet = agree_to_retest(assessment=check, by=owner, at=NOON)
    save_retest(sheet=sheet, assessment=check, answers={"CUL1": "2", "CUL7": "dk"}, at=NOON)


def change_something(result: Result, owner: User) -> None:
    """Save an answer twice, add an action of the owner's own, and give one to someone else."""
    AnswerChange.objects.create(
        assessment=result.assessment,
        practice="CUL1",
        operation=uuid4(),
        revision=1,
        value="1",
        note=HOSTILE["long"],
        at=NOON,
        by=owner,
    )
    item = PlanItem.objects.filter(plan__assessment=result.assessment, status="open").first()
    assert item
    PlanItem.objects.create(
        plan=item.plan, kind="find_out", dimension="culture", questions=["CUL1", "CUL4"],
        ticked=[1], position=20, hours=1, money=0, due_on=date(2026, 11, 30),
    )  # fmt: skip
    own = {"action": "", "title": "Ask three regulars", "note": HOSTILE["emoji"], "revision": 7}
    PlanItem.objects.filter(pk=item.pk).update(**own)
    ItemChange.objects.create(
        item=item,
        revision=7,
        kind=ChangeKind.MOVED,
        before={"owner_id": owner.pk, "due_on": "2026-11-01"},
        after={"owner_id": None, "due_on": "2026-11-08"},
        at=NOON,
        by=None,
        by_name="Ann",
    )
