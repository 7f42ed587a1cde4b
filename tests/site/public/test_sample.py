"""The sample that anyone can read."""

import pytest
from django.test import Client
from django.urls import reverse


def test_anyone_can_read_the_sample_without_a_query(client: Client) -> None:
    page = client.get(reverse("sample")).text

    assert "Good service here is kept up by effort" in page
    assert ">59<" in page
    assert "Café Lindgren is made up" in page
    assert "<form" not in page


def test_every_area_of_the_sample_can_be_read(client: Client) -> None:
    assert "Policies: 53 of 100" in client.get(reverse("sample_area", args=["policies"])).text
    assert client.get(reverse("sample_area", args=["prices"])).status_code == 404


def test_anyone_can_read_the_trends_of_the_sample(client: Client) -> None:
    page = client.get(reverse("sample_trends")).text

    assert "<h1>Up 19 points in a year, Channels most of all</h1>" in page
    assert page.count("<figure") == 6
    assert "5 of 5 actions done, 1 of them partly; 1 dropped" in page
    assert "Download as a spreadsheet" not in page
    assert reverse("sample") in page
    assert reverse("sample_trends") in client.get(reverse("sample")).text


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
