"""How the last plan went, shown before the next check."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_months
from assessment.journey.planning.queries.saved_plans import SavedPlan


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """The last plan, and the quarter of the next check."""

    saved: SavedPlan
    coming: Quarter

    @property
    def finding(self) -> str:
        """Say how many actions are done, and how many are still open."""
        kept = len(self.saved.counted)
        said = ngettext(
            "%(done)s of %(count)s action is done.",
            "%(done)s of %(count)s actions are done.",
            kept,
        ) % {"done": len(self.saved.done), "count": kept}
        return f"{said} {self._left()}".strip()

    def _left(self) -> str:
        left = len(self.saved.unfinished)
        if not left:
            return ""
        if any(planned.find_out for planned in self.saved.unfinished):
            # What to find out is open, too, but it is not one of the actions counted above.
            return ngettext(
                "One thing is still open. Say briefly how it went, or just continue.",
                "%(count)s things are still open. Say briefly how each went, or just continue.",
                left,
            ) % {"count": left}
        return ngettext(
            "One is still open. Say briefly how it went, or just continue.",
            "%(count)s are still open. Say briefly how each went, or just continue.",
            left,
        ) % {"count": left}

    @property
    def onward(self) -> str:
        return _("Continue to the check for %(months)s") % {"months": quarter_months(self.coming)}


def settled(title: str) -> str:
    return _("Saved: how “%(title)s” went.") % {"title": title}


def changed_meanwhile(who: str) -> str:
    return _(
        "%(name)s changed this after you opened the page. Save again to use your version instead."
    ) % {"name": who}
