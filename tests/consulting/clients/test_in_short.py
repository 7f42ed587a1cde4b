"""The summary of a client: drafted from numbers, edited, printed, and marked when they change."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.journey.planning.models import Plan
from assessment.journey.questionnaire.models import Answer
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import comments_for_client
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy, Engagement
from tests.factories import NOON

pytestmark = pytest.mark.django_db

OWN = "It was a good autumn."


@pytest.fixture(autouse=True)
def ready(plan: Plan, engagement: Engagement) -> None:
    """The café has a result and a plan, and the practice has access."""


def address(firm: Consultancy, business: Business) -> str:
    return reverse("in_short", args=[firm.slug, business.slug])


def as_shown(client: Client, url: str) -> dict[str, Any]:
    """Return what the page would send if nobody changed it."""
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if not name.startswith("renew")}
    return {**sent, "_seen": form.seen_field.value() or ""}


def correct(plan: Plan, owner: User, value: str = "3") -> Result:
    """Send a correction with a much higher score."""
    correction = start_correction(sent=plan.assessment, at=NOON)
    Answer.objects.filter(assessment=correction).update(value=value)
    return submit(assessment=correction, by=owner, at=NOON)


def test_sentences_are_drafted_from_the_numbers_and_lead_to_them(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    page = as_connie.get(address(firm, business)).text

    score = Result.objects.get().score
    assert f"In October to December 2026, the score is {score} of 100" in page
    assert "Of the current plan, 0 of 3 actions are done." in page
    assert reverse("results", args=[business.slug, "2026-q4"]) in page
    assert reverse("plan", args=[business.slug]) in page
    assert not Comment.objects.exists()


def test_what_is_saved_is_the_one_summary_of_the_consultant_edition(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    url = address(firm, business)
    sent = as_shown(as_connie, url) | {"text-weakest": "", "text-way_up": "", "own": OWN}

    reply = as_connie.post(url, sent)

    assert reply.status_code == 302
    summary = comments_for_client(Result.objects.get(), firm)[""]
    assert summary.splitlines()[0].startswith("In October to December 2026, the score is")
    assert summary.endswith(OWN)
    assert "step" not in summary
    assert AuditEntry.objects.filter(kind=Event.SUMMARISED).count() == 1
    comments = reverse("report_comments", args=[business.slug, "2026-q4"])
    assert OWN in as_connie.get(comments).text


def test_an_edited_sentence_keeps_its_numbers(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    url = address(firm, business)
    sent = as_shown(as_connie, url) | {"text-level": "A solid start, with much to win."}
    as_connie.post(url, sent)

    page = as_connie.get(url)

    assert page.context["form"]["text-level"].value() == "A solid start, with much to win."
    assert not any(row.line.outdated for row in page.context["form"].rows)
    assert page.context["form"]["own"].value() == ""


def test_sentences_that_no_longer_agree_are_marked_and_can_be_renewed(
    as_connie: Client, plan: Plan, owner: User, firm: Consultancy, business: Business
) -> None:
    url = address(firm, business)
    as_connie.post(url, as_shown(as_connie, url))
    result = correct(plan, owner)

    page = as_connie.get(url)

    outdated = {row.line.key for row in page.context["form"].rows if row.line.outdated}
    assert {"level", "way_up"} <= outdated
    assert "plan" not in outdated
    assert f"Today they say: In October to December 2026, the score is {result.score}" in page.text
    client_page = as_connie.get(reverse("client", args=[firm.slug, business.slug])).text
    assert "no longer agree with the numbers" in client_page
    as_connie.post(url, as_shown(as_connie, url) | {"renew-level": "on"})
    still = {r.line.key for r in as_connie.get(url).context["form"].rows if r.line.outdated}
    assert "level" not in still
    assert "way_up" in still
    assert f"the score is {result.score} of 100" in comments_for_client(result, firm)[""]


def test_two_windows_do_not_overwrite_each_other(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    url = address(firm, business)
    first = as_shown(as_connie, url)
    as_connie.post(url, first | {"own": "One."})

    clash = as_connie.post(url, first | {"own": "Two."})

    assert clash.status_code == 409
    assert "One." in clash.text
    assert "Two." in clash.text
    assert Comment.objects.get().text.endswith("One.")


@pytest.mark.parametrize(
    ("level", "status"),
    [(AccessLevel.SEE, 403), (AccessLevel.WORK, 200), (AccessLevel.SEND, 200)],
)
def test_writing_it_takes_more_than_seeing(
    as_connie: Client, firm: Consultancy, business: Business, level: AccessLevel, status: int
) -> None:
    Engagement.objects.update(level=level)

    assert as_connie.get(address(firm, business)).status_code == status


def test_before_the_first_result_there_is_none(
    as_connie: Client, firm: Consultancy, business: Business
) -> None:
    Result.objects.all().delete()

    assert as_connie.get(address(firm, business)).status_code == 404
