"""The actions of a plan and their outcomes, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.planning.planned_actions import Status
from assessment.domain.scoring.scores import shown
from assessment.domain.trends.changes import Change
from assessment.journey.results.wording.areas import listed_in_quotes


def after(actions: Sequence[str]) -> str:
    """Name the actions before an answer went up; empty if there were none."""
    return _("after %(actions)s") % {"actions": listed_in_quotes(actions)} if actions else ""


def done_line(*, done: int, partly: int, dropped: int, count: int) -> str:
    """Say how many actions were done, at least partly, out of those not dropped."""
    facts = {"done": done, "partly": partly, "count": count}
    words = (
        ngettext(
            "%(done)s of %(count)s action done, %(partly)s of them partly",
            "%(done)s of %(count)s actions done, %(partly)s of them partly",
            count,
        )
        if partly
        else ngettext(
            "%(done)s of %(count)s action done", "%(done)s of %(count)s actions done", count
        )
    )
    said = words % facts
    return (
        _("%(done)s; %(dropped)s dropped") % {"done": said, "dropped": dropped} if dropped else said
    )


def how_it_went(status: Status, outcome: str) -> str:
    """Return the status of an action, with what the owner wrote about it."""
    said = outcome.strip()
    if status == Status.DONE:
        return _("done")
    if status == Status.PARTLY:
        return _("partly: %(outcome)s") % {"outcome": said} if said else _("partly")
    if status == Status.DROPPED:
        return _("dropped: %(outcome)s") % {"outcome": said} if said else _("dropped")
    return _("not finished")


def answer_outcome(practice: str, expected: str, now: str) -> str:
    """Compare the expected answer with the one given at the next check."""
    facts = {"practice": practice, "expected": expected, "now": now}
    if expected == now:
        return _("“%(practice)s”: %(now)s, as expected") % facts
    return _("“%(practice)s”: %(expected)s expected, %(now)s at the next check") % facts


def path(before: int, now: int) -> str:
    """Return a path such as "26 to 52", or one number where nothing moved."""
    if before == now:
        return str(now)
    return _("%(before)s to %(now)s") % {"before": before, "now": now}


def actual(change: Change) -> str:
    """Return the path that the points took, over how many questions if not over all."""
    taken = path(shown(change.before), shown(change.now))
    if change.whole:
        return taken
    return ngettext(
        "%(path)s over %(count)s question", "%(path)s over %(count)s questions", change.questions
    ) % {"path": taken, "count": change.questions}
