"""Numbers in table cells, with a dash where there is none."""

from django.utils.translation import ngettext

from assessment.foundation.formatting.numbers import signed
from assessment.outputs.reports.presenters.comparison import ChangeLine

NONE = "–"


def number(value: int | None) -> str:
    return NONE if value is None else str(value)


def signed_number(value: int | None) -> str:
    return NONE if value is None else signed(value)


def signed_or_dash(change: ChangeLine | None) -> str:
    """Format a change in points; only a clear change gets an arrow.

    It says over how many questions the change is counted, if not over all that count.
    """
    if change is None:
        return NONE
    arrow = "↑ " if change.shown > 0 else "↓ "
    points = f"{arrow if change.clear else ''}{signed(change.shown)}"
    if change.over is None:
        return points
    return ngettext(
        "%(points)s over %(count)s question", "%(points)s over %(count)s questions", change.over
    ) % {"points": points, "count": change.over}
