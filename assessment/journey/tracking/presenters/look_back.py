"""What was done of the last plan, before the next check."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_months
from assessment.journey.planning.queries.saved_plans import SavedPlan


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """The last plan as it ended, and the quarter whose check comes next."""

    saved: SavedPlan
    coming: Quarter

    @property
    def finding(self) -> str:
        """How many are done, and of how many nobody has said what came of them."""
        kept = len(self.saved.kept)
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
        return ngettext(
            "Say in a word what came of the one that is open. You can also go on without.",
            "Say in a word what came of the %(count)s that are open. You can also go on without.",
            left,
        ) % {"count": left}

    @property
    def onward(self) -> str:
        return _("Go on to the check for %(months)s") % {"months": quarter_months(self.coming)}


def settled(title: str) -> str:
    return _("Saved: what came of “%(title)s”.") % {"title": title}


def changed_meanwhile(who: str) -> str:
    return _(
        "%(name)s changed this meanwhile. Save again to put what you say here in its place."
    ) % {"name": who}
