"""What was chosen for a report, in words."""

from django.utils.translation import gettext as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_name
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.wording.document import parts_left_out


def enclosed(options: Options) -> str:
    """That the answers travel inside the file; empty if they do not."""
    if not options.enclose:
        return ""
    return _("The full editions have the answers inside, as a table.")


def chosen(options: Options, compared: Quarter | None) -> str:
    """What makes one report another one than usual; empty if nothing does.

    `compared` is the quarter it is compared with, if that is not the one before.
    """
    parts = parts_left_out(options)
    said = (
        _("Compared with %(quarter)s.") % {"quarter": quarter_name(compared)} if compared else "",
        _("Without %(parts)s.") % {"parts": parts} if parts else "",
        _("With the answers inside.") if options.enclose else "",
    )
    return " ".join(part for part in said if part)
