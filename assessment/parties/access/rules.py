"""What each role may do in a business or a practice, and the decorators that enforce it."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from assessment.foundation.accounts.access import (
    RuledView,
    SignedInRequest,
    View,
    page_of_form,
    with_access_rule,
)
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.services import record_once
from assessment.foundation.parsing.typed_forms import lead_on, typed_on_our_page
from assessment.foundation.second_step.queries import (
    has_passed,
    has_second_step,
    where_to_confirm,
)
from assessment.parties.access.queries import (
    ELSEWHERE,
    RANK,
    archived_businesses,
    businesses_with_access,
    former_access,
    has_other_places,
    visible_businesses,
)
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)
from assessment.parties.consultancies.queries import practices_of

LOOKED = "looked"
"""The annotation's name. The model declares the attribute, so mypy rejects it as a keyword."""


OWN_LEVEL = "level_of_practice"
LEVEL_WITHOUT = "level_without_second_step"
"""The same, for practices that don't require two-step sign-in."""


class Capability(StrEnum):
    VIEW = "view"
    ANSWER = "answer"
    SUBMIT = "submit"
    PLAN = "plan"
    SUGGEST = "suggest"
    COMMENT = "comment"
    SHARE = "share"
    WORDS = "words"
    """Read what team and customers wrote."""
    LISTEN = "listen"
    """Ask the team, customers, or somebody for a second opinion."""
    MANAGE = "manage"


_SEE = frozenset({Capability.VIEW})
_WORK = _SEE | {Capability.ANSWER, Capability.SUGGEST, Capability.COMMENT}
_SEND = _WORK | {Capability.PLAN, Capability.SUBMIT, Capability.SHARE}

CAPABILITIES: dict[str, frozenset[Capability]] = {
    Role.OWNER: frozenset(Capability) - {Capability.SUGGEST},
    Role.EDITOR: frozenset(
        {
            Capability.VIEW,
            Capability.ANSWER,
            Capability.SUBMIT,
            Capability.PLAN,
            Capability.COMMENT,
            Capability.WORDS,
            Capability.LISTEN,
        }
    ),
    Role.VIEWER: frozenset({Capability.VIEW, Capability.WORDS}),
    AccessLevel.SEE: _SEE,
    AccessLevel.WORK: _WORK,
    AccessLevel.SEND: _SEND,
}
"""What each role of a member and each level of a consultant allows."""


class PracticeCapability(StrEnum):
    WORK = "work"
    NOTES = "notes"
    MANAGE = "manage"


PRACTICE_CAPABILITIES: dict[str, frozenset[PracticeCapability]] = {
    ConsultancyRole.ADMIN: frozenset(PracticeCapability),
    ConsultancyRole.CONSULTANT: frozenset({PracticeCapability.WORK, PracticeCapability.NOTES}),
    ConsultancyRole.ASSISTANT: frozenset({PracticeCapability.WORK}),
}


def may_in_practice(member: ConsultancyMember, capability: PracticeCapability) -> bool:
    """Return whether this person has the capability in their practice."""
    return capability in PRACTICE_CAPABILITIES[member.role]


def may(business: Business, capability: Capability) -> bool:
    """Return whether the user that `business` was fetched for has this capability."""
    return capability in CAPABILITIES[business.access_of_viewer]


def business_open_to(
    person: User | None, business: int, needs: str, *, while_apart: bool = False
) -> Business | None:
    """Return the business if this person still has the capability that a door needs; one query.

    Everything that is used on somebody's authority asks here first, such as a link that a stranger
    opens or a report that waits. The `needs` of each model's `authority` name the capability.
    What shows strangers nothing about any answer stays open `while_apart`, as for `members`.
    """
    # Deactivated accounts keep their links in the database, so they are excluded here.
    if person is None or not person.is_active:
        return None
    known = businesses_with_access(person) if while_apart else visible_businesses(person)
    found = known.filter(pk=business).first()
    return found if found and may(found, Capability(needs)) else None


def looks_of(user: User, at: datetime) -> str:
    """Return the start of the key under which a look at a business today is recorded."""
    return f"looked:{user.pk}:{at.date()}:"


