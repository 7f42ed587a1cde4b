"""The emails that a person gets, and the meaning of the links that stop them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core import signing

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.addresses import normal_or_same
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.site.reminders.models import Kind, Pause

# Links in emails sent long ago were signed with this salt, so it keeps an old module name.
SIGNER = signing.Signer(salt="assessment.reminding.pause")
FOR_EVERYBODY = (Kind.ACTION_DUE, Kind.LATE)
"""The kinds of email that members who are not owners also get."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One kind of email about one business to one reader: an account, or a helper's address."""

    business: Business
    kind: Kind
    person: User | None = None
    helper_email: str = ""

    @cached_property
    def token(self) -> str:
        """A signed value that identifies all of it; it never expires."""
        who = {"p": self.person.pk} if self.person else {"h": self.helper_email}
        return SIGNER.sign_object({"b": self.business.slug, "k": self.kind, **who})

    @property
    def address(self) -> str:
        return self.person.email if self.person else self.helper_email

    @property
    def stopped(self) -> bool:
        """Whether the reader has stopped these emails; takes one query."""
        pauses = Pause.objects.filter(business=self.business, kind=self.kind, person=self.person)
        return pauses.filter(helper_email=self.helper_email).exists()


def subject_behind(token: str) -> Subject | None:
    """Return what a link refers to; None if it was forged, or the business or person is gone."""
    try:
        said = SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    business = Business.objects.filter(slug=said["b"]).first()
    person = User.objects.filter(pk=said["p"]).first() if "p" in said else None
    if business is None or (person is None and "h" not in said):
        return None
    # Links in emails sent long ago contain the address as it was typed.
    helper_email = normal_or_same(said.get("h", ""))
    return Subject(
        business=business, kind=Kind(said["k"]), person=person, helper_email=helper_email
    )


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """The kinds of email that a member can get about one business, and those they want."""

    business: Business
    kinds: Sequence[Kind]
    wanted: Sequence[Kind]


def subscriptions_of(user: User) -> list[Subscription]:
    """Return one subscription per business of a user, ordered by name, with two queries."""
    memberships = Membership.objects.filter(user=user, business__archived_at=None)
    stopped = set(Pause.objects.filter(person=user).values_list("business", "kind"))
    return [
        Subscription(
            business=member.business,
            kinds=kinds,
            wanted=[kind for kind in kinds if (member.business_id, kind) not in stopped],
        )
        for member in memberships.select_related("business").order_by("business__name", "business")
        for kinds in [kinds_of(member.role)]
    ]


def value_name(subscription: Subscription, kind: Kind) -> str:
    """Return the name of one box on the page; a slug has no colon."""
    return f"{subscription.business.slug}:{kind}"


def wanted_values(subscriptions: Sequence[Subscription]) -> dict[str, bool]:
    """Return every box, and whether it is ticked."""
    return {
        value_name(subscription, kind): kind in subscription.wanted
        for subscription in subscriptions
        for kind in subscription.kinds
    }


def kinds_of(role: str) -> Sequence[Kind]:
    """Return the kinds of email that a member with this role can get."""
    if role == Role.OWNER:
        return tuple(Kind)
    return (*FOR_EVERYBODY, Kind.RETEST) if role == Role.EDITOR else FOR_EVERYBODY
