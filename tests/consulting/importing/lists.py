"""Lists of clients for tests, and the steps of an import."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessment.consulting.importing.models import ClientList
from assessment.parties.consultancies.models import Consultancy

HEAD = "Business,Owner's email,Owner's name,Sector,People,Currency,Tags"
TWO = f"""{HEAD}
Alma Yoga,freya@alma.example,Freya,Yoga,3,,
Tin Kettle,dev@tin.example,,Food and drink,2-4,EUR,North
"""


def upload(client: Client, practice: Consultancy, text: str, *, tag: str = "") -> Any:
    file = SimpleUploadedFile("north-tyne.csv", text.encode())
    return client.post(reverse("import_clients", args=[practice.slug]), {"file": file, "tag": tag})


def look_through(
    client: Client, practice: Consultancy, text: str, *, tag: str = "", query: str = ""
) -> str:
    """Upload a list, and return its page."""
    reply = upload(client, practice, text, tag=tag)
    assert reply.status_code == 302, reply.content.decode()
    return words(client.get(f"{reply['Location']}{query}"))


def words(reply: Any) -> str:
    return " ".join(reply.content.decode().split())


def add(client: Client, *, key: int = 0) -> str:
    """Press the button of the newest list, and return the page that follows."""
    kept = ClientList.objects.get(pk=key) if key else ClientList.objects.latest("pk")
    url = reverse("add_list", args=[kept.member.consultancy.slug, kept.pk])
    return words(client.post(url, {"settled": kept.settled}, follow=True))


def reasons(page: str) -> dict[str, str]:
    """Return why not, by the number of the row."""
    pattern = r'<span class="number">(\d+)</span></td>(?:(?!</tr>).)*<b>([^<]*)</b>'
    return dict(re.findall(pattern, page))
