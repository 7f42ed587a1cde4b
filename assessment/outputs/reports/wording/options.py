"""What was chosen for a report, in words."""

from django.utils.translation import gettext as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_name
from assessment.journey.results.wording import listed
from assessment.outputs.reports.options import Options


def parts_left_out(options: Options) -> str:
    names = {
        "notes": _("notes and reasons"),
        "method": _("the page about the method"),
        "history": _("the quarters compared"),
        "answers": _("every question with its sentences"),
        "clients": _("the median of other clients"),
    }
    return listed([names[name] for name in options.left_out])


def left_out(options: Options) -> str:
    """What whoever made the report did not want in it; empty if they wanted everything."""
    parts = parts_left_out(options)
    return _("Left out: %(parts)s. All of it is in Cairn.") % {"parts": parts} if parts else ""


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
