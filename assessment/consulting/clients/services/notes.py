"""Keep a practice's private notes about a client, and delete them in time."""

import logging
from datetime import datetime

from django.db import transaction

from assessment.consulting.clients.models import PrivateNote
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.parsing.edits import Edit
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy

log = logging.getLogger(__name__)


@transaction.atomic
def write_note(
    *, consultancy: Consultancy, business: Business, text: str, by: User, at: datetime
) -> PrivateNote:
    """Keep a new note about a client."""
    # Only the practice may know of the note, so the entry does not name the business as its own.
    record(Event.PRACTICE_NOTED, by=by, at=at, firm=str(consultancy), person=str(business))
    return PrivateNote.objects.create(
        consultancy=consultancy, business=business, text=text, written_by=by, written_at=at
    )


@transaction.atomic
def change_note(*, note: PrivateNote, edit: Edit[str], by: User, at: datetime) -> None:
    """Change the text of a note.

    Raises:
        EditedMeanwhile: somebody else changed it since the page was opened.
    """
    current = PrivateNote.objects.select_for_update().get(pk=note.pk)
    if changed := edit.changes({"text": current.text}):
        PrivateNote.objects.filter(pk=note.pk).update(**changed, changed_at=at)
        _record(current, by, at)


@transaction.atomic
def remove_note(*, note: PrivateNote, by: User, at: datetime) -> None:
    """Delete a note, which `bring_note_back` can undo."""
    if PrivateNote.objects.filter(pk=note.pk, removed_at=None).update(removed_at=at):
        _record(note, by, at)


@transaction.atomic
def bring_note_back(*, note: PrivateNote, by: User, at: datetime) -> None:
    """Undo the deletion of a note."""
    if PrivateNote.objects.filter(pk=note.pk, removed_at__isnull=False).update(removed_at=None):
        _record(note, by, at)


def _record(note: PrivateNote, by: User, at: datetime) -> None:
    firm, client = str(note.consultancy), str(note.business)
    record(Event.PRACTICE_NOTED, by=by, at=at, firm=firm, person=client)


def purge_notes(*, at: datetime) -> int:
    """Delete for good what was deleted long ago, and notes on clients gone long ago.

    Returns:
        How many notes were deleted.
    """
    count, _by_model = PrivateNote.objects.outlived(at).delete()
    log.info("private notes purged: count=%s", count)
    return count
