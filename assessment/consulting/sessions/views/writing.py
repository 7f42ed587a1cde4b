"""Write down points that go on the signed page, and private notes that don't."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessment.consulting.clients.forms.texts import NoteForm
from assessment.consulting.clients.services import write_note
from assessment.consulting.sessions import services
from assessment.consulting.sessions.forms import AgreedForm, LaterForm, point_form
from assessment.consulting.sessions.models import PointKind
from assessment.consulting.sessions.queries import SessionNow, points_of
from assessment.consulting.sessions.views.finding import holds_sessions, pane_url, while_on
from assessment.consulting.sessions.views.pane import show_pane
from assessment.foundation.accounts.access import SignedInRequest
from assessment.foundation.announcements.happened import tell, tell_quietly
from assessment.parties.access.rules import PracticeCapability, may_in_practice
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember


@holds_sessions
@require_POST
@while_on
def session_points(
    request: SignedInRequest, member: ConsultancyMember, business: Business, now: SessionNow
) -> HttpResponse:
    """Write down what was agreed or left for later, or take a point off the list."""
    if named := request.POST.get("remove", ""):
        take_off(now, named)
        tell(request, _("Taken off the list."))
        return pane_url(now.session, business, "agreed")
    asked = request.POST.get("kind", "")
    kind = PointKind.LATER if asked == PointKind.LATER else PointKind.AGREED
    form = point_form(kind, request.POST, today=timezone.localdate())
    if form.is_valid() and write_down(form, now):
        tell_quietly(request, _("Written down."))
        return pane_url(now.session, business, kind)
    return show_pane(request, member, business, now.session, refused_point=form)


def take_off(now: SessionNow, named: str) -> None:
    found = next((p for p in points_of(now.session) if str(p.pk) == named), None)
    if found:
        services.remove_point(session=now.session, point=found.pk, at=timezone.now())


def write_down(form: AgreedForm | LaterForm, now: SessionNow) -> bool:
    """Write a point down; without room for it, the form says so."""
    new = form.point()
    try:
        services.add_point(session=now.session, new=new, at=timezone.now())
    except services.TooManyPoints:
        words = _("The signed page has room for %(count)s of them. Take one off first.")
        form.add_error("text", words % {"count": services.MOST_POINTS[new.kind]})
        return False
    return True


@holds_sessions
@require_POST
@while_on
def session_note(
    request: SignedInRequest, member: ConsultancyMember, business: Business, now: SessionNow
) -> HttpResponse:
    """Keep a private note, beside all others about this client."""
    if not may_in_practice(member, PracticeCapability.NOTES):
        raise Http404
    form = NoteForm(request.POST, prefix="note")
    if form.is_valid():
        write_note(
            consultancy=member.consultancy,
            business=business,
            text=form.words(),
            by=request.user,
            at=timezone.now(),
        )
        tell(request, _("Your note is kept. Only your practice sees it."))
        return pane_url(now.session, business, "notes")
    return show_pane(request, member, business, now.session, note_form=form)
