"""The people in a practice: who they are, inviting them, and changing and ending their roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.foundation.accounts.access import SignedInRequest, signed_in_lately
from assessment.foundation.accounts.queries import address_is_verified
from assessment.foundation.announcements.happened import redirect_at
from assessment.foundation.links.services import TooManyLinks
from assessment.foundation.outbox.delivery import on_site
from assessment.foundation.parsing.addresses import shown_address
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.foundation.parsing.typed_forms import lead_on
from assessment.parties.access.rules import (
    PracticeCapability,
    may_in_practice,
    practice_members,
)
from assessment.parties.businesses.services import AlreadyMember
from assessment.parties.consultancies import services
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyInvitation,
    ConsultancyMember,
    ConsultancyRole,
)
from assessment.parties.departures import services as departure_services
from assessment.parties.settings.forms.invitations import ColleagueForm
from assessment.parties.settings.queries import colleagues_of
from assessment.parties.settings.views.people import RoleClash, posted_pk


@practice_members(PracticeCapability.WORK)
@require_safe
def practice_people(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    return people_page(request, member, ColleagueForm())


def people_page(
    request: SignedInRequest,
    member: ConsultancyMember,
    form: ColleagueForm,
    *,
    clash: RoleClash | None = None,
) -> HttpResponse:
    consultancy, now = member.consultancy, timezone.now()
    facts = {
        "member": member,
        "consultancy": consultancy,
        "here": "people",
        "colleagues": colleagues_of(consultancy),
        "removals": consultancy.removals.undoable(now),
        "roles": ConsultancyRole.choices,
        "form": form,
        "manages": may_in_practice(member, PracticeCapability.MANAGE),
        "verified": address_is_verified(request.user),
        "now": now,
        "clash": clash,
    }
    return render(request, "parties/practice/people.html", facts, status=409 if clash else 200)


@practice_members(PracticeCapability.MANAGE)
@require_POST
def invite_colleague(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    form = ColleagueForm(request.POST)
    if not form.is_valid():
        return people_page(request, member, form)
    return send(request, member.consultancy, **form.cleaned_data)


@practice_members(PracticeCapability.MANAGE)
@require_POST
def invite_colleague_again(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Send the invitation again with a new link; the old link stops working."""
    invitation = invitation_named(request, member)
    return send(request, member.consultancy, email=invitation.email, role=invitation.role)


@practice_members(PracticeCapability.MANAGE)
@require_POST
def cancel_colleagues_invitation(
    request: SignedInRequest, member: ConsultancyMember
) -> HttpResponse:
    invitation = invitation_named(request, member)
    services.revoke_colleagues_invitation(invitation=invitation, by=request.user, at=timezone.now())
    message = gettext("The invitation to %(email)s has been cancelled. Its link no longer works.")
    messages.success(request, message % {"email": shown_address(invitation.email)})
    return redirect_at("people", "practice_people", member.consultancy.slug)


def send(
    request: SignedInRequest, consultancy: Consultancy, *, email: str, role: str
) -> HttpResponse:
    """Send an invitation, or explain why not, and return to the people of the practice."""
    # Otherwise anyone could sign up with an invented address and send mail through this site.
    if not address_is_verified(request.user):
        said = gettext("Please confirm your own email address first.")
        return lead_on(request, reverse("practice_people", args=[consultancy.slug]), said)

    def link(token: str) -> str:
        return on_site(reverse("accept_invitation", args=[token]))

    at = timezone.now()
    try:
        services.invite_colleague(
            consultancy=consultancy, email=email, role=role, by=request.user, at=at, link=link
        )
    except AlreadyMember:
        message = gettext("%(email)s already belongs to your practice.")
        messages.error(request, message % {"email": shown_address(email)})
    except TooManyLinks:
        said = gettext("You’ve reached today’s email limit. Try again tomorrow.")
        return lead_on(request, reverse("practice_people", args=[consultancy.slug]), said)
    else:
        message = gettext("The invitation to %(email)s is on its way.")
        messages.success(request, message % {"email": shown_address(email)})
    return redirect_at("invite", "practice_people", consultancy.slug)


