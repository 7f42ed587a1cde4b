"""Emails leave a running site in the background, and its pages say so."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.steps import sign_in

ANN = "ann@journeys.example"


def test_an_invitation_leaves_after_its_page_has_answered(page: Page, site: Site) -> None:
    page.goto("/account/login/")
    sign_in(page, "owner@cairn.example")
    page.goto("/b/cafe-lindgren/team/")
    page.get_by_label("Email address").fill(ANN)
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text(f"The invitation to {ANN} is on its way.")).to_be_visible()

    path = site.link_to(ANN)

    page.reload()
    expect(page.get_by_text("Handed to the mail server on")).to_be_visible()
    page.goto(path)
    expect(page.get_by_text("Café Lindgren").first).to_be_visible()
