"""Sentences that depend on the kind of check: late, extra, or a correction."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Practice
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


# ---- what has just happened


def saved_so_far(answered: int, total: int) -> str:
    """Say how far the check has come: Saved: 9 of 30 questions answered."""
    return _("Saved: %(answered)s of %(total)s questions answered.") % {
        "answered": answered,
        "total": total,
    }


def saved_one(practice: Practice, answered: int, total: int) -> str:
    return _("“%(title)s” is saved: %(answered)s of %(total)s questions answered.") % {
        "title": practice.short,
        "answered": answered,
        "total": total,
    }


def kept_as_it_was(practice: Practice) -> str:
    return _("“%(title)s” stays as it was saved.") % {"title": practice.short}


def undone(practice: Practice, answered: int, total: int, *, given: bool) -> str:
    """Say what an undone save leaves: the answer before it, or an open question."""
    facts = {"title": practice.short, "answered": answered, "total": total}
    if given:
        return (
            _(
                "Undone. Your previous answer to “%(title)s” is back: "
                "%(answered)s of %(total)s questions answered."
            )
            % facts
        )
    return (
        _("Undone. “%(title)s” is open again: %(answered)s of %(total)s questions answered.")
        % facts
    )


def marked_not_sure(marked: int, total: int) -> str:
    return ngettext(
        "%(marked)s question is now “I’m not sure”: all %(total)s are answered.",
        "%(marked)s questions are now “I’m not sure”: all %(total)s are answered.",
        marked,
    ) % {"marked": marked, "total": total}


def late_check_left(late: CurrentAssessment) -> str:
    return _(
        "This is the check for %(months)s. Your answers from before are kept beside the questions."
    ) % {"months": quarter_months(late.running)}


def extra_started() -> str:
    return _("Your extra check has started: answer as things are today.")


def dropped(current: CurrentAssessment) -> str:
    if current.correcting:
        return _("Correction discarded. The result hasn’t changed.")
    return _("Extra check discarded. Your quarter’s check and its result haven’t changed.")


def first_this_one() -> str:
    return _("You can start an extra check once you’ve sent this one.")


def refitted(*, aside: int, opened: int) -> str:
    """Say what changed in an open check when the size of the team did."""
    if aside:
        return ngettext(
            "In your open check, %(number)s question that needs a team is now set aside. "
            "You can still answer it.",
            "In your open check, %(number)s questions that need a team are now set aside. "
            "You can still answer them.",
            aside,
        ) % {"number": aside}
    if opened:
        return ngettext(
            "In your open check, %(number)s question that needs a team is open again.",
            "In your open check, %(number)s questions that need a team are open again.",
            opened,
        ) % {"number": opened}
    return ""
