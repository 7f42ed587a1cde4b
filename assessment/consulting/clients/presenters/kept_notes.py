"""The notes on former clients as a text file."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from assessment.consulting.clients.queries.notes import KeptNotes
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.formatting.typed_text import printable


def notes_file(kept: Sequence[KeptNotes]) -> str:
    """Return each client's name and its notes, newest first, with author and day."""
    return "\n".join(line for one in kept for line in _lines(one))


def _lines(kept: KeptNotes) -> Iterator[str]:
    yield kept.client
    yield "=" * len(kept.client)
    for note in kept.notes:
        yield ""
        facts = {"person": note.written_by, "day": day_in_year(note.written_at)}
        yield _("%(person)s, %(day)s:") % facts
        yield printable(note.text)
    yield ""
