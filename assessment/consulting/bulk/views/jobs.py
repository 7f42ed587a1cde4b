"""Follow a job, try what failed again, and download its files."""

from http import HTTPStatus
from typing import cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment.consulting.bulk import services, tasks, wording
from assessment.consulting.bulk.models import BulkFile, BulkJob
from assessment.consulting.bulk.presenters.job_page import JobPage
from assessment.consulting.bulk.queries.jobs import JobProgress, open_to, progress_of
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.foundation.audit.services import record_download, record_downloads
from assessment.foundation.downloads import responses
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_safe
def bulk_job(request: SignedInRequest, member: ConsultancyMember, key: str) -> HttpResponse:
    """Show the progress of a job; while it runs, the page refreshes itself."""
    return page(request, member, progress_of(job_or_404(member, key), member, timezone.now()))


def page(
    request: SignedInRequest, member: ConsultancyMember, progress: JobProgress, *, problem: str = ""
) -> HttpResponse:
    facts = {
        "member": member,
        "consultancy": member.consultancy,
        "here": "reports",
        "job": progress.job,
        "page": JobPage(progress=progress),
        "problem": problem,
    }
    status = HTTPStatus.INSUFFICIENT_STORAGE if problem else HTTPStatus.OK
    return render(request, "consulting/bulk/job.html", facts, status=status)


def job_or_404(member: ConsultancyMember, key: str) -> BulkJob:
    jobs = member.consultancy.bulk_jobs.select_related("asked_by", "consultancy")
    return get_object_or_404(jobs, key=key)


@practice_members(PracticeCapability.WORK)
@require_POST
def stop_bulk_job(request: SignedInRequest, member: ConsultancyMember, key: str) -> HttpResponse:
    """Leave out those whose turn has not come."""
    stopped = services.stop(job=job_or_404(member, key), at=timezone.now())
    tell(request, wording.stopped(stopped))
    return redirect("bulk_job", member.consultancy.slug, key)


@practice_members(PracticeCapability.WORK)
@require_POST
def retry_bulk_job(request: SignedInRequest, member: ConsultancyMember, key: str) -> HttpResponse:
    """Make again what could not be made, for those who still let the practice in."""
    again = tasks.try_again(job=job_or_404(member, key), by=request.user, at=timezone.now())
    tell(request, wording.queued_again(again))
    return redirect("bulk_job", member.consultancy.slug, key)


@practice_members(PracticeCapability.WORK)
@require_safe
def bulk_zip(request: SignedInRequest, member: ConsultancyMember, key: str) -> HttpResponse:
    """Send the files of all clients who let the practice in now, with a list of them."""
    job = job_or_404(member, key)
    progress = progress_of(job, member, timezone.now())
    if not progress.files:
        return redirect("bulk_job", member.consultancy.slug, key)
    try:
        packed = services.zip_of(progress)
    except services.NoRoom:
        return page(request, member, progress, problem=wording.no_room())
    downloaded = [(client.business, file.name) for client, file in progress.files]
    record_downloads(downloaded, by=request.user, at=timezone.now())
    response = FileResponse(packed, content_type=responses.KINDS["zip"])
    named = responses.named(response, f"{member.consultancy.slug}_{job.key}.zip")
    # Django's streaming responses are no HttpResponse, but can do all that our views need.
    return cast("HttpResponse", named)


@practice_members(PracticeCapability.WORK)
@require_safe
def bulk_file(
    request: SignedInRequest, member: ConsultancyMember, key: str, file: str
) -> HttpResponse:
    """Send one file, if its client lets the practice in now."""
    job = job_or_404(member, key)
    open_now = open_to(member).values("business")
    files = BulkFile.objects.filter(client__job=job, client__business__in=open_now)
    found = get_object_or_404(files.select_related("client__business"), key=file)
    content = services.content_of(found)
    if content is None or job.is_erased(timezone.now()):
        return redirect("bulk_job", member.consultancy.slug, key)
    business = found.client.business
    record_download(file=found.name, by=request.user, at=timezone.now(), business=business)
    return responses.sent(request, content, found.name)
