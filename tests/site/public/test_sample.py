"""The sample that anyone can read."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.services import html_of
from assessment.site.public.presenters import sample_document, sample_past_plans


def test_anyone_can_read_the_sample_without_a_query(client: Client) -> None:
    page = client.get(reverse("sample")).text

    assert "Good service here takes effort" in page
    assert ">59<" in page
    assert "Café Lindgren is made up" in page
    assert "<form" not in page


def test_every_area_of_the_sample_can_be_read(client: Client) -> None:
    assert "Policies: 53 of 100" in client.get(reverse("sample_area", args=["policies"])).text
    assert client.get(reverse("sample_area", args=["prices"])).status_code == 404


def test_anyone_can_read_the_trends_of_the_sample(client: Client) -> None:
    page = client.get(reverse("sample_trends")).text

    assert "<h1>Probably up 19 points in a year</h1>" in page
    assert page.count("<figure") == 6
    assert "5 of 5 actions done, 1 of them partly; 1 dropped" in page
    assert "Download as a spreadsheet" not in page
    assert reverse("sample") in page
    assert reverse("sample_trends") in client.get(reverse("sample")).text


def test_the_sample_says_how_sure_its_levels_and_changes_are(client: Client) -> None:
    page = client.get(reverse("sample")).text

    assert "Solid, perhaps Smooth" in page
    assert "What you worked on has clearly risen, compared with what you left alone." in page
    assert "The difference could be chance, so take it as unchanged." in page


def test_the_sample_reads_the_texts_for_its_trade_and_team() -> None:
    complaints = sample_past_plans()[-1].actions[0]

    # Two hours, and a quarter of an hour for each of seven people, rounded up.
    assert (complaints.code, complaints.cost.hours) == ("POL2q", 4)
    assert "I’ll take that off your bill." in html_of(sample_document(), Edition.OWNER)


def test_the_sample_shows_where_its_questions_changed(client: Client) -> None:
    url = reverse("sample_trends")

    across = client.get(url, {"from": "2025-q3", "to": "2026-q4"}).text

    assert "Some sentences were reworded since then" in across
    assert "Not compared: Culture and Personalisation." in across
    assert "Cairn 1.1" in client.get(url).text


def test_the_sample_says_that_somebody_else_answered_once(client: Client) -> None:
    eyes = "Somebody else answered this time"
    url = reverse("sample_trends")

    for before, now in (("2026-q1", "2026-q2"), ("2026-q2", "2026-q3")):
        assert eyes in client.get(url, {"from": before, "to": now}).text
    assert eyes not in client.get(url, {"from": "2026-q3", "to": "2026-q4"}).text


def test_any_two_quarters_of_the_sample_can_be_compared(client: Client) -> None:
    page = client.get(reverse("sample_trends"), {"from": "2026-q3", "to": "2026-q4"}).text

    assert "One quarter apart" in page
    assert "nonsense" not in client.get(reverse("sample_trends"), {"from": "nonsense"}).text


@pytest.mark.pdf
def test_the_sample_report_is_a_pdf_that_can_be_cached(client: Client) -> None:
    reply = client.get(reverse("sample_report"))

    assert reply.content.startswith(b"%PDF")
    assert "max-age=86400" in reply.headers["Cache-Control"]
    assert "2026-Q4_cafe-lindgren_action-plan.pdf" in reply.headers["Content-Disposition"]
