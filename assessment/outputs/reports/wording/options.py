"""The options of a report, as text."""

from django.utils.translation import gettext as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_name
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.wording.document import parts_left_out


def enclosed(options: Options) -> str:
    """Say that the answers are attached to the file; empty if they are not."""
    if not options.enclose:
        return ""
    return _("The full editions have the answers attached as a table.")


def chosen(options: Options, compared: Quarter | None) -> str:
    """Describe the options that differ from the defaults; empty if none do.

    `compared` is the quarter the report is compared with, if it is not the previous check.
    """
    parts = parts_left_out(options)
    said = (
        _("Compared with %(quarter)s.") % {"quarter": quarter_name(compared)} if compared else "",
        _("Without %(parts)s.") % {"parts": parts} if parts else "",
        _("With the answers attached.") if options.enclose else "",
    )
    return " ".join(part for part in said if part)
