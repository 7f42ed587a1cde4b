"""Sentences of the mails that depend on numbers and days, whole and translatable."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.planning.constraints import Cost
from assessment.foundation.formatting.dates import day, quarter_months, weekday
from assessment.foundation.formatting.money import cost, up_to
from assessment.foundation.formatting.numbers import exact_hours, hours
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.site.reminders.models import Kind


def stop(kind: Kind) -> str:
    """What the link at the end of a mail does."""
    return {
        Kind.CHECK_DUE: _("Stop these reminders"),
        Kind.ACTION_DUE: _("Stop reminders of steps"),
        Kind.LATE: _("Stop the Monday list"),
        Kind.SUMMARY: _("Stop the summary"),
    }[kind]


def sends(kind: Kind, business: str) -> str:
    """Which mails it stops, to whoever has come to the page behind that link."""
    sentence = {
        Kind.CHECK_DUE: _("We write when a new check of %(business)s is due."),
        Kind.ACTION_DUE: _("We write three days before a step at %(business)s is due."),
        Kind.LATE: _("We write on Mondays, while something at %(business)s is late."),
        Kind.SUMMARY: _("We write at the end of a quarter, to sum up the plan of %(business)s."),
    }[kind]
    return sentence % {"business": business}


def _spelled(number: int) -> str:
    """One to nine in letters, larger ones in figures."""
    return str(apnumber(number))


def _spelled_first(number: int) -> str:
    """The same where a sentence begins with it."""
    return capfirst(_spelled(number))


# ---- the check


def questions(number: int) -> str:
    return ngettext(
        "%(number)s question, about twelve minutes.",
        "%(number)s questions, about twelve minutes.",
        number,
    ) % {"number": _spelled_first(number)}


def first(check: CurrentAssessment) -> str:
    """What the button opens before the check that a mail is about, and how to be done with it."""
    facts = {"months": quarter_months(check.quarter), "day": day(check.closes_on)}
    if check.correcting:
        return (
            _(
                "Your answers for %(months)s are still being put right, so the button opens those. "
                "Send them again, or drop the correction first."
            )
            % facts
        )
    if check.extra:
        return (
            _(
                "An extra check of %(months)s is still open, so the button opens that one. "
                "Send it or drop it first."
            )
            % facts
        )
    return (
        _(
            "Your check for %(months)s can be finished until %(day)s, so the button opens that "
            "one. Finish it, or leave it for the new one."
        )
        % facts
    )


def done_since(done: int, steps: int) -> str:
    """How much of the last plan was done; nothing to say without one."""
    if not steps:
        return ""
    if not done:
        return _("Nothing of your plan is done yet. That is worth a look, too.")
    facts = {"done": _spelled_first(done), "steps": _spelled(steps)}
    if done == steps == 1:
        return _("The one step of your plan is done since. Let’s see what it changed.")
    if done == 1:
        return _("One of your %(steps)s steps is done since. Let’s see what it changed.") % facts
    return (
        _("%(done)s of your %(steps)s steps are done since. Let’s see what they changed.") % facts
    )


# ---- one action


def takes(needs: Cost, currency: str) -> str:
    """2 hours, up to £50."""
    means = up_to(needs.money, currency) if needs.money else cost(0, currency)
    return _("%(hours)s, %(money)s") % {"hours": hours(needs.hours), "money": means}


def nobody_yet() -> str:
    return _("nobody yet")


def due(on: date, today: date) -> str:
    if on == today:
        return _("Due today")
    return _("Due on %(day)s") % {"day": weekday(on)}


# ---- what is late


def late_title(number: int) -> str:
    """Two steps are late."""
    sentence = ngettext("%(count)s step is late", "%(count)s steps are late", number)
    return capfirst(sentence % {"count": _spelled(number)})


def late_subject(number: int, business: str) -> str:
    return ngettext(
        "%(count)s step is late at %(business)s", "%(count)s steps are late at %(business)s", number
    ) % {"count": number, "business": business}


def done_so_far(done: int, steps: int) -> str:
    return ngettext(
        "Done so far: %(done)s of %(steps)s step.",
        "Done so far: %(done)s of %(steps)s steps.",
        steps,
    ) % {"done": done, "steps": steps}


# ---- the quarter in short


def done_title(done: int, steps: int) -> str:
    """Four of six steps done."""
    if done == steps:
        return _("All of your plan is done")
    if not done:
        return _("Nothing is ticked off yet")
    sentence = ngettext(
        "%(done)s of %(steps)s step done", "%(done)s of %(steps)s steps done", steps
    )
    return capfirst(sentence % {"done": _spelled(done), "steps": _spelled(steps)})


def hours_spent(hours: Sequence[Decimal | None]) -> str:
    """What it took, as far as anybody said; nothing if nobody did."""
    said = [number for number in hours if number is not None]
    if not said:
        return ""
    return _("You put in %(hours)s.") % {"hours": exact_hours(sum(said, Decimal(0)))}


def still_open(number: int) -> str:
    if not number:
        return ""
    sentence = ngettext(
        "%(count)s step is still open: finish it, move it, or let it go.",
        "%(count)s steps are still open: finish them, move them, or let them go.",
        number,
    )
    return capfirst(sentence % {"count": _spelled(number)})
