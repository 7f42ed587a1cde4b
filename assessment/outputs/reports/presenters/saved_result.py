"""Look up a saved result and build its report document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.typed_text import for_paper
from assessment.journey.planning.queries.plans import plan_behind, saved_plan
from assessment.journey.results.models import Result
from assessment.journey.results.queries import (
    quarter_named,
    results_of,
    results_until,
    submission_of,
    suggested_wish,
)
from assessment.journey.trends.queries import plans_between
from assessment.outputs.reports.editions import Edition, Options
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.consultant import (
    ConsultantPart,
    clients_part,
    picture,
)
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.queries import (
    comments_for_client,
    consultancy_that_commented,
    outcomes_beside,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import BrandFields, Consultancy, KeptBrand
from assessment.parties.consultancies.queries import brand_of
from assessment.voices.overview.queries import views_beside


@dataclass(frozen=True, slots=True)
class PlanOfResult:
    """The plan a report shows; `saved` is None if the plan is only a suggestion."""

    plan: QuarterPlan
    saved: tuple[PlannedAction, ...] | None


def document_asked_for(
    business: Business,
    quarter: str,
    *,
    asked: QueryDict,
    edition: Edition,
    practice: Consultancy | None,
) -> ReportDocument | None:
    """Return the document that a link or a form asks for, under the practice's brand if any.

    Returns None without a result. Options that do not affect the edition are dropped.
    """
    results = results_of(business)
    found = quarter_named(results, quarter)
    if found is None:
        return None
    options = Options.asked_for(asked, earlier=quarters_before(found, results))
    until = [result for result in results if result.assessment.quarter <= found]
    return document_from(until, business, options=options.only(edition.choices), practice=practice)


def quarters_before(quarter: Quarter, results: Sequence[Result]) -> list[Quarter]:
    """Return the quarters that a quarter can be compared with, oldest first."""
    quarters = [result.assessment.quarter for result in results]
    return sorted(other for other in quarters if other < quarter)


def document_of(
    business: Business,
    quarter: Quarter,
    *,
    options: Options | None = None,
    practice: Consultancy | None = None,
    brand: KeptBrand | None = None,
) -> ReportDocument | None:
    """Return everything that the report of a quarter says, or None without a result."""
    results = results_until(business, quarter)
    if not results:
        return None
    return document_from(results, business, options=options, practice=practice, brand=brand)


def document_from(
    results: Sequence[Result],
    business: Business,
    *,
    options: Options | None = None,
    practice: Consultancy | None = None,
    brand: KeptBrand | None = None,
) -> ReportDocument:
    """Return everything that the report on the last of these results says; oldest first.

    All editions that are made on behalf of a practice have its brand. That is `brand` if one was
    kept with an earlier report, otherwise the current one. Without a practice, only the consultant
    edition has a brand: that of the consultancy that commented. It does not depend on the
    current time: a suggested plan is due as if it had been saved on the day of the check. The
    report of an unchanged result is therefore identical to the byte. Uses up to ten queries.
    """
    quarter = results[-1].assessment.quarter
    *earlier, submission = (submission_of(result, business) for result in results)
    shown = plan_of(results[-1], submission, business)
    first = earlier[-1].quarter if earlier else quarter
    options = options or Options()
    # A practice's own brand comes first: it must never print another firm's name or comments.
    consultancy = practice or consultancy_that_commented(results[-1])
    part = consultant_of(consultancy, comments_for_client(results[-1], consultancy), brand=brand)
    # The median of other clients is for their own consultant, who decides whether to share it.
    outcomes = outcomes_beside(results[-1], practice) if practice and options.clients else []
    extras = Extras(
        past=plans_between(business, first, quarter),
        others=views_beside(submission, business) if options.voices else None,
        consultant=replace(
            part, everywhere=practice is not None, clients=clients_part(submission, outcomes)
        ),
        options=options,
    )
    return build_document(
        submission,
        earlier=earlier,
        plan=shown.plan,
        saved=shown.saved,
        today=submission.checked_on,
        extras=extras,
    )


def consultant_of(
    consultancy: Consultancy | None,
    found: Mapping[str, str],
    *,
    brand: KeptBrand | None = None,
) -> ConsultantPart:
    """Return the comments for the client, under the consultancy's brand if there is one."""
    comments = {about: for_paper(text) for about, text in found.items()}
    if consultancy is None:
        return ConsultantPart(remarks=comments)
    name = brand.name if brand else consultancy.name
    return replace(branded(name, brand or brand_of(consultancy)), remarks=comments)


def branded(name: str, brand: BrandFields) -> ConsultantPart:
    """Return a firm's brand as reports print it."""
    return ConsultantPart(
        name=for_paper(name),
        contact=for_paper(brand.contact),
        disclaimer=for_paper(brand.disclaimer),
        logo=picture(bytes(brand.logo)),
        logo_dark=picture(bytes(brand.logo_dark)),
        palette=palette_of(brand.colour, brand.accent),
        cover_text=for_paper(brand.cover_text),
        footer=for_paper(brand.footer),
    )


def plan_of(result: Result, submission: Submission, business: Business) -> PlanOfResult:
    """Return the saved plan, or the suggested one for the hours and money usually available."""
    saved = saved_plan(result)
    if saved is None:
        wish = suggested_wish(submission, business)
        return PlanOfResult(make_plan(submission.model, submission.sheet, wish), None)
    plan = plan_behind(saved, submission)
    return PlanOfResult(plan, tuple(saved.kept))
