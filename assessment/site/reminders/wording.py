"""Whole, translatable sentences for reminder emails, for values that vary."""

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
    """Return the text of the link, and of the button, that stops a kind of email."""
    return {
        Kind.CHECK_DUE: _("Stop these reminders"),
        Kind.ACTION_DUE: _("Stop action reminders"),
        Kind.LATE: _("Stop the Monday list"),
        Kind.SUMMARY: _("Stop the quarterly summary"),
        Kind.RETEST: _("Stop emails about a second look"),
    }[kind]


def sends(kind: Kind, business: str) -> str:
    """Describe the emails that a stop link would stop, for its page."""
    sentence = {
        Kind.CHECK_DUE: _("We email you when a new check for %(business)s is due."),
        Kind.ACTION_DUE: _("We email you three days before an action at %(business)s is due."),
        Kind.LATE: _("We email you on Mondays while an action at %(business)s is late."),
        Kind.SUMMARY: _(
            "We email you at the end of each quarter, with a summary of the plan for %(business)s."
        ),
        Kind.RETEST: _(
            "We email you two weeks after a check at %(business)s, if you agreed to answer some "
            "of its questions again."
        ),
    }[kind]
    return sentence % {"business": business}


def _spelled(number: int) -> str:
    """Spell out one to nine, and give larger numbers in figures."""
    return str(apnumber(number))


def _spelled_first(number: int) -> str:
    """Do the same with a capital letter, for the start of a sentence."""
    return capfirst(_spelled(number))


# ---- the check


def so_far(current: CurrentAssessment) -> str:
    """Say how much of the check is done."""
    return ngettext(
        "You’ve answered %(answered)s of %(total)s question so far. It’s saved.",
        "You’ve answered %(answered)s of %(total)s questions so far. They’re saved.",
        current.total,
    ) % {"answered": current.answered, "total": current.total}


def questions(number: int) -> str:
    """Thirty questions, about twelve minutes."""
    return ngettext(
        "%(number)s question, about twelve minutes.",
        "%(number)s questions, about twelve minutes.",
        number,
    ) % {"number": _spelled_first(number)}


def first(current: CurrentAssessment) -> str:
    """Explain why the button opens another, unfinished check first, and how to close that one."""
    facts = {"months": quarter_months(current.quarter), "day": day(current.closes_on)}
    if current.correcting:
        return (
            _(
                "Your answers for %(months)s are still being corrected, so the button opens those. "
                "Send them again, or discard the correction first."
            )
            % facts
        )
    if current.extra:
        return (
            _(
                "An extra check for %(months)s is still open, so the button opens that one. "
                "Send it or discard it first."
            )
            % facts
        )
    return (
        _(
            "You can still finish your check for %(months)s until %(day)s, so the button opens "
            "that one. Finish it, or leave it and start the new one."
        )
        % facts
    )


def done_since(done: int, actions: int) -> str:
    """Say how much of the last plan has been done; empty if there was no plan."""
    if not actions:
        return ""
    if not done:
        return _("You haven’t completed any actions yet. That’s useful to know, too.")
    if done == actions == 1:
        return _("The one action in your plan is done. Let’s see what it changed.")
    return ngettext(
        "%(done)s of your %(actions)s actions is done. Let’s see what it changed.",
        "%(done)s of your %(actions)s actions are done. Let’s see what they changed.",
        done,
    ) % {"done": _spelled_first(done), "actions": _spelled(actions)}


# ---- some questions again


def agreed(number: int) -> str:
    """Say what the reader agreed to."""
    return ngettext(
        "You agreed to answer %(number)s question from your check again.",
        "You agreed to answer %(number)s questions from your check again.",
        number,
    ) % {"number": _spelled(number)}


# ---- actions that are due


def takes(needs: Cost, currency: str) -> str:
    """Say what an action takes, for example “2 hours, up to £50”."""
    means = up_to(needs.money, currency) if needs.money else cost(0, currency)
    return _("%(hours)s, %(money)s") % {"hours": hours(needs.hours), "money": means}


def nobody_yet() -> str:
    """Return the text shown instead of a name while nobody does an action."""
    return _("nobody yet")


def due(on: date, today: date) -> str:
    """Say when an action is due."""
    if on == today:
        return _("Due today")
    return _("Due on %(day)s") % {"day": weekday(on)}


def actions_due(number: int, due: str) -> str:
    """Say how many actions are due on a day, for example “Due today: 6 actions”."""
    return ngettext("%(due)s: %(count)s action", "%(due)s: %(count)s actions", number) % {
        "due": due,
        "count": number,
    }


def why_assignee(business: str, actions: int) -> str:
    """Say why a helper without an account gets an email about these actions."""
    return ngettext(
        "You’re getting this because %(business)s asked you to do this action.",
        "You’re getting this because %(business)s asked you to do these actions.",
        actions,
    ) % {"business": business}


def why_mine(business: str, mine: int, actions: int) -> str:
    """Say why a member gets an email about these actions; `mine` says how many are theirs."""
    if mine == actions:
        sentence = ngettext(
            "You’re getting this because this action at %(business)s is yours.",
            "You’re getting this because these actions at %(business)s are yours.",
            actions,
        )
    elif mine:
        sentence = _(
            "You’re getting this because some of these actions at %(business)s are yours, "
            "and there’s nobody else we can remind about the others."
        )
    else:
        sentence = ngettext(
            "You’re getting this because you own %(business)s and there’s nobody else we can "
            "remind about this action.",
            "You’re getting this because you own %(business)s and there’s nobody else we can "
            "remind about these actions.",
            actions,
        )
    return sentence % {"business": business}


# ---- what is late


def late_title(number: int) -> str:
    """Return the heading of the Monday list, for example “Two actions are late”."""
    sentence = ngettext("%(count)s action is late", "%(count)s actions are late", number)
    return capfirst(sentence % {"count": _spelled(number)})


def late_subject(number: int, business: str) -> str:
    """Return the subject of the Monday list, with its number in figures."""
    return ngettext(
        "%(count)s action is late at %(business)s",
        "%(count)s actions are late at %(business)s",
        number,
    ) % {"count": number, "business": business}


def done_so_far(done: int, actions: int) -> str:
    """Say how many actions of the plan are done."""
    return ngettext(
        "Done so far: %(done)s of %(actions)s action.",
        "Done so far: %(done)s of %(actions)s actions.",
        actions,
    ) % {"done": done, "actions": actions}


# ---- the quarterly summary


def done_title(done: int, actions: int) -> str:
    """Return the heading of the summary, for example “Four of six actions done”."""
    if done == actions:
        return _("You’ve finished your whole plan")
    if not done:
        return _("Nothing ticked off yet")
    sentence = ngettext(
        "%(done)s of %(actions)s action done", "%(done)s of %(actions)s actions done", actions
    )
    return capfirst(sentence % {"done": _spelled(done), "actions": _spelled(actions)})


def hours_spent(hours: Sequence[Decimal | None]) -> str:
    """Say how many hours were reported in total; empty if nobody reported any."""
    said = [number for number in hours if number is not None]
    if not said:
        return ""
    return _("You put in %(hours)s.") % {"hours": exact_hours(sum(said, Decimal(0)))}


def still_open(number: int) -> str:
    """Say how many actions are unfinished; empty if there are none."""
    if not number:
        return ""
    sentence = ngettext(
        "%(count)s action is still open: finish it, move it or drop it.",
        "%(count)s actions are still open: finish them, move them or drop them.",
        number,
    )
    return capfirst(sentence % {"count": _spelled(number)})
