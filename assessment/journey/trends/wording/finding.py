"""The finding in a line, and the sentences that stand behind it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Dimension
from assessment.domain.scoring.scores import shown
from assessment.domain.trends.comparison import Change, Comparison
from assessment.journey.results.wording import listed

CLOSE_WITHIN = 3
"""If no area moved by more shown points than this, all of them are where they were."""


def titles(areas: Sequence[Dimension]) -> str:
    return listed([area.title for area in areas])


def finding(both: Comparison, time: str) -> str:
    """What the page found, in a line; clear or not is decided on exact points."""
    clear = [*both.risen, *both.fallen]
    if both.overall is None:
        return _finding_without_score(both, clear, time)
    if both.overall.clear:
        return _clear_finding(both, both.overall, time)
    if clear:
        return _("No clear change overall, but a clear one in %(areas)s") % {"areas": titles(clear)}
    if all(change.fallen <= CLOSE_WITHIN for _area, change in both.areas if change):
        return _("All areas are close to where they were")
    return _("No clear change %(span)s") % {"span": time}


def _clear_finding(both: Comparison, overall: Change, time: str) -> str:
    up = overall.now > overall.before
    most = next(iter(both.risen if up else both.fallen), None)
    facts = {"points": overall.fallen, "span": time, "area": most.title if most else ""}
    if most is None:
        rise = ngettext(
            "Up %(points)s point %(span)s", "Up %(points)s points %(span)s", overall.fallen
        )
        fall = ngettext(
            "Down %(points)s point %(span)s", "Down %(points)s points %(span)s", overall.fallen
        )
    else:
        rise = ngettext(
            "Up %(points)s point %(span)s, %(area)s most of all",
            "Up %(points)s points %(span)s, %(area)s most of all",
            overall.fallen,
        )
        fall = ngettext(
            "Down %(points)s point %(span)s, %(area)s most of all",
            "Down %(points)s points %(span)s, %(area)s most of all",
            overall.fallen,
        )
    return (rise if up else fall) % facts


def _finding_without_score(both: Comparison, clear: Sequence[Dimension], time: str) -> str:
    if clear:
        return _("A clear change in %(areas)s %(span)s") % {"areas": titles(clear), "span": time}
    if not both.comparable:
        return _("New questions, so nothing to compare yet")
    return _("No clear change in any area %(span)s") % {"span": time}


def reading(both: Comparison) -> str:
    """What stands behind the finding: the whole, what is clear, what may be chance."""
    if not both.comparable:
        return _(
            "The questions have changed in between, and the earlier answers do not fit the new "
            "ones. From the next check on, there is something to compare."
        )
    parts = [_of_the_whole(both), _of_clear_areas(both), _of_the_rest(both)]
    if both.uncompared:
        parts.append(_("Not compared: %(areas)s.") % {"areas": titles(both.uncompared)})
    return " ".join(part for part in parts if part)


def _of_the_whole(both: Comparison) -> str:
    overall = both.overall
    if overall is None:
        scored = both.before.scored.overall.scored and both.now.scored.overall.scored
        if scored:
            return _("Some questions are new, so the whole cannot be compared.")
        return _("One of the two quarters has no overall score.")
    facts = {"before": shown(overall.before), "now": shown(overall.now)}
    if overall.clear:
        rise = _("The rise from %(before)s to %(now)s is a clear change.")
        fall = _("The fall from %(before)s to %(now)s is a clear change.")
        return (rise if overall.now > overall.before else fall) % facts
    if overall.shown == 0:
        return _("The score is %(now)s, as it was.") % facts
    return _("The step from %(before)s to %(now)s may still be chance.") % facts


def _of_clear_areas(both: Comparison) -> str:
    risen, fallen = both.risen, both.fallen
    whole = both.overall
    alike = whole and whole.clear and not (fallen if whole.now > whole.before else risen)
    if alike and (risen or fallen):
        facts = {"areas": titles(risen or fallen)}
        return ngettext("So is %(areas)s.", "So are %(areas)s.", len(risen or fallen)) % facts
    up = ngettext("%(areas)s has clearly improved.", "%(areas)s have clearly improved.", len(risen))
    down = ngettext(
        "%(areas)s has clearly dropped.", "%(areas)s have clearly dropped.", len(fallen)
    )
    said = [up % {"areas": titles(risen)}] if risen else []
    return " ".join([*said, down % {"areas": titles(fallen)}] if fallen else said)


def _of_the_rest(both: Comparison) -> str:
    count = len(both.open)
    if not count:
        return ""
    if not (both.risen or both.fallen):
        return _("In each area, the change may still be chance.")
    return ngettext(
        "The other area may still be chance.",
        "The other %(count)s areas may still be chance.",
        count,
    ) % {"count": count}
