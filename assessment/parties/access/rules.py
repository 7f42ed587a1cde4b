"""What each role may do in a business, and the decorator that enforces it on views."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.access import RuledView, SignedInRequest, View, with_access_rule
from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.audit.services import record_once
from assessment.parties.access.queries import archived_businesses, visible_businesses
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import practices_working_for



class SeveralPractices(DomainError):
    """The user works for the business through several firms, and has not chosen one."""


LOOKED = "looked"
"""The annotation's name. The model declares the attribute, so mypy rejects it as a keyword."""


class Capability(StrEnum):
    VIEW = "view"
    ANSWER = "answer"
    PLAN = "plan"
    SHARE = "share"
    MANAGE = "manage"


CAPABILITIES: dict[str, frozenset[Capability]] = {
    Role.OWNER: frozenset(Capability),
    Role.EDITOR: frozenset({Capability.VIEW, Capability.ANSWER, Capability.PLAN}),
    Role.CONSULTANT: frozenset(
        {Capability.VIEW, Capability.ANSWER, Capability.PLAN, Capability.SHARE}
    ),
    Role.VIEWER: frozenset({Capability.VIEW}),
}


def may(business: Business, capability: Capability) -> bool:
    """Return whether the user that `business` was fetched for has this capability."""
    return capability in CAPABILITIES[business.role_of_viewer]


def business_open_to(person: User | None, business: int, needs: str) -> Business | None:
    """Return the business if this person still has the capability that a door needs; one query.

    Everything that is used on somebody's authority asks here first, such as a link that a stranger
    opens or a report that waits. The `needs` of each model's `authority` name the capability.
    """
    # Deactivated accounts keep their links in the database, so they are excluded here.
    if person is None or not person.is_active:
        return None
    found = visible_businesses(person).filter(pk=business).first()
    return found if found and may(found, Capability(needs)) else None


def looks_of(user: User, at: datetime) -> str:
    """Return the start of the key under which a look at a business today is recorded."""
    return f"looked:{user.pk}:{at.date()}:"


def seen_by(user: User, at: datetime) -> QuerySet[Business]:
    """Return the visible businesses, each with `looked`: whether today's look is recorded."""
    key = Concat(Value(looks_of(user, at)), Cast(OuterRef("pk"), CharField()))
    # Without the second condition, the database could not use the partial index.
    looked = Exists(AuditEntry.objects.filter(once=key).exclude(once=""))
    return visible_businesses(user).annotate(**{LOOKED: looked})


def note_look(business: Business, by: User, at: datetime) -> None:
    """Record that a consultant opened a client's pages, once a day.

    `looked` came with the business, so the other pages of the day cost neither query nor write.
    """
    if business.role_of_viewer == Role.CONSULTANT and not business.looked:
        once = f"{looks_of(by, at)}{business.pk}"
        record_once(Event.LOOKED, once=once, by=by, at=at, business=business)


def deleted_or_404(user: User, slug: str) -> HttpResponse:
    """Redirect members of an archived business to the page about it; others get a 404."""
    get_object_or_404(archived_businesses(user), slug=slug)
    return redirect("deleted_business", slug)


def members(capability: Capability) -> Callable[[View], RuledView]:
    """Pass the view the business with this `slug` if the user has the capability there.

    A stranger gets a 404, so that a guessed slug does not reveal whether a business exists. A
    member without the capability gets a 403. The view runs in the business's time zone.
    """

    def rule(view: View) -> RuledView:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, slug: str, **kwargs: Any) -> HttpResponse:
            now = timezone.now()
            business = seen_by(request.user, now).filter(slug=slug).first()
            if business is None:
                return deleted_or_404(request.user, slug)
            if not may(business, capability):
                raise PermissionDenied
            note_look(business, request.user, now)
            # Templates format dates in the active time zone. Without this they would use the
            # site's, in which the day may already differ.
            with timezone.override(business.zone):
                return view(request, business, **kwargs)

        return with_access_rule(guarded, f"members: {capability}")

    return rule


def practice_chosen(request: SignedInRequest, business: Business) -> Consultancy | None:
    """Return the firm on whose behalf the user works for the business, or None; one query.

    Somebody who works for it through several firms has said in this session which one it is.

    Raises:
        SeveralPractices: there are several, and none has been chosen yet.
    """
    firms = practices_working_for(business, request.user)
    chosen = request.session.get(chosen_key(business)) if len(firms) > 1 else None
    found = [firm for firm in firms if chosen in {None, firm.pk}]
    if len(found) > 1:
        raise SeveralPractices(business.slug)
    return found[0] if found else None


def chosen_key(business: Business) -> str:
    """Return the name under which a session keeps the firm chosen for a business."""
    return f"practice-for-{business.pk}"


def has_chosen(request: SignedInRequest, business: Business) -> bool:
    """Whether the user has chosen one of several firms for this business in this session."""
    return chosen_key(business) in request.session


def on_behalf(view: View) -> View:
    """Pass the view, below `members`, the firm for which it is used; ask if there are several."""

    @wraps(view)
    def asked_first(request: SignedInRequest, business: Business, **kwargs: Any) -> HttpResponse:
        try:
            practice = practice_chosen(request, business)
        except SeveralPractices:
            # What was sent cannot be sent again after the choice, so a POST leads to the reports.
            back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
            query = urlencode({"next": back} if back else {})
            return redirect(f"{reverse('choose_practice', args=[business.slug])}?{query}")
        return view(request, business, practice, **kwargs)

    return asked_first


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
