"""Sentences about a check that is not simply the one of the running quarter."""

from django.utils.translation import gettext as _

from assessment.foundation.formatting.dates import day, quarter_months
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment


def title(check: CurrentAssessment) -> str:
    months = {"months": quarter_months(check.quarter)}
    if check.correcting:
        return _("Putting your answers for %(months)s right") % months
    if check.extra:
        return _("An extra check in %(months)s") % months
    return _("Your check for %(months)s") % months


def aside(check: CurrentAssessment) -> str:
    """What sort of check it is and what that means; empty for that of the running quarter."""
    facts = {"months": quarter_months(check.quarter), "day": day(check.closes_on)}
    if check.correcting:
        return (
            _(
                "You are putting your answers for %(months)s right. "
                "The result stays as it is until you send them again."
            )
            % facts
        )
    if check.extra:
        return _("An extra check. It does not count in comparisons.")
    if check.late:
        return _("Your check for %(months)s. Finish it by %(day)s.") % facts
    return ""


def dropped(check: CurrentAssessment) -> str:
    if check.correcting:
        return _("Dropped. The result stays as it was.")
    return _("Dropped. The check of your quarter and its result stay as they are.")


def first_this_one() -> str:
    return _("There can be an extra check once this one is sent.")
