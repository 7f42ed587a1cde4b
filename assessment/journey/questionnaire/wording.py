"""Sentences that depend on the kind of check: late, extra, or a correction."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.foundation.formatting.dates import day, quarter_months
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment


def title(current: CurrentAssessment) -> str:
    months = {"months": quarter_months(current.quarter)}
    if current.correcting:
        return _("Correcting your answers for %(months)s") % months
    if current.extra:
        return _("Your extra check for %(months)s") % months
    return _("Your check for %(months)s") % months


def aside(current: CurrentAssessment) -> str:
    """Explain the kind of check; empty for the current quarter's own check."""
    facts = {"months": quarter_months(current.quarter), "day": day(current.closes_on)}
    if current.correcting:
        return (
            _(
                "You’re correcting your answers for %(months)s. "
                "The result stays as it is until you send them again."
            )
            % facts
        )
    if current.extra:
        return _("This is an extra check. It doesn’t count in comparisons.")
    if current.late:
        return _("Your check for %(months)s. Finish it by %(day)s.") % facts
    return ""


def unsent(check: CurrentAssessment) -> str:
    """Say what is kept of a check that can no longer be sent."""
    months = quarter_months(check.quarter)
    if check.correcting:
        return _(
            "You began to correct your answers for %(months)s but didn’t send them again. "
            "They’re kept, and the result hasn’t changed."
        ) % {"months": months}
    if check.extra:
        return _(
            "You began an extra check for %(months)s but didn’t send it. Its answers are kept."
        ) % {"months": months}
    return ngettext(
        "You answered %(answered)s of %(total)s question for %(months)s but didn’t send it. "
        "It’s kept, and shown beside the new question.",
        "You answered %(answered)s of %(total)s questions for %(months)s but didn’t send them. "
        "They’re kept, and shown beside the new questions.",
        check.total,
    ) % {"answered": check.answered, "total": check.total, "months": months}


def dropped(current: CurrentAssessment) -> str:
    if current.correcting:
        return _("Correction discarded. The result hasn’t changed.")
    return _("Extra check discarded. Your quarter’s check and its result haven’t changed.")


def first_this_one() -> str:
    return _("You can start an extra check once you’ve sent this one.")