def invitation_named(request: SignedInRequest, member: ConsultancyMember) -> ConsultancyInvitation:
    open_ones = member.consultancy.invitations.open().select_related("consultancy")
    return get_object_or_404(open_ones, pk=posted_pk(request, "invitation"))


@practice_members(PracticeCapability.MANAGE)
@require_POST
@signed_in_lately
def change_colleagues_role(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    person, slug = colleague_named(request, member), member.consultancy.slug
    role = request.POST.get("role", "")
    if role not in ConsultancyRole.values:
        messages.error(request, gettext("Choose what this person can do. Nothing was changed."))
        return redirect("practice_people", slug)
    seen = request.POST.get("seen", person.role)
    try:
        departure_services.change_colleagues_role(
            member=person, role=role, seen=seen, by=request.user, at=timezone.now()
        )
    except EditedMeanwhile:
        clash = RoleClash(member=person.pk, mine=role)
        return people_page(request, member, ColleagueForm(), clash=clash)
    except departure_services.LastAdmin:
        messages.error(request, keeps_an_admin())
    else:
        facts = {"person": person.user, "role": ConsultancyRole(role).label}
        messages.success(request, gettext("%(person)s’s role is now %(role)s.") % facts)
    return redirect_at(f"person-{person.pk}", "practice_people", slug)


@practice_members(PracticeCapability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_colleague(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    """Ask before somebody is taken out of the practice; a POST does it."""
    person = colleague_named(request, member)
    if person.pk == member.pk:
        return leave(request, member)
    if request.method != "POST":
        facts = {"member": member, "consultancy": member.consultancy, "person": person}
        return render(request, "parties/practice/remove.html", {**facts, "here": "people"})
    ended = end(request, person)
    if ended:
        message = gettext("%(person)s no longer sees your clients. You can undo this for 24 hours.")
        messages.success(request, message % {"person": person.user})
    return redirect_at("people", "practice_people", member.consultancy.slug)


@practice_members(PracticeCapability.MANAGE)
@require_POST
@signed_in_lately
def undo_removal(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    removals = member.consultancy.removals.select_related("person", "consultancy")
    removal = get_object_or_404(removals, pk=posted_pk(request, "removal"))
    try:
        departure_services.undo_removal(removal=removal, by=request.user, at=timezone.now())
    except departure_services.CannotUndo:
        messages.warning(
            request, gettext("This can no longer be undone. Invite the person again if you like.")
        )
    else:
        message = gettext("%(person)s is back, with the links that had been turned off.")
        messages.success(request, message % {"person": removal.person})
    return redirect_at("people", "practice_people", member.consultancy.slug)


@practice_members(PracticeCapability.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_practice(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    return leave(request, member)


def leave(request: SignedInRequest, member: ConsultancyMember) -> HttpResponse:
    consultancy = member.consultancy
    if request.method != "POST":
        facts = {"member": member, "consultancy": consultancy, "here": "people"}
        return render(request, "parties/practice/remove.html", facts)
    if not end(request, member):
        return redirect("practice_people", consultancy.slug)
    message = gettext("You have left %(practice)s. What you wrote stays there.")
    messages.success(request, message % {"practice": consultancy})
    return redirect("businesses")


def end(request: SignedInRequest, person: ConsultancyMember) -> bool:
    """Take somebody out of the practice, or say that it needs an admin."""
    try:
        departure_services.remove_colleague(member=person, by=request.user, at=timezone.now())
    except departure_services.LastAdmin:
        messages.error(request, keeps_an_admin())
        return False
    return True


def colleague_named(request: SignedInRequest, member: ConsultancyMember) -> ConsultancyMember:
    people = member.consultancy.members.select_related("user", "consultancy")
    return get_object_or_404(people, pk=posted_pk(request, "member"))


def keeps_an_admin() -> str:
    return gettext("A practice needs at least one admin. Make someone else an admin first.")
