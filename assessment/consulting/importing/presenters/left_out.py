"""The rows of a list that can't be added, as a file with the reasons."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessment.consulting.importing.models import ClientList
from assessment.consulting.importing.presenters.judging import JudgedList, LineKind
from assessment.foundation.uploads.tables import Row


def left_out_table(client_list: ClientList, found: JudgedList) -> list[Row]:
    """Return the columns of the list and a further one with the reasons, and the rows."""
    head = _("Why it was not added")
    # A file that comes back a second time has the reasons of the first time in its last column.
    width = len(client_list.table[0]) - (client_list.table[0][-1] == head)
    rows: list[Sequence[str]] = [[*client_list.table[0][:width], head]]
    for line in found.of(LineKind.BAD):
        why = line.problem.why if line.problem else ""
        rows.append([*line.row[:width], why])
    return rows
