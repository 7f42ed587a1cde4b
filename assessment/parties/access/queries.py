"""Queries for the businesses a user can see."""

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    Expression,
    ExpressionWrapper,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    ConsultancyMember,
    Engagement,
)
from assessment.parties.consultancies.queries import practices_of

ROLE = "role_of_viewer"
LEVEL = "level_of_viewer"
UNPROVEN = "unproven"
ELSEWHERE = "elsewhere"
APART = "answers_apart"
"""Names of annotations. The model declares the attributes, so mypy rejects them as keywords."""
RANK = Case(*(When(level=level, then=Value(level.rank)) for level in AccessLevel))


def answering_apart(business: str = "pk", **who: Any) -> Combinable:
    """Return the condition that a person is answering the questions of a business apart.

    Until both sides are done, nothing that could show the other answers is open to this person.
    This is the only rule about it: lists, pages and doors all ask here. Each model that keeps
    somebody apart names in `keeps_apart` the lookup path to the business. It has a column `person`,
    and its manager returns the rows that count in `keeping_apart`.

    Args:
        business: the path to the business from the query that is filtered.
        who: a lookup that finds the person, such as `person=user`.
    """
    rows = [
        Exists(
            model._default_manager.keeping_apart().filter(  # noqa: SLF001 - public
                **{model.keeps_apart: OuterRef(business)}, **who
            )
        )
        for model in _models_that_keep_apart()
    ]
    return reduce(or_, rows)


def _models_that_keep_apart() -> list[Any]:
    return [model for model in apps.get_models() if hasattr(model, "keeps_apart")]


def visible_businesses(user: User) -> QuerySet[Business]:
    """Return the businesses with access, except where this user is answering apart."""
    return businesses_with_access(user).filter(**{APART: False})


def businesses_with_access(user: User) -> QuerySet[Business]:
    """Return the businesses this user is a member of or has a running engagement for.

    Each is annotated with `role_of_viewer`, the user's role there, and `level_of_viewer`, a
    consultant's level or an empty text. If a consultant is also a member, only the membership
    counts, and of several levels the highest. `answers_apart` says that the pages are closed to
    this user for now, whatever the role.
    """
    membership = Membership.objects.filter(business=OuterRef("pk"), user=user)
    engagement = Engagement.objects.running().filter(
        business=OuterRef("pk"), consultancy__members__user=user
    )
    # Subqueries instead of joins: a join would repeat a business for a user with several
    # engagements there. Coalesce takes the first value that exists, so membership comes first.
    member = Subquery(membership.values("role")[:1])
    level = Subquery(engagement.order_by(RANK.desc()).values("level")[:1])
    consultant = When(Exists(engagement), then=Value(Role.CONSULTANT.value))
    role = Coalesce(member, Case(consultant, output_field=CharField()))
    found = Business.objects.annotate(
        **{
            ROLE: role,
            LEVEL: Case(
                When(Exists(membership), then=Value("")), default=level, output_field=CharField()
            ),
            APART: ExpressionWrapper(answering_apart(person=user), output_field=BooleanField()),
        }
    )
    return found.filter(**{f"{ROLE}__isnull": False})


def former_access(user: User, slug: str) -> Engagement | None:
    """Return the latest access that a practice of this user had to a business, or None.

    It is for the page that says so, after the business has turned out not to be visible.
    """
    found = Engagement.objects.filter(
        business__slug=slug, business__archived_at=None, consultancy__members__user=user
    )
    known = found.select_related("business", "consultancy", "ended_by")
    return known.order_by("-given_at", "-pk").first()


def archived_businesses(user: User) -> QuerySet[Business]:
    """Return the archived businesses this user is a member of, newest first.

    Consultants lose sight of an archived business, because their engagement was with its owners.
    """
    membership = Membership.objects.filter(business=OuterRef("pk"), user=user)
    role = Subquery(membership.values("role")[:1])
    archived = Business.with_archived.filter(archived_at__isnull=False)
    found = archived.annotate(**{ROLE: role}).filter(**{f"{ROLE}__isnull": False})
    return found.select_related("archived_by").order_by("-archived_at", "pk")


def unproven_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships about which this user has yet to say whether they are theirs."""
    found = Membership.objects.filter(user=user, unproven=True, business__archived_at=None)
    return found.select_related("business").order_by("business__founded_at", "pk")


def unproven_practices(user: User) -> QuerySet[ConsultancyMember]:
    """Return the same for practices."""
    return practices_of(user).filter(unproven=True)


def has_unproven_places(user: User) -> bool:
    """Return whether this user has yet to say whether a business or a practice is theirs."""
    return unproven_memberships(user).exists() or unproven_practices(user).exists()


def owned_businesses(user: User) -> QuerySet[Business]:
    """Return the visible businesses that this user owns."""
    own = Membership.objects.filter(user=user, role=Role.OWNER)
    return visible_businesses(user).filter(pk__in=own.values("business"))


def businesses_of(user: User) -> QuerySet[Business]:
    """Return the businesses a user belongs to, sorted by name, each with `unproven`.

    A business is unproven until the user has said whether it is theirs. The clients of their
    practices are not among them.
    """
    mine = Membership.objects.filter(user=user)
    unproven = Exists(mine.filter(business=OuterRef("pk"), unproven=True))
    found = businesses_with_access(user).filter(pk__in=mine.values("business"))
    return found.annotate(**{UNPROVEN: unproven}).order_by("name", "pk")


def has_other_places(
    user: User, *, business: OuterRef | None = None, practice: OuterRef | None = None
) -> Expression:
    """Return the condition that a user has a business or practice apart from this one."""
    businesses = Membership.objects.filter(user=user, business__archived_at=None)
    practices = ConsultancyMember.objects.filter(user=user)
    if business:
        businesses = businesses.exclude(business=business)
    if practice:
        practices = practices.exclude(consultancy=practice)
    return ExpressionWrapper(Exists(businesses) | Exists(practices), output_field=BooleanField())


def waiting_for_set_up(user: User) -> Business | None:
    """Return this owner's newest business whose set-up was neither completed nor skipped."""
    own = owned_businesses(user).filter(set_up_at=None)
    return own.order_by("-founded_at", "-pk").first()
