"""The part of the access matrix about clients: the pages of a practice, and those of its client."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessment.consulting.importing.models import ClientList
from tests.access.urls import LIST
from tests.factories import new_operation

LOOKING = """
                    owner editor viewer consultant former stranger nobody
client               404   404    404      200      404     404     302
client_notes         404   404    404      200      404     404     302
write_to_clients     404   404    404      200      404     404     302
mailing              404   404    404      200      404     404     302
import_clients       404   404    404      200      404     404     302
empty_list_csv           404   404    404      200      404     404     302
client_list          404   404    404      200      404     404     302
left_out_csv             404   404    404      200      404     404     302
add_list             404   404    404      405      404     404     302
drop_list            404   404    404      405      404     404     302
take_list_back       404   404    404      302      404     404     302
client_note          404   404    404      200      404     404     302
former_clients       404   404    404      200      404     404     302
former_clients_file  404   404    404      200      404     404     302
client_comments      404   404    404      200      404     404     302
suggest              404   404    404      302      404     404     302
client_suggestion    404   404    404      200      404     404     302
client_evidence      404   404    404      200      404     404     302
client_meeting       404   404    404      200      404     404     302
in_short             404   404    404      200      404     404     302
remove_note          404   404    404      405      404     404     302
bring_note_back      404   404    404      405      404     404     302
write_to_client      404   404    404      405      404     404     302
read_client          404   404    404      405      404     404     302
take_suggestion_back 404   404    404      405      404     404     302
drop_suggestion      404   404    404      405      404     404     302
review_note          404   404    404      405      404     404     302
comments_of_firms    302   302    403      403      404     404     302
consultant_comments  200   200    403      403      404     404     302
consultant_mails     200   200    403      403      404     404     302
plan_suggestion      200   200    403      403      404     404     302
read_consultant      405   405    403      403      404     404     302
undo_suggested       405   405    403      403      404     404     302
"""
SENDING = """
                    owner editor viewer consultant former stranger nobody
client_notes         404   404    404      302      404     404     302
import_clients       404   404    404      302      404     404     302
write_to_clients     404   404    404      302      404     404     302
client_list          404   404    404      302      404     404     302
add_list             404   404    404      302      404     404     302
drop_list            404   404    404      302      404     404     302
take_list_back       404   404    404      302      404     404     302
client_note          404   404    404      302      404     404     302
remove_note          404   404    404      302      404     404     302
bring_note_back      404   404    404      302      404     404     302
write_to_client      404   404    404      302      404     404     302
read_client          404   404    404      302      404     404     302
suggest              404   404    404      302      404     404     302
take_suggestion_back 404   404    404      302      404     404     302
drop_suggestion      404   404    404      302      404     404     302
review_note          404   404    404      409      404     404     302
in_short             404   404    404      302      404     404     302
consultant_comments  302   302    403      403      404     404     302
consultant_mails     302   302    403      403      404     404     302
read_consultant      302   302    403      403      404     404     302
plan_suggestion      302   302    403      403      404     404     302
undo_suggested       302   302    403      403      404     404     302
"""
MESSAGE = {"about": "", "text": "Well done."}


def forms() -> dict[str, dict[str, Any]]:
    """Return the fields that the forms of these pages submit."""
    return {
        "import_clients": {"file": SimpleUploadedFile("list.csv", b"Business\nBike\n")},
        "write_to_clients": {"kind": "check_due", "operation": new_operation(), "send": "1"},
        "add_list": {"settled": ClientList.objects.get(pk=LIST).settled},
        "client_notes": {"text": "Ask about the till."},
        "client_note": {"text": "Ask about the till."},
        "write_to_client": MESSAGE | {"operation": new_operation()},
        "review_note": {"seen": 1, "convincing": "1"},
        "in_short": {"own": "A sound base."},
        "consultant_comments": MESSAGE | {"operation": new_operation()},
        "consultant_mails": {"off": "1"},
        "plan_suggestion": {"leave-all": "1"},
    }
