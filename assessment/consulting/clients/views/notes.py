"""Private notes: only people of the practice who may read them get any of these pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.consulting.clients import services
from assessment.consulting.clients.forms.texts import NoteEditForm, NoteForm
from assessment.consulting.clients.models import PrivateNote
from assessment.consulting.clients.presenters.kept_notes import notes_file
from assessment.consulting.clients.queries.notes import kept_notes, notes_on
from assessment.consulting.clients.views.shared import frame
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import (
    redirect_at,
    tell,
    tell_with_undo,
    undo_button,
)
from assessment.foundation.downloads.responses import sent
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.parties.access.rules import (
    PracticeCapability,
    clients_of_practice,
    practice_members,
)
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember

note_readers = clients_of_practice(PracticeCapability.NOTES)


@note_readers
@require_http_methods(["GET", "HEAD", "POST"])
def client_notes(
    request: SignedInRequest, member: ConsultancyMember, business: Business
) -> HttpResponse:
    """Show all notes on a client, and keep a new one."""
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.write_note(
            consultancy=member.consultancy,
            business=business,
            text=form.words(),
            by=request.user,
            at=timezone.now(),
        )
        tell(request, _("Your note is kept. Only your practice sees it."))
        return redirect_at("notes", "client", member.consultancy.slug, business.slug)
    facts = {
        **frame(member, business),
        "form": form,
        "notes": notes_on(business, member.consultancy),
    }
    status = 422 if form.is_bound else 200
    return render(request, "consulting/clients/notes.html", facts, status=status)


@note_readers
@require_http_methods(["GET", "HEAD", "POST"])
def client_note(
    request: SignedInRequest, member: ConsultancyMember, business: Business, note: int
) -> HttpResponse:
    """Change one note."""
    found = get_object_or_404(notes_on(business, member.consultancy), pk=note)
    form = NoteEditForm(request.POST if request.method == "POST" else None, text=found.text)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.change_note(note=found, edit=form.edit(), by=request.user, at=timezone.now())
        except EditedMeanwhile as meanwhile:
            now = PrivateNote.objects.get(pk=found.pk)
            form.let_choose(meanwhile, {"text": now.text})
            status = 409
        else:
            tell(request, _("Your note is changed."))
            return redirect_at("notes", "client", member.consultancy.slug, business.slug)
    facts = {**frame(member, business), "form": form, "note": found}
    return render(request, "consulting/clients/note.html", facts, status=status)


@note_readers
@require_POST
def remove_note(
    request: SignedInRequest, member: ConsultancyMember, business: Business, note: int
) -> HttpResponse:
    """Delete a note, and offer to bring it back."""
    found = get_object_or_404(notes_on(business, member.consultancy), pk=note)
    services.remove_note(note=found, by=request.user, at=timezone.now())
    back = reverse("bring_note_back", args=[member.consultancy.slug, business.slug, found.pk])
    button = undo_button(back, _("Bring it back"), name="note", value=found.pk)
    tell_with_undo(request, _("The note is deleted."), button)
    return redirect_at("notes", "client", member.consultancy.slug, business.slug)


@note_readers
@require_POST
def bring_note_back(
    request: SignedInRequest, member: ConsultancyMember, business: Business, note: int
) -> HttpResponse:
    ours = PrivateNote.objects.filter(consultancy=member.consultancy, business=business)
    found = get_object_or_404(ours, pk=note)
    services.bring_note_back(note=found, by=request.user, at=timezone.now())
    tell(request, _("The note is back."))
    return redirect_at("notes", "client", member.consultancy.slug, business.slug)


@practice_members(PracticeCapability.NOTES)
@require_safe
def former_clients(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Show the notes on clients whose access has ended, for the practice's own records."""
    facts = {
        "consultancy": member.consultancy,
        "member": member,
        "here": "clients",
        "kept": kept_notes(member.consultancy, timezone.now()),
    }
    return render(request, "consulting/clients/former_clients.html", facts)


@practice_members(PracticeCapability.NOTES)
@require_safe
def former_clients_file(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Return the same notes as a text file."""
    text = notes_file(kept_notes(member.consultancy, timezone.now()))
    return sent(request, text.encode(), "private-notes.txt")