def seen_by(user: User, at: datetime) -> QuerySet[Business]:
    """Return the businesses with access, each with what the rule below asks about.

    `looked` says whether today's look is recorded, and `level_without_second_step` is the highest
    level through practices that do not require two-step sign-in.
    """
    key = Concat(Value(looks_of(user, at)), Cast(OuterRef("pk"), CharField()))
    # Without the second condition, the database could not use the partial index.
    looked = Exists(AuditEntry.objects.filter(once=key).exclude(once=""))
    relaxed = Q(consultancy__second_step_from=None) | Q(consultancy__second_step_from__gt=today(at))
    let_in = Engagement.objects.running().filter(
        relaxed, business=OuterRef("pk"), consultancy__members__user=user
    )
    without = Coalesce(Subquery(let_in.order_by(RANK.desc()).values("level")[:1]), Value(""))
    found = businesses_with_access(user).annotate(**{LOOKED: looked, LEVEL_WITHOUT: without})
    return found.annotate(**{ELSEWHERE: has_other_places(user, business=OuterRef("pk"))})


def with_elsewhere(user: User) -> QuerySet[ConsultancyMember]:
    """Return what a person is in each practice, with `elsewhere`: whether they have others."""
    others = has_other_places(user, practice=OuterRef("consultancy"))
    return practices_of(user).annotate(**{ELSEWHERE: others})


def today(at: datetime) -> date:
    """Return the day from which a practice counts when it requires a second step."""
    return timezone.localdate(at)


def is_let_in(business: Business, request: SignedInRequest) -> bool:
    """Leave out the levels of practices that wait for the second step of this session.

    Return whether any access is left. This asks nothing about members, and costs a query only
    where a practice requires a second step.
    """
    without = business.level_without_second_step
    if business.role_of_viewer != Role.CONSULTANT or business.level_of_viewer == without:
        return True
    if not has_passed(request):
        business.level_of_viewer = without
    return business.level_of_viewer != ""


def ask_for_second_step(request: SignedInRequest) -> HttpResponse:
    """Lead a consultant to what their practice requires by now: a second step, or passing it."""
    if has_second_step(request.user):
        safe = request.method in {"GET", "HEAD"}
        back = request.get_full_path() if safe else page_of_form(request)
        to = redirect_to_login(back, where_to_confirm(request)).url
        return lead_on(request, to)
    message = gettext("Your practice requires two-step sign-in. Set it up to see your clients.")
    return lead_on(request, reverse("mfa_index"), message)


def note_look(business: Business, by: User, at: datetime) -> None:
    """Record that a consultant opened a client's pages, once a day.

    `looked` came with the business, so the other pages of the day cost neither query nor write.
    """
    if business.role_of_viewer == Role.CONSULTANT and not business.looked:
        once = f"{looks_of(by, at)}{business.pk}"
        record_once(Event.LOOKED, once=once, by=by, at=at, business=business)


def gone(request: SignedInRequest, slug: str) -> HttpResponse:
    """Tell members of an archived business, and consultants whose access is over; 404 for others.

    Consultants get their page with the status 404, because nothing is left at this address.
    """
    if archived_businesses(request.user).filter(slug=slug).exists():
        return lead_on(request, reverse("deleted_business", args=[slug]))
    former = former_access(request.user, slug)
    if former is None:
        raise Http404
    with timezone.override(former.business.zone):
        typed = typed_on_our_page(request)
        facts = {"engagement": former, "mine": former.consultancy, "typed": typed}
        return render(request, "parties/access/access_over.html", facts, status=404)


def keep_apart(request: SignedInRequest, business: Business) -> HttpResponse:
    """Say instead of a page that it stays closed until both sides have answered."""
    return render(request, "parties/access/answering_apart.html", {"apart": business}, status=403)


