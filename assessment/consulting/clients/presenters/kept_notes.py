"""The notes on former clients as a text file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessment.consulting.clients.queries.notes import KeptNotes
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.formatting.typed_text import printable


def notes_file(kept: Sequence[KeptNotes]) -> str:
    """Return each client's name and its notes, newest first, with author and day."""
    lines: list[str] = []
    for one in kept:
        lines += [one.client, "=" * len(one.client)]
        for note in one.notes:
            facts = {"person": note.written_by, "day": day_in_year(note.written_at)}
            lines += ["", _("%(person)s, %(day)s:") % facts, printable(note.text)]
        lines.append("")
    return "\n".join(lines)
