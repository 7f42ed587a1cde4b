"""Access rules: an action can be changed by people who may plan and by the person doing it."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render

from assessment.foundation.accounts.access import RuledView, SignedInRequest, View, with_access_rule
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.typed_forms import typed_on_our_page
from assessment.journey.planning.models import ItemChange, PlanItem
from assessment.journey.planning.queries.saved_plans import commitment_of
from assessment.journey.tracking.queries import item_behind, was_left_behind
from assessment.parties.access.rules import Capability, may, members
from assessment.parties.businesses.models import Business


def may_do(business: Business, item: PlanItem, user: User) -> bool:
    """Whether this member can start, tick, annotate and finish the action.

    A consultant needs the level for it, even for an action given to them as a member before.
    """
    is_member = not business.level_of_viewer
    given = is_member and commitment_of(item).is_given_to(user.pk)
    return may(business, Capability.PLAN) or given


def may_undo(business: Business, change: ItemChange, user: User) -> bool:
    """Whether this member can undo the change.

    People who may plan can undo any change; other members can undo only their own.
    """
    own = change.by_id == user.pk and not business.level_of_viewer
    return may(business, Capability.PLAN) or own


def readers(view: View) -> RuledView:
    """Let every member use the view, passing it the business and the action named by `key`."""
    return members(Capability.VIEW)(_with_item(view))


def planners(view: View) -> RuledView:
    """Like `readers`, but only for people who may plan."""
    return members(Capability.PLAN)(_with_item(view))


def answerers(view: View) -> RuledView:
    """Like `readers`, but only for people who may answer the questions."""
    return members(Capability.ANSWER)(_with_item(view))


def doers(view: View) -> RuledView:
    """Like `readers`, but only for people who may plan and the person doing the action.

    That person can be a viewer.
    """

    @wraps(view)
    def guarded(
        request: SignedInRequest, business: Business, item: PlanItem, **kwargs: Any
    ) -> HttpResponse:
        if not may_do(business, item, request.user):
            raise PermissionDenied
        return view(request, business, item, **kwargs)

    ruled = members(Capability.VIEW)(_with_item(guarded))
    return with_access_rule(ruled, f"{ruled.access_rule}, plan or doer")


def _with_item(view: View) -> View:
    @wraps(view)
    def found(
        request: SignedInRequest, business: Business, key: str, **kwargs: Any
    ) -> HttpResponse:
        item = item_behind(business, key)
        if item is not None:
            try:
                return view(request, business, item, **kwargs)
            except PlanItem.DoesNotExist as gone:
                # Undoing the addition of an own action deletes its row. If that happens between
                # this request finding the row and locking it, the page is simply not found.
                raise Http404 from gone
        if not was_left_behind(business, key):
            raise Http404
        facts = {"business": business, "here": "plan", "typed": typed_on_our_page(request)}
        return render(request, "journey/tracking/left_behind.html", facts, status=404)

    return found
