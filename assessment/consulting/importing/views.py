"""Upload a list of clients, look it through, add the clients, and take them back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.consulting.importing import services, wording
from assessment.consulting.importing.forms import ListForm, SettleForm
from assessment.consulting.importing.models import ClientList, ListColumn
from assessment.consulting.importing.presenters.judging import JudgedList, judged
from assessment.consulting.importing.presenters.left_out import left_out_table
from assessment.consulting.importing.presenters.page import ListPage
from assessment.consulting.importing.queries.known import owners_known_to
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell
from assessment.foundation.downloads import responses
from assessment.foundation.formatting.csv import as_csv
from assessment.parties.access.rules import PracticeCapability, practice_members
from assessment.parties.consultancies.models import ConsultancyMember


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def import_clients(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Read a list, and go on to look it through; nobody is added yet."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = services.keep_list(
            member=member,
            file_name=form.file_name(),
            table=form.table,
            tag=form.cleaned_data["tag"],
            at=timezone.now(),
        )
        return redirect("client_list", member.consultancy.slug, kept.pk)
    facts = {"form": form, "way": "import", "columns": ListColumn}
    status = 422 if form.errors else 200
    return page(request, member, "import_clients", facts, status=status)


@practice_members(PracticeCapability.WORK)
@require_safe
def empty_list(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:  # noqa: ARG001
    """Send a list that has the names of its columns, and no row."""
    return responses.sent(
        request, as_csv([[str(column.label) for column in ListColumn]]), "clients.csv"
    )


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def client_list(request: SignedInRequest, member: ConsultancyMember, key: int) -> HttpResponse:
    """Show what would happen to each row, or what was done; keep what is chosen."""
    mine = list_of(member, key)
    if mine is None:
        return gone(request, member)
    if mine.added_at:
        return done(request, member, mine)
    found = judge(mine)
    posted = request.POST if request.method == "POST" else None
    form = SettleForm(posted, client_list=mine, found=found)
    if form.is_valid():
        services.settle_list(client_list=mine, columns=form.columns(), sectors=form.sectors())
        return redirect("client_list", member.consultancy.slug, mine.pk)
    return preview(request, member, mine, found, form)


@practice_members(PracticeCapability.WORK)
@require_POST
def add_list(request: SignedInRequest, member: ConsultancyMember, key: int) -> HttpResponse:
    """Add the clients of a list that somebody has looked through."""
    mine = list_of(member, key)
    if mine is None:
        return gone(request, member)
    try:
        number = services.add_clients(
            client_list=mine,
            settled=request.POST.get("settled", ""),
            by=request.user,
            at=timezone.now(),
        )
    except services.ListChanged:
        found = judge(mine)
        form = SettleForm(client_list=mine, found=found)
        return preview(request, member, mine, found, form, problem=wording.list_changed())
    tell(request, wording.added(number))
    return redirect("client_list", member.consultancy.slug, mine.pk)


@practice_members(PracticeCapability.WORK)
@require_POST
def drop_list(request: SignedInRequest, member: ConsultancyMember, key: int) -> HttpResponse:
    """Erase a list that will not be added."""
    mine = list_of(member, key)
    if mine is None:
        return gone(request, member)
    services.drop_list(client_list=mine)
    tell(request, wording.dropped(mine))
    return redirect("import_clients", member.consultancy.slug)


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def take_list_back(request: SignedInRequest, member: ConsultancyMember, key: int) -> HttpResponse:
    """Ask whether to take an import back, and do so."""
    mine = list_of(member, key)
    if mine is None:
        return gone(request, member)
    if not mine.can_be_taken_back(timezone.now()):
        tell(request, wording.too_late())
        return redirect("client_list", member.consultancy.slug, mine.pk)
    if request.method != "POST":
        return page(request, member, "take_back", {"mine": mine, "number": mine.imported.count()})
    try:
        number = services.take_back(client_list=mine, by=request.user, at=timezone.now())
    except services.TooLateToTakeBack:
        tell(request, wording.too_late())
        return redirect("client_list", member.consultancy.slug, mine.pk)
    tell(request, wording.taken_back(number))
    return redirect("import_clients", member.consultancy.slug)


@practice_members(PracticeCapability.WORK)
@require_safe
def left_out(request: SignedInRequest, member: ConsultancyMember, key: int) -> HttpResponse:
    """Send the rows that can't be added, each with its reason, to correct and import again."""
    mine = list_of(member, key)
    if mine is None:
        return gone(request, member)
    table = mine.table if mine.added_at else left_out_table(mine, judge(mine))
    return responses.sent(request, as_csv(table), "clients-left-out.csv")


def list_of(member: ConsultancyMember, key: int) -> ClientList | None:
    """Return the person's own list, unless it has expired."""
    found = member.client_lists.filter(pk=key, expires_at__gt=timezone.now())
    return found.select_related("member__consultancy").first()


def gone(request: HttpRequest, member: ConsultancyMember) -> HttpResponse:
    tell(request, wording.gone())
    return redirect("import_clients", member.consultancy.slug)


def judge(mine: ClientList) -> JudgedList:
    return judged(mine, owners_known_to(mine.member.consultancy, timezone.now()))


def preview(
    request: SignedInRequest,
    member: ConsultancyMember,
    mine: ClientList,
    found: JudgedList,
    form: SettleForm,
    *,
    problem: str = "",
) -> HttpResponse:
    shown = ListPage(client_list=mine, found=found, show=request.GET.get("show", ""))
    status = 409 if problem else 422 if form.errors else 200
    facts = {"mine": mine, "form": form, "page": shown, "problem": problem}
    return page(request, member, "client_list", facts, status=status)


def done(request: SignedInRequest, member: ConsultancyMember, mine: ClientList) -> HttpResponse:
    number, now = mine.imported.count(), timezone.now()
    undo = mine.can_be_taken_back(now)
    facts = {
        "mine": mine,
        "number": number,
        "heading": wording.in_your_list(number),
        "left_out": len(mine.table) - 1,
        "undo": wording.can_be_undone(timezone.localtime(mine.expires_at)) if undo else "",
    }
    return page(request, member, "done", facts)


def page(
    request: SignedInRequest,
    member: ConsultancyMember,
    name: str,
    facts: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"consultancy": member.consultancy, "member": member, "here": "clients", **facts}
    return render(request, f"consulting/importing/{name}.html", context, status=status)
