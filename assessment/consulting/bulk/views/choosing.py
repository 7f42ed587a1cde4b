"""Choose what to make for the clients of a selection."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessment.consulting.bulk import services, tasks, wording
from assessment.consulting.bulk.forms import FilesForm
from assessment.consulting.bulk.models import BulkJob
from assessment.consulting.bulk.presenters.choosing import ChosenClients
from assessment.consulting.bulk.queries.candidates import candidates
from assessment.consulting.bulk.queries.jobs import jobs_of
from assessment.consulting.portfolio.queries.needs import Clients
from assessment.consulting.portfolio.queries.picking import Picked
from assessment.foundation.accounts.access import SignedInRequest
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_reports(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show for whom something can be made, and make it; the address says who was chosen."""
    clients = Clients(consultancy=member.consultancy, at=timezone.now(), reader=member.user_id)
    picked = Picked.read(request.GET)
    businesses = [engagement.business for engagement in picked.engagements(clients)]
    found = ChosenClients(
        candidates=candidates(member.consultancy, businesses), today=clients.today
    )
    form = FilesForm(request.POST or None, initial={"operation": uuid4()})
    if request.method == "POST" and form.is_valid():
        job = ask(request, member, found, form)
        if job is not None:
            return redirect("bulk_job", member.consultancy.slug, job.key)
    facts: dict[str, Any] = {
        "member": member,
        "consultancy": member.consultancy,
        "here": "reports",
        "form": form,
        "found": found,
        "chosen": picked.chosen,
        "jobs": [(job, wording.job_name(job)) for job in jobs_of(member.consultancy)],
    }
    return render(request, "consulting/bulk/choose.html", facts)


def ask(
    request: SignedInRequest, member: ConsultancyMember, found: ChosenClients, form: FilesForm
) -> BulkJob | None:
    """Ask for the files; if that is not possible, the form says why."""
    try:
        return tasks.ask_for_files(
            consultancy=member.consultancy,
            chosen=found.candidates,
            wanted=form.wanted(pack=request.POST.get("make") == "packs"),
            operation=form.cleaned_data["operation"],
            by=request.user,
            at=timezone.now(),
        )
    except services.NobodyLeft:
        form.add_error(None, wording.nobody_left())
    except services.TooManyClients:
        form.add_error(None, wording.too_many_clients(services.MOST_CLIENTS))
    except services.TooManyJobs:
        form.add_error(None, wording.too_many_jobs(services.MOST_JOBS))
    except services.TooMuchStored:
        form.add_error(None, wording.too_much_stored())
    return None
