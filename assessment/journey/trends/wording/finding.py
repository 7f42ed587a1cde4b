"""The finding in one line, and the sentences that explain it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import Dimension
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.journey.results.wording.areas import listed
from assessment.journey.results.wording.changes import (
    by_verdict,
    came_or_went_line,
    not_compared,
    nothing_in_common,
)

CLOSE_WITHIN = 3
"""Areas that moved by at most this many displayed points count as unchanged."""


def titles(areas: Sequence[Dimension]) -> str:
    return listed([area.title for area in areas])


def finding(both: Comparison, time: str) -> str:
    """Return the headline of the page.

    Whether a change is clear is decided on exact points, not on displayed ones. `time` is a span
    such as "in a year".
    """
    if both.overall is None:
        return _finding_without_score(both, time)
    if both.overall.clear:
        return _clear_finding(both, both.overall, time)
    if both.overall.verdict is Verdict.LIKELY:
        return _likely_finding(both.overall, time)
    return _finding_of_areas(both, time)


def _finding_of_areas(both: Comparison, time: str) -> str:
    """Return the headline where the overall change may be chance."""
    clear, likely = _clear(both), _likely(both)
    if clear:
        return _("No clear change overall, but a clear one in %(areas)s") % {"areas": titles(clear)}
    if likely:
        return _("No clear change, but a likely one in %(areas)s") % {"areas": titles(likely)}
    if all(change.fallen <= CLOSE_WITHIN for _area, change in both.areas if change):
        return _("All areas are close to where they were")
    return _("No clear change %(span)s") % {"span": time}


def _clear(both: Comparison) -> list[Dimension]:
    return [*both.risen, *both.fallen]


def _likely(both: Comparison) -> list[Dimension]:
    return [*both.probably_risen, *both.probably_fallen]


def _likely_finding(overall: Change, time: str) -> str:
    if not overall.whole:
        time = _("%(span)s over the same questions") % {"span": time}
    rise = ngettext(
        "Probably up %(points)s point %(span)s",
        "Probably up %(points)s points %(span)s",
        overall.fallen,
    )
    fall = ngettext(
        "Probably down %(points)s point %(span)s",
        "Probably down %(points)s points %(span)s",
        overall.fallen,
    )
    said = rise if overall.now > overall.before else fall
    return said % {"points": overall.fallen, "span": time}


def _clear_finding(both: Comparison, overall: Change, time: str) -> str:
    up = overall.now > overall.before
    most = next(iter(both.risen if up else both.fallen), None)
    if not overall.whole:
        time = _("%(span)s over the same questions") % {"span": time}
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


def _finding_without_score(both: Comparison, time: str) -> str:
    clear, likely = _clear(both), _likely(both)
    if clear:
        return _("A clear change in %(areas)s %(span)s") % {"areas": titles(clear), "span": time}
    if likely:
        return _("A likely change in %(areas)s %(span)s") % {"areas": titles(likely), "span": time}
    if not both.comparable:
        return _("New questions, so nothing to compare yet")
    if not both.compared:
        return _("Too few answers in common to compare yet")
    return _("No clear change in any area %(span)s") % {"span": time}


def reading(both: Comparison) -> str:
    """Explain the finding: the overall change, the clear areas, and those that may be chance."""
    if not both.comparable:
        return _(
            "The questions have changed, so the earlier answers can’t be compared with the new "
            "ones. You’ll be able to compare from your next check."
        )
    areas = (_of_clear_areas(both), _of_likely_areas(both), _of_the_rest(both))
    parts = [_of_the_whole(both), *areas]
    if not both.compared:
        parts = [nothing_in_common()]
    elif both.uncompared:
        parts.append(not_compared([area.title for area in both.uncompared]))
    parts.append(came_or_went_line(both))
    return " ".join(part for part in parts if part)


def _of_the_whole(both: Comparison) -> str:
    overall = both.overall
    if overall is None:
        return _why_no_whole(both)
    facts: dict[str, object] = {"before": shown(overall.before), "now": shown(overall.now)}
    if not overall.whole:
        return _of_the_same_questions(overall, facts)
    if overall.verdict is Verdict.CHANCE and overall.shown == 0:
        return _("The score is still %(now)s.") % facts
    rise = _("The rise from %(before)s to %(now)s is a clear change.")
    fall = _("The fall from %(before)s to %(now)s is a clear change.")
    clear = rise if overall.now > overall.before else fall
    likely = _("The change from %(before)s to %(now)s is probably real.")
    chance = _("The change from %(before)s to %(now)s may just be chance.")
    return by_verdict(overall, clear=clear, likely=likely, chance=chance) % facts


def _why_no_whole(both: Comparison) -> str:
    if not (both.before.scored.overall.scored and both.now.scored.overall.scored):
        return _("One of the two quarters has no overall score.")
    if any(both.has_new_questions(area.key) for area in both.uncompared):
        return _("Some questions are new, so the overall scores can’t be compared.")
    return _("Not every area can be compared, so neither can the overall score.")


def _of_the_same_questions(overall: Change, facts: dict[str, object]) -> str:
    facts |= {"count": overall.questions}
    if overall.verdict is Verdict.CHANCE and overall.shown == 0:
        still = _("Over the %(count)s questions answered both times, the score is still %(now)s.")
        return still % facts
    rise = _(
        "Over the %(count)s questions answered both times, "
        "the rise from %(before)s to %(now)s is a clear change."
    )
    fall = _(
        "Over the %(count)s questions answered both times, "
        "the fall from %(before)s to %(now)s is a clear change."
    )
    likely = _(
        "Over the %(count)s questions answered both times, "
        "the change from %(before)s to %(now)s is probably real."
    )
    chance = _(
        "Over the %(count)s questions answered both times, "
        "the change from %(before)s to %(now)s may just be chance."
    )
    clear = rise if overall.now > overall.before else fall
    return by_verdict(overall, clear=clear, likely=likely, chance=chance) % facts


def _of_clear_areas(both: Comparison) -> str:
    risen, fallen = both.risen, both.fallen
    whole = both.overall
    alike = whole and whole.clear and not (fallen if whole.now > whole.before else risen)
    if alike and (risen or fallen):
        return _("Also clear: %(areas)s.") % {"areas": titles(risen or fallen)}
    up = ngettext("%(areas)s has clearly improved.", "%(areas)s have clearly improved.", len(risen))
    down = ngettext(
        "%(areas)s has clearly dropped.", "%(areas)s have clearly dropped.", len(fallen)
    )
    said = [up % {"areas": titles(risen)}] if risen else []
    return " ".join([*said, down % {"areas": titles(fallen)}] if fallen else said)


def _of_likely_areas(both: Comparison) -> str:
    risen, fallen = both.probably_risen, both.probably_fallen
    up = ngettext(
        "%(areas)s has probably improved.", "%(areas)s have probably improved.", len(risen)
    )
    down = ngettext(
        "%(areas)s has probably dropped.", "%(areas)s have probably dropped.", len(fallen)
    )
    said = [(up, risen), (down, fallen)]
    return " ".join(words % {"areas": titles(areas)} for words, areas in said if areas)


def _of_the_rest(both: Comparison) -> str:
    chance = [(area, c) for area, c in both.areas if c and c.verdict is Verdict.CHANCE]
    changed = [area for area, c in chance if c.now != c.before]
    count = len(changed)
    if not count:
        return ""
    if count < len(both.open):
        return ngettext(
            "The change in %(areas)s may just be chance.",
            "The changes in %(areas)s may just be chance.",
            count,
        ) % {"areas": titles(changed)}
    if not (both.risen or both.fallen or _likely(both)):
        return _("In each area, the change may just be chance.")
    return ngettext(
        "The change in the other area may just be chance.",
        "The changes in the other %(count)s areas may just be chance.",
        count,
    ) % {"count": count}
