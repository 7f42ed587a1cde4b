"""What happened to each client of a job, and what to look at before files are sent."""

from collections.abc import Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessment.consulting.bulk.models import (
    BulkClient,
    BulkFile,
    BulkJob,
    ClientState,
    FileKind,
    edition_of,
)
from assessment.consulting.bulk.queries.candidates import Candidate
from assessment.consulting.bulk.queries.jobs import JobProgress
from assessment.foundation.formatting.dates import quarter_name
from assessment.outputs.reports.editions import Paper

LEAST_FILLED = 35
"""Below this, in per cent, a page in the middle of a report looks empty."""

LEFT_OUT: dict[str, Promise] = {
    "no_result": gettext_lazy("It has not sent in a check yet."),
    "no_summary": gettext_lazy("You have not summed up its latest check yet."),
    "ended": gettext_lazy("It no longer lets your practice in."),
    "closed": gettext_lazy("This business is closed now."),
    "nobody": gettext_lazy("The person who asked for it no longer works in your practice."),
    "stopped": gettext_lazy("The job was stopped before its turn."),
}
FAILED: dict[str, Promise] = {
    "time": gettext_lazy("Printing took more than 60 seconds of computing time, three times."),
    "size": gettext_lazy("It needs more memory than a report may take."),
    "disk": gettext_lazy("The disk had no room for one more file."),
    "gone": gettext_lazy("Its result is no longer there."),
    "died": gettext_lazy("The printer stopped in the middle, three times."),
}
CANNOT_PRINT = gettext_lazy("This site can’t print at the moment. Tell the people who run it.")
FAILED |= {"pango": CANNOT_PRINT, "folder": CANNOT_PRINT}
TRY_AGAIN = gettext_lazy("It could not be printed. Try again, or make this report alone.")


# ---- before it is made


def to_make(number: int) -> str:
    return ngettext("%(number)s report", "%(number)s reports", number) % {"number": number}


def make_reports(number: int) -> str:
    return ngettext("Make %(number)s report", "Make %(number)s reports", number) % {
        "number": number
    }


def make_packs(number: int) -> str:
    return ngettext("Make %(number)s meeting pack", "Make %(number)s meeting packs", number) % {
        "number": number
    }


def chosen(number: int) -> str:
    return ngettext("%(number)s client chosen", "%(number)s clients chosen", number) % {
        "number": number
    }


def before_making(candidate: Candidate, today: date) -> str:
    """Say what is worth knowing before something is made for a client; empty if nothing is."""
    if candidate.quarter is None:
        return str(LEFT_OUT["no_result"])
    said = [] if candidate.is_summarised else [_("Its latest check has no summary by you.")]
    if not candidate.is_current(today):
        quarter = {"quarter": quarter_name(candidate.quarter)}
        said.append(_("Its latest check is about %(quarter)s.") % quarter)
    return " ".join(said)


def nobody_left() -> str:
    return _("Nothing can be made for the clients you chose. Choose others in your list.")


def too_many_clients(most: int) -> str:
    return _("Choose at most %(most)s clients for one job.") % {"most": most}


def too_many_jobs(most: int) -> str:
    return _("%(most)s jobs of your practice are being made. Wait until one of them has ended.") % {
        "most": most
    }


def too_much_stored() -> str:
    return _(
        "The files of your practice take all the space they may. They are erased 7 days after "
        "their job has ended."
    )


# ---- while it is made, and after


def job_name(job: BulkJob) -> str:
    """Say what a job makes for each client."""
    edition = edition_of(job.edition)
    what = _("Meeting pack") if edition is None else edition.words
    return _("%(what)s, %(paper)s") % {"what": what, "paper": Paper(job.paper).words}


def heading(progress: JobProgress) -> str:
    """Say how many clients are done."""
    ready, wanted = len(progress.those(ClientState.DONE)), progress.wanted
    facts = {"ready": ready, "wanted": wanted}
    if progress.is_erased:
        return _("These files are erased")
    if progress.is_under_way:
        return (
            ngettext(
                "%(ready)s of %(wanted)s client is done",
                "%(ready)s of %(wanted)s clients are done",
                wanted,
            )
            % facts
        )
    return (
        ngettext(
            "The files of %(ready)s of %(wanted)s client are ready",
            "The files of %(ready)s of %(wanted)s clients are ready",
            wanted,
        )
        % facts
    )


def far(progress: JobProgress) -> str:
    """Say how many are done, being made and waiting."""
    numbers = {
        "done": len(progress.those(ClientState.DONE)),
        "running": len(progress.those(ClientState.RUNNING)),
        "waiting": len(progress.those(ClientState.WAITING)),
    }
    return _("Done: %(done)s. Being made: %(running)s. Waiting: %(waiting)s.") % numbers


def outcome(client: BulkClient) -> str:
    """Say why nothing was made for a client."""
    if client.state == ClientState.LEFT_OUT:
        return str(LEFT_OUT[client.reason])
    return str(FAILED.get(client.reason, TRY_AGAIN))


def retry(number: int) -> str:
    words = ngettext("Try %(number)s client again", "Try %(number)s clients again", number)
    return words % {"number": number}


def not_made(number: int) -> str:
    words = ngettext(
        "The files of %(number)s client could not be made",
        "The files of %(number)s clients could not be made",
        number,
    )
    return words % {"number": number}


def tell_owners(number: int) -> str:
    words = ngettext(
        "Write to the owner of %(number)s client",
        "Write to the owners of %(number)s clients",
        number,
    )
    return words % {"number": number}


def no_room() -> str:
    return _(
        "There is no room left on this site to pack the ZIP. Your files are safe. Download them "
        "one by one, or try again later."
    )


def remarks(file: BulkFile) -> Iterator[str]:
    """Say what to look at before a file is sent to anybody."""
    if file.signs:
        signs = {"signs": "; ".join(file.signs)}
        yield _("No font has these characters, so they print as empty boxes: %(signs)s.") % signs
    if file.lacks_summary:
        yield _("There is no summary by you.")
    if file.least_filled is not None and file.least_filled < LEAST_FILLED:
        facts = {"file": FileKind(file.kind).label, "filled": file.least_filled}
        yield _("%(file)s: one page is only %(filled)s %% full.") % facts


def missing() -> str:
    return _("The file is no longer there. Make it again.")


def stopped(number: int) -> str:
    """Say for how many clients nothing will be made after all."""
    if not number:
        return _("No client was waiting.")
    return ngettext(
        "The job is stopped. %(number)s client is left out.",
        "The job is stopped. %(number)s clients are left out.",
        number,
    ) % {"number": number}


def queued_again(number: int) -> str:
    if not number:
        return _("Nothing was tried again. Who no longer lets your practice in is left out below.")
    return ngettext(
        "%(number)s client is tried again.", "%(number)s clients are tried again.", number
    ) % {"number": number}
