"""Tell one side by email that the other wrote; what it wrote is only on the site."""

from datetime import datetime

from django.urls import reverse

from assessment.consulting.clients.queries.people import client_people, practice_people
from assessment.foundation.outbox import services as outbox
from assessment.foundation.outbox.delivery import on_site
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.consultancies.queries import sender_of


def mail_client(
    *, consultancy: Consultancy, business: Business, head: str, path: str, at: datetime
) -> None:
    """Tell the client's owners and editors, with a link to the page to read."""
    stop = reverse("consultant_mails", args=[business.slug, consultancy.slug])
    context = {
        "head": head,
        "firm": consultancy.name,
        "business": business.name,
        "url": on_site(path),
        "stop_url": on_site(stop),
    }
    sender = sender_of(consultancy)
    for person in client_people(business, consultancy):
        outbox.send(name="consultant_wrote", to=person.email, context=context, sender=sender, at=at)


def mail_practice(
    *, consultancy: Consultancy, business: Business, head: str, path: str, at: datetime
) -> None:
    """Tell those people of the practice who work with this client."""
    stop = f"{reverse('practice_settings', args=[consultancy.slug])}#emails"
    context = {
        "head": head,
        "firm": consultancy.name,
        "business": business.name,
        "url": on_site(path),
        "stop_url": on_site(stop),
    }
    for person in practice_people(consultancy, business):
        outbox.send(name="client_wrote", to=person.email, context=context, at=at)
