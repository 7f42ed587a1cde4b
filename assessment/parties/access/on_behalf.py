"""On behalf of which practice somebody works for a business."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from assessment.domain.errors import DomainError
from assessment.foundation.accounts.access import SignedInRequest, View
from assessment.foundation.second_step.queries import has_passed
from assessment.parties.access.rules import CAPABILITIES, Capability, today
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy
from assessment.parties.consultancies.queries import practices_working_for


class SeveralPractices(DomainError):
    """The user works for the business through several firms, and has not chosen one."""


def practice_chosen(
    request: SignedInRequest, business: Business, needs: Capability = Capability.VIEW
) -> Consultancy | None:
    """Return the firm on whose behalf the user works for the business, or None; one query.

    Somebody who works for it through several firms has said in this session which one it is. Firms
    whose own level does not allow what a page `needs` are left out.

    Raises:
        SeveralPractices: there are several, and none has been chosen yet.
    """
    firms = practices_open_to(request, business, needs)
    if len(firms) < 2:  # noqa: PLR2004 - a choice takes two
        return firms[0] if firms else None
    chosen = request.session.get(chosen_key(business))
    found = next((firm for firm in firms if firm.pk == chosen), None)
    if found is None:
        raise SeveralPractices(business.slug)
    return found


def only_practice(request: SignedInRequest, business: Business) -> Consultancy | None:
    """Return the firm as `practice_chosen` does, or None where it would have to ask."""
    try:
        return practice_chosen(request, business)
    except SeveralPractices:
        return None


def practices_open_to(
    request: SignedInRequest, business: Business, needs: Capability = Capability.VIEW
) -> list[Consultancy]:
    """Return the firms on whose behalf the user may do what a page `needs`; one query.

    Of several, those that require two-step sign-in are left out for a session without it.
    """
    levels = [level for level in AccessLevel if needs in CAPABILITIES[level]]
    firms, day = practices_working_for(business, request.user, levels), today(timezone.now())
    strict = [f for f in firms if f.second_step_from and f.second_step_from <= day]
    if len(firms) == 1 or not strict or has_passed(request):
        return firms
    return [firm for firm in firms if firm not in strict]


def chosen_key(business: Business) -> str:
    """Return the name under which a session keeps the firm chosen for a business."""
    return f"practice-for-{business.pk}"


def has_chosen(request: SignedInRequest, business: Business) -> bool:
    """Whether the user has chosen one of several firms for this business in this session."""
    return chosen_key(business) in request.session


def on_behalf(needs: Capability) -> Callable[[View], View]:
    """Pass the view, below `members`, the firm for which it is used; ask if there are several.

    The firm's own level allows what the view `needs`, whatever another firm of the user may do.
    """

    def rule(view: View) -> View:
        @wraps(view)
        def asked(request: SignedInRequest, business: Business, **kwargs: Any) -> HttpResponse:
            try:
                practice = practice_chosen(request, business, needs)
            except SeveralPractices:
                # What was sent is lost by the choice, so a POST leads to the reports.
                back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
                query = urlencode({"next": back} if back else {})
                return redirect(f"{reverse('choose_practice', args=[business.slug])}?{query}")
            return view(request, business, practice, **kwargs)

        return asked

    return rule