def members(capability: Capability, *, while_apart: bool = False) -> Callable[[View], RuledView]:
    """Pass the view the business with this `slug` if the user has the capability there.

    A stranger gets a 404, so that a guessed slug does not reveal whether a business exists. A
    member without the capability gets a 403. So does somebody who is answering apart, unless the
    view shows nothing about the other answers and is open `while_apart`. The view runs in the
    business's time zone.
    """

    def rule(view: View) -> RuledView:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, slug: str, **kwargs: Any) -> HttpResponse:
            now = timezone.now()
            business = seen_by(request.user, now).filter(slug=slug).first()
            if business is None:
                return gone(request, slug)
            if not is_let_in(business, request):
                return ask_for_second_step(request)
            if not may(business, capability):
                raise PermissionDenied
            if business.answers_apart and not while_apart:
                return keep_apart(request, business)
            note_look(business, request.user, now)
            # Templates format dates in the active time zone. Without this they would use the
            # site's, in which the day may already differ.
            with timezone.override(business.zone):
                return view(request, business, **kwargs)

        also = ", also apart" if while_apart else ""
        return with_access_rule(guarded, f"members: {capability}{also}")

    return rule


def members_of_archived(view: View) -> RuledView:
    """Pass the view the archived business with this `slug` if the user is a member.

    While the business is in use, its members are sent to its home page.
    """

    @login_required
    @wraps(view)
    def guarded(request: SignedInRequest, slug: str, **kwargs: Any) -> HttpResponse:
        business = archived_businesses(request.user).filter(slug=slug).first()
        if business is None:
            get_object_or_404(visible_businesses(request.user), slug=slug)
            return redirect("business", slug)
        with timezone.override(business.zone):
            return view(request, business, **kwargs)

    return with_access_rule(guarded, "members of an archived business")


def practice_members(capability: PracticeCapability) -> Callable[[View], RuledView]:
    """Pass the view the user's membership of the practice that the URL names.

    A stranger gets a 404, a member without the capability a 403. From the day on which the
    practice requires two-step sign-in, people without it are led to set it up. A session that is
    older than the second step has to confirm it.
    """

    def rule(view: View) -> RuledView:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, practice: str, **kwargs: Any) -> HttpResponse:
            member = get_object_or_404(with_elsewhere(request.user), consultancy__slug=practice)
            if not may_in_practice(member, capability):
                raise PermissionDenied
            required_from, member.lacks_second_step = member.consultancy.second_step_from, False
            if required_from and required_from <= today(timezone.now()):
                if not has_passed(request):
                    return ask_for_second_step(request)
            elif required_from:
                member.lacks_second_step = not has_second_step(request.user)
            return view(request, member, **kwargs)

        return with_access_rule(guarded, f"people of the practice: {capability}")

    return rule


def clients_of_practice(
    capability: PracticeCapability, *, needs: Capability = Capability.VIEW
) -> Callable[[View], RuledView]:
    """Pass the view the membership, and the client of the practice that the URL names.

    The practice must have access to the business now. If it has ended, a page with the status 404
    says so. The user must have what the view `needs` there, and not be answering apart (403). The
    look is recorded, and the view runs in the business's time zone.
    """

    def rule(view: View) -> RuledView:
        @practice_members(capability)
        @wraps(view)
        def guarded(
            request: SignedInRequest, member: ConsultancyMember, client: str, **kwargs: Any
        ) -> HttpResponse:
            now = timezone.now()
            engaged = Engagement.objects.running().filter(consultancy=member.consultancy_id)
            found = seen_by(request.user, now).filter(pk__in=engaged.values("business"))
            own = engaged.filter(business=OuterRef("pk")).values("level")
            business = found.annotate(**{OWN_LEVEL: Subquery(own)}).filter(slug=client).first()
            if business is None:
                return gone(request, client)
            # Only this practice's level counts here, whatever else the person is in the business.
            business.role_of_viewer = Role.CONSULTANT
            business.level_of_viewer = business.level_of_practice
            if not may(business, needs):
                raise PermissionDenied
            if business.answers_apart:
                return keep_apart(request, business)
            note_look(business, request.user, now)
            with timezone.override(business.zone):
                return view(request, member, business, **kwargs)

        return with_access_rule(guarded, f"clients of the practice: {capability}, {needs}")

    return rule
