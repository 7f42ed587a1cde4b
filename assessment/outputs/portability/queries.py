"""Everything about one business, in one query per table."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan, PlanItem, Scenario
from assessment.journey.questionnaire.models import Answer, AnswerChange, Assessment
from assessment.journey.retests.models import RetestAnswer, RetestSheet
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import Business, BusyWeek
from assessment.voices.pulse.models import PulseRound
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from assessment.voices.surveys.models import Survey, SurveyAnswer


@dataclass(frozen=True)
class Whole:
    """A business with everything that belongs to it, oldest first."""

    business: Business
    assessments: list[Assessment]
    scenarios: list[Scenario]
    busy_weeks: list[BusyWeek]
    survey: Survey | None
    survey_answers: list[SurveyAnswer]
    pulses: list[PulseRound]
    roles: dict[int, str]

    @cached_property
    def people(self) -> list[User]:
        """Its members, and everyone else that its rows mention; one query."""
        return list(User.objects.filter(pk__in=self._numbers | set(self.roles)).order_by("email"))

    @property
    def _numbers(self) -> set[int]:
        found = {scenario.kept_by_id for scenario in self.scenarios}
        found |= {answer.hidden_by_id for answer in self.survey_answers}
        for assessment in self.assessments:
            found |= {assessment.submitted_by_id}
            found |= {answer.answered_by_id for answer in assessment.answers.all()}
            found |= {change.by_id for change in assessment.changes.all()}
            found |= {sheet.person_id for sheet in assessment.retests.all()}
            for opinion in assessment.second_opinions.all():
                found |= {opinion.person_id, opinion.invited_by_id}
                settled = (getattr(a, "settlement", None) for a in opinion.answers.all())
                found |= {settlement.settled_by_id for settlement in settled if settlement}
            if hasattr(assessment, "result"):
                found |= {comment.written_by_id for comment in assessment.result.comments.all()}
            for plan in assessment.plans.all():
                found |= {plan.saved_by_id} | _of_items(plan)
        return {number for number in found if number}


def _of_items(plan: Plan) -> set[int | None]:
    """Return the ids of everyone who owns or owned an item of a plan, or changed one."""
    found: set[int | None] = set()
    for item in plan.items.all():
        found.add(item.owner_id)
        for change in item.changes.all():
            found |= {change.by_id, change.before.get("owner_id"), change.after.get("owner_id")}
    return found


def whole_of(business: Business) -> Whole:
    """Look up a business with everything to export; private comments are left out."""
    answers = SurveyAnswer.objects.filter(survey__business=business)
    return Whole(
        business=business,
        assessments=list(_assessments(business)),
        scenarios=list(business.scenarios.order_by("pk")),
        busy_weeks=list(business.busy_weeks.all()),
        survey=Survey.objects.filter(business=business).first(),
        survey_answers=list(answers.order_by("answered_on", "pk")),
        pulses=list(_closed_pulses(business)),
        roles=dict(business.memberships.values_list("user_id", "role")),
    )


def _closed_pulses(business: Business) -> QuerySet[PulseRound]:
    """Return the rounds whose scores are frozen; an open one has nothing that could be moved."""
    closed = PulseRound.objects.closed().filter(business=business)
    return closed.select_related("model_version").defer("model_version__source")


def _assessments(business: Business) -> QuerySet[Assessment]:
    public = Comment.objects.filter(private=False).order_by("about", "written_at")
    return (
        Assessment.objects.filter(business=business)
        .select_related("model_version", "result")
        # The source of a question set is long, and the file names only its key and hash.
        .defer("model_version__source")
        .order_by("quarter_starts_on", "extra", "revision")
        .prefetch_related(
            Prefetch("answers", Answer.objects.order_by("pk")),
            Prefetch("changes", AnswerChange.objects.order_by("pk")),
            Prefetch("retests", RetestSheet.objects.order_by("pk")),
            Prefetch("retests__answers", RetestAnswer.objects.order_by("pk")),
            Prefetch("second_opinions", SecondOpinion.objects.revealed().order_by("pk")),
            Prefetch(
                "second_opinions__answers",
                SecondAnswer.objects.select_related("settlement").order_by("pk"),
            ),
            Prefetch("plans", Plan.objects.order_by("number")),
            Prefetch("plans__items", PlanItem.objects.order_by("position", "pk")),
            "plans__items__changes",
            Prefetch("result__comments", public),
        )
    )
