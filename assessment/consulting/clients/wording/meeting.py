"""What to bring up in the next meeting with a client."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Dimension, Practice
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.changes import Change
from assessment.foundation.formatting.dates import day
from assessment.foundation.formatting.numbers import hours, spelt_out
from assessment.journey.results.wording.areas import listed_in_quotes

MOST_NAMED = 3
"""How many questions or actions a sentence names; the others are counted."""


def rose(area: Dimension, change: Change) -> str:
    facts = {"area": area.title, "before": shown(change.before), "now": shown(change.now)}
    if change.verdict is Verdict.CLEAR:
        return _("%(area)s is clearly better: %(before)s to %(now)s") % facts
    return _("%(area)s is probably better: %(before)s to %(now)s") % facts


def done_for_it(actions: Sequence[PlannedAction]) -> str:
    """Name what was done for an area since the check before; empty if nothing was."""
    if not actions:
        return ""
    return _("Done since the check before: %(actions)s.") % {
        "actions": named([p.title for p in actions])
    }


def done_head(count: int) -> str:
    return ngettext("One action is done", "%(number)s actions are done", count) % {
        "number": _capital(spelt_out(count))
    }


def late_head(count: int) -> str:
    return ngettext(
        "One action is late: what got in the way?",
        "%(number)s actions are late: what got in the way?",
        count,
    ) % {"number": _capital(spelt_out(count))}


def late_text(planned: PlannedAction) -> str:
    return _("“%(title)s” was due on %(day)s. It takes %(hours)s.") % {
        "title": planned.title,
        "day": day(planned.due_on),
        "hours": hours(planned.hours),
    }


def not_sure_head(count: int) -> str:
    return ngettext(
        "One answer is “I’m not sure”", "%(number)s answers are “I’m not sure”", count
    ) % {"number": _capital(spelt_out(count))}


def unbacked_head(count: int) -> str:
    return ngettext(
        "One high answer has no note yet", "%(number)s high answers have no note yet", count
    ) % {"number": _capital(spelt_out(count))}


def questions(practices: Sequence[Practice]) -> str:
    return _("%(questions)s.") % {"questions": named([p.short for p in practices])}


def lowest_head(area: Dimension, score: DimensionScore) -> str:
    return _("%(area)s is the lowest area, at %(points)s of 100") % {
        "area": area.title,
        "points": shown(score.points),
    }


def named(titles: Sequence[str]) -> str:
    """Name a few in quotes, and count the others."""
    if len(titles) <= MOST_NAMED:
        return listed_in_quotes(titles)
    more = len(titles) - MOST_NAMED
    return ngettext("%(first)s and %(count)s more", "%(first)s and %(count)s more", more) % {
        "first": ", ".join(_("“%(words)s”") % {"words": t} for t in titles[:MOST_NAMED]),
        "count": more,
    }


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
