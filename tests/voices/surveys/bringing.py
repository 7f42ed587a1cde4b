"""Files with answers for tests: uploaded, judged and brought in."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessment.parties.businesses.models import Business
from assessment.voices.surveys.models import AnswerList
from assessment.voices.surveys.presenters.rows import judge
from tests.factories import NOON

DRAWN = """when,score,remarks,name,table
3 October 2026,10,"You had kept my scarf.",Ann,4
2026-10-03,7,,Bea,2
05/10/2026,9,"Quick, even on Monday.",Cas,1
14 October 2026,11,Best buns in town!,Dan,3
31 February 2026,9,Kind people.,Eve,5
"""


def url(name: str, *more: Any) -> str:
    return reverse(name, args=["cafe-lindgren", *more])


def upload(client: Client, content: str | bytes, name: str = "cards.csv") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(url("import_answers"), {"file": SimpleUploadedFile(name, raw)})


def uploaded(client: Client, content: str | bytes) -> AnswerList:
    reply = upload(client, content)
    assert reply.status_code == 302
    return AnswerList.objects.latest("pk")


def bring_in(client: Client, answers: AnswerList) -> Any:
    return client.post(url("bring_answers_in", answers.pk), answers.columns)


def judged(answers: AnswerList) -> dict[int, str]:
    """Return each row with what happens to it, or why it is left out."""
    found = judge(answers, Business.objects.get(), NOON)
    return {line.number: line.problem or str(line.kind) for line in found.lines}
