"""Whole, translatable sentences about a saved plan and its progress."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.money import money
from assessment.foundation.formatting.numbers import exact_hours, exact_number, hours, spelt_out


def capitalised(sentence: str) -> str:
    """Capitalise a sentence that can start with a spelt-out number."""
    return sentence[:1].upper() + sentence[1:]


# ---- the plan


def finding(done: int, late: int, to_go: int, *, mixed: bool = False) -> str:
    """Sum up the plan in a heading: two done, one late, two to go. Counts of 0 are left out.

    `mixed` says that not everything counted is an action.
    """
    facts = {"done": spelt_out(done), "late": spelt_out(late), "to_go": spelt_out(to_go)}
    if not (done and (late or to_go)):
        one_kind = _finding_of_things if mixed else _finding_of_one_kind
        return capitalised(one_kind(done, late, to_go))
    if late and to_go:
        return capitalised(_("%(done)s done, %(late)s late, %(to_go)s to go") % facts)
    if late:
        return capitalised(_("%(done)s done, %(late)s late") % facts)
    return capitalised(_("%(done)s done, %(to_go)s to go") % facts)


def _finding_of_things(_done: int, late: int, to_go: int) -> str:
    """Do without the word action, because some of them are to find something out."""
    facts = {"late": spelt_out(late), "to_go": spelt_out(to_go)}
    if late and to_go:
        return _("%(late)s late, %(to_go)s to go") % facts
    return (_("%(late)s late") if late else _("%(to_go)s to go")) % facts


def _finding_of_one_kind(done: int, late: int, to_go: int) -> str:
    if late and to_go:
        facts = {"late": spelt_out(late), "to_go": spelt_out(to_go)}
        return _("%(late)s late, %(to_go)s to go") % facts
    if late:
        return ngettext("%(count)s action is late", "%(count)s actions are late", late) % {
            "count": spelt_out(late)
        }
    if to_go:
        return ngettext("%(count)s action to go", "%(count)s actions to go", to_go) % {
            "count": spelt_out(to_go)
        }
    if done:
        return _("%(done)s done, none to go") % {"done": spelt_out(done)}
    return _("No actions left in this plan")


def weeks_left(weeks: int) -> str:
    if weeks <= 0:
        return _("Your next check is due.")
    sentence = ngettext(
        "You have %(count)s week left until your next check.",
        "You have %(count)s weeks left until your next check.",
        weeks,
    )
    return sentence % {"count": spelt_out(weeks)}


def hours_used(used: Decimal, planned: int) -> str:
    return ngettext(
        "%(used)s of %(planned)s hour used", "%(used)s of %(planned)s hours used", planned
    ) % {"used": exact_number(used), "planned": planned}


def money_spent(spent: int, planned: int, currency: str) -> str:
    facts = {"spent": money(spent, currency), "planned": money(planned, currency)}
    if not planned:
        return _("%(spent)s spent") % facts if spent else ""
    return _("%(spent)s of %(planned)s spent") % facts


# ---- one action


def ticked(ticks: int, steps: int, last: date | None) -> str:
    """Say how many steps are ticked and when the last one was; empty if none are."""
    if not ticks or last is None:
        return ""
    facts = {"ticks": spelt_out(ticks), "steps": spelt_out(steps), "day": day(last)}
    return capitalised(_("%(ticks)s of %(steps)s steps ticked, the last on %(day)s.") % facts)


def ended(planned: PlannedAction) -> str:
    """Say when an action ended, and for a completed one how early or late that was.

    For partly done and dropped actions, a tag beside this text gives the status.
    """
    on = planned.promised.ended_on or planned.due_on
    if planned.status != Status.DONE:
        return _("on %(day)s") % {"day": day(on)}
    early = (planned.due_on - on).days
    facts = {"day": day(on), "count": spelt_out(abs(early))}
    if not early:
        return _("done on %(day)s, the day it was due") % facts
    if early > 0:
        sentence = ngettext(
            "done on %(day)s, a day early", "done on %(day)s, %(count)s days early", early
        )
    else:
        sentence = ngettext(
            "done on %(day)s, a day late", "done on %(day)s, %(count)s days late", -early
        )
    return sentence % facts


def took(planned: PlannedAction, currency: str) -> str:
    """List the hours and money an action actually took; empty if not recorded."""
    real, spent = planned.promised.real_hours, planned.promised.real_money
    said = [_took_hours(real, planned.hours), money(spent, currency) if spent else ""]
    return " · ".join(filter(None, said))


def _took_hours(real: Decimal | None, planned: int) -> str:
    if real is None:
        return ""
    if real == planned:
        return _("%(hours)s, as planned") % {"hours": hours(planned)}
    return _("%(hours)s, %(planned)s planned") % {"hours": exact_hours(real), "planned": planned}


def ended_title(statuses: Sequence[Status]) -> str:
    """Title of the board's last group, which depends on what is in it."""
    dropped = [status == Status.DROPPED for status in statuses]
    if not any(dropped):
        return _("Done")
    return _("Dropped") if all(dropped) else _("Done and dropped")


def days_late(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}
