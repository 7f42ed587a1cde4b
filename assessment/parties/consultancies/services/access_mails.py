"""The emails about access that is given, changed, ended or about to expire."""

from datetime import datetime

from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.businesses.models import Role
from assessment.parties.consultancies.models import AccessLevel, Engagement, PracticeMail
from assessment.parties.consultancies.queries import people_to_tell
from assessment.parties.consultancies.wording import ALLOWED


def tell_given(engagement: Engagement, *, by: User, at: datetime) -> None:
    """Tell a practice that it was let in, what it may do, and until when."""
    _tell_practice(
        engagement, "access_given", PracticeMail.ACCESS_GIVEN, _page_of(engagement), by, at
    )


def tell_changed(engagement: Engagement, *, by: User, at: datetime) -> None:
    """Tell a practice what it may do from now on, and until when."""
    _tell_practice(
        engagement, "access_changed", PracticeMail.ACCESS_ENDED, _page_of(engagement), by, at
    )


def tell_ended(engagement: Engagement, *, by: User, at: datetime) -> None:
    """Tell a practice that an owner has ended its access."""
    gone = reverse("business", args=[engagement.business.slug])
    _tell_practice(engagement, "access_ended", PracticeMail.ACCESS_ENDED, gone, by, at)


def _page_of(engagement: Engagement) -> str:
    """Return the path of the page that a practice has about a client."""
    return reverse("client", args=[engagement.consultancy.slug, engagement.business.slug])


def _tell_practice(
    engagement: Engagement, name: str, kind: PracticeMail, path: str, by: User, at: datetime
) -> None:
    context = {
        "person": str(by),
        "business": engagement.business.name,
        "practice": engagement.consultancy.name,
        "level": AccessLevel(engagement.level).label,
        "allowed": str(ALLOWED[engagement.level]),
        "until": day_in_year(engagement.ends_on) if engagement.ends_on else "",
        "url": on_site(path),
    }
    for person in people_to_tell(engagement.consultancy, kind):
        if person != by:
            outbox.send(name=name, to=person.email, context=context, at=at)


def tell_expiring(engagement: Engagement, *, at: datetime) -> None:
    """Tell the owners and the practice that access ends in a few days."""
    business, practice = engagement.business, engagement.consultancy
    facts = {"business": business.name, "practice": practice.name}
    if engagement.ends_on:
        facts["day"] = day_in_year(engagement.ends_on)
    access = on_site(reverse("access", args=[business.slug]))
    owners = business.memberships.filter(role=Role.OWNER, user__is_active=True)
    for owner in owners.select_related("user"):
        if not owner.unproven:
            context = {**facts, "url": access}
            outbox.send(name="access_expiring", to=owner.user.email, context=context, at=at)
    home = on_site(_page_of(engagement))
    for person in people_to_tell(practice, PracticeMail.ACCESS_ENDED):
        context = {**facts, "url": home}
        outbox.send(name="client_expiring", to=person.email, context=context, at=at)
