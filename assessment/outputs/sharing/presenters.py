"""A result for readers outside the business: without names, and in the third person."""

from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext as _

from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.cairns import cairn_of
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.models import Result
from assessment.journey.results.presenters.levels import NamedLevel, whole_level
from assessment.journey.results.presenters.results import ResultsPage
from assessment.journey.results.queries import History, submission_of, suggested_wish
from assessment.journey.results.wording import areas, changes, levels, verdict
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.palettes import Palette
from assessment.outputs.reports.presenters.saved_result import branded
from assessment.outputs.sharing.models import SharedLink
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import brand_of


class SharedPage(ResultsPage):
    """The results page, written about the business instead of to it."""

    @property
    def support_text(self) -> str:
        return verdict.support_text(self.submission, for_others=True)

    @cached_property
    def level(self) -> NamedLevel:
        named = whole_level(self.submission)
        if not self.submission.scored.overall.is_range:
            return named
        unsure = verdict.not_sure(self.submission)
        return replace(named, sure=levels.range_for_others(unsure))

    @property
    def way_up(self) -> str:
        if self.submission.scored.overall.next_level is None:
            return _("They are at the top.")
        return verdict.way_up(self.submission)

    @property
    def areas_line(self) -> str:
        if self.both is None:
            return _("This is the first check, so there is nothing to compare it with yet.")
        if not self.both.comparable:
            return _("The questions have changed since the last check, so there is no comparison.")
        weakest = areas.weakest_line(self.submission)
        if not self.both.compared:
            return f"{changes.nothing_in_common()} {weakest}".strip()
        return weakest


def shared_page(history: History, result: Result, business: Business) -> SharedPage:
    """Build a result with the one before it. The plan is our suggestion, so it quotes no one."""
    submission, before = nameless(result, business), history.before(result)
    wish = suggested_wish(submission, business)
    return SharedPage(
        submission=submission,
        previous=nameless(before, business) if before else None,
        wish=wish,
        plan=make_plan(submission.model, submission.sheet, wish),
        cairn=cairn_of(submission.model, submission.scored),
    )


def brand_of_link(link: SharedLink) -> ConsultantPart | None:
    """Return the brand of the firm that shares the page, or None for the business itself."""
    firm = link.consultancy
    return replace(branded(firm.name, brand_of(firm)), everywhere=True) if firm else None


def brand_css(palette: Palette, *, on_light: bool) -> str:
    """Return a style sheet with a firm's colours for dark grounds, or for light pages only."""
    for_light = {"--c-brand": palette.brand, "--c-brand-wash": palette.wash}
    for_light["--c-brand-hover"] = palette.dark
    dark = {name: colour for name, colour in palette.tokens if name not in for_light}
    rules = (for_light if on_light else dark).items()
    return ":root {\n" + "".join(f"  {name}: {colour};\n" for name, colour in rules) + "}\n"


def nameless(result: Result, business: Business) -> Submission:
    # Outsiders need not know which person filled in the check.
    return replace(submission_of(result, business), checked_by="")


def who_shares(business: Business, practice: Consultancy | None) -> str:
    """Say who shares the page, without the name of a person.

    `business` must have the role of the person who made the link, as `visible_businesses` gives it.
    """
    facts = {"business": business.name, "practice": practice.name if practice else ""}
    if practice:
        return _("%(practice)s has shared this page about %(business)s with you.") % facts
    if business.role_of_viewer == Role.OWNER:
        return _("The owner of %(business)s has shared this page with you.") % facts
    return _("A consultant of %(business)s has shared this page with you.") % facts
