"""The line charts in words: their captions, gaps and breaks."""

from collections.abc import Sequence

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.changes import Change
from assessment.domain.trends.timeline import Point
from assessment.foundation.formatting.numbers import signed
from assessment.journey.results.wording.areas import listed
from assessment.journey.trends.wording.quarters import short_quarter


def caption(change: Change | None, time: str) -> str:
    """Describe how a score changed between the two quarters; empty if it cannot be compared."""
    if change is None:
        return ""
    facts = {"before": shown(change.before), "now": shown(change.now), "span": time}
    if not change.whole:
        return _caption_of_some(change, facts)
    if change.shown == 0:
        return _("still %(now)s") % facts
    return _("%(before)s to %(now)s %(span)s") % facts


def with_levels(words: str, change: Change) -> str:
    """Add the level to a caption of points; only a change that is more than chance has an arrow."""
    before, now = change.sheet_levels
    facts = {"points": words, "before": before.title, "now": now.title}
    if change.level_news is Verdict.CHANCE:
        return _("%(points)s; shown as %(before)s, then %(now)s") % facts
    return _("%(points)s; %(before)s → %(now)s") % facts


def _caption_of_some(change: Change, facts: dict[str, object]) -> str:
    """Describe a change over only some of the questions, whose points the line does not show."""
    facts |= {"points": signed(change.shown), "count": change.questions}
    if change.shown == 0:
        return (
            ngettext(
                "no change over %(count)s question",
                "no change over %(count)s questions",
                change.questions,
            )
            % facts
        )
    return (
        ngettext(
            "%(points)s %(span)s over %(count)s question",
            "%(points)s %(span)s over %(count)s questions",
            change.questions,
        )
        % facts
    )


def no_caption(*, scored: bool, newest: bool) -> str:
    """Say why a line has no caption."""
    if scored:
        return _("not compared")
    return _("not scored this quarter") if newest else _("not scored then")


def state(point: Point) -> str:
    """Return a point as a number, or say what is missing."""
    if point.points is not None:
        return str(shown(point.points))
    return {
        "no_check": _("no check"),
        "not_asked": _("not asked"),
        "not_scored": _("not scored"),
        "not_known": _("not known"),
    }[point.state]


def description(title: str, line: Sequence[Point]) -> str:
    """Describe a line in words, for screen readers."""
    return _("%(title)s: %(points)s.") % {
        "title": title,
        "points": ", ".join(state(point) for point in line),
    }


def one_scale(count: int, *, dashes: bool) -> str:
    same = ngettext(
        "%(count)s line, from 0 to 100.", "All %(count)s on the same scale, from 0 to 100.", count
    ) % {"count": count}
    return f"{same} {_('A dash is a quarter without a score.')}" if dashes else same


def new_questions(quarters: Sequence[Quarter]) -> str:
    """Say when the questions changed; empty if they stayed the same."""
    months = [format_date(quarter.starts_on, "F Y") for quarter in quarters]
    if not months:
        return ""
    return _("New questions from %(months)s: the lines break there") % {"months": listed(months)}


def other_answers(quarters: Sequence[Quarter]) -> str:
    """Say when other answers counted, so that lines stop; empty if the same ones always did."""
    if not quarters:
        return ""
    months = [format_date(quarter.starts_on, "F Y") for quarter in quarters]
    return _(
        "Lines stop before %(months)s: from there, “not sure” or “doesn’t apply” was chosen for "
        "other questions."
    ) % {"months": listed(months)}


def no_checks(quarters: Sequence[Quarter]) -> str:
    if not quarters:
        return ""
    return _("No check in %(quarters)s.") % {
        "quarters": listed([short_quarter(q) for q in quarters])
    }


Places = Sequence[tuple[Quarter, Sequence[str]]]
"""Quarters, each with the titles of the areas concerned."""


def too_few(places: Places) -> str:
    """Say which areas had too few answers, and when."""
    return _("Too few answers: %(places)s.") % {"places": _places(places)} if places else ""


def not_known(places: Places) -> str:
    """Say which areas had too many answers "not sure", and when."""
    return _("Too little known: %(places)s.") % {"places": _places(places)} if places else ""


def not_asked(places: Places) -> str:
    return _("Not asked: %(places)s.") % {"places": _places(places)} if places else ""


def _places(places: Places) -> str:
    return listed(
        [
            _("%(areas)s in %(quarter)s")
            % {"areas": listed(areas), "quarter": short_quarter(quarter)}
            for quarter, areas in places
        ]
    )


def questions_of(model: MaturityModel) -> str:
    """Return the name of a version of the questions, such as "Cairn 1.0"."""
    return f"{model.id.replace('-', ' ').capitalize()} {model.version}"


def read_as(old: MaturityModel, new: MaturityModel) -> str:
    return _("%(old)s, scored as %(new)s") % {"old": questions_of(old), "new": questions_of(new)}
