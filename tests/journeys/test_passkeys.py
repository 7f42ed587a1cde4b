"""A passkey as the second step, and alone: added, used and removed in a browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PASSWORD, PATIENCE, Site
from tests.journeys.steps import press, sign_in, sign_up

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
EMAIL = "passkeys@journeys.example"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A window on a host with a name: passkeys belong to names, never to numbers."""
    context = browser.new_context(base_url=site.url.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(page: Page) -> Iterator[CDPSession]:
    """Let the browser have a device that keeps passkeys and says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    yield devtools
    devtools.detach()


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def confirm_the_password(page: Page) -> None:
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Continue")


def add_a_key(page: Page) -> None:
    page.goto("/account/2fa/webauthn/add/")
    confirm_the_password(page)
    page.get_by_label("Name of the key").fill("My phone")
    page.get_by_label("Let me sign in with it alone").check()
    assert barriers(page) == []
    press(page, "Add this key")


def test_a_passkey_is_added_signs_in_alone_and_confirms_the_password(
    page: Page, site: Site, phone: CDPSession
) -> None:
    home = sign_up(page, "Passkeys")
    page.goto(site.link_to(EMAIL))
    press(page, "Yes, this is my address")

    add_a_key(page)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()

    sign_out(page)
    page.goto("/account/login/")
    press(page, "Use my passkey")
    expect(page).to_have_url(re.compile(re.escape(home)))

    sign_out(page)
    page.goto("/account/login/")
    sign_in(page, EMAIL)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert barriers(page) == []
    press(page, "Use a passkey or security key")
    expect(page).to_have_url(re.compile(re.escape(home)))

    page.goto("/account/2fa/webauthn/")
    press(page, "Remove My phone")
    confirm_the_password(page)
    press(page, "Remove the key")
    expect(page.get_by_text("The key is removed.").first).to_be_visible()


def test_a_key_that_does_not_answer_says_so_and_changes_nothing(
    page: Page, phone: CDPSession
) -> None:
    page.goto("/account/login/")
    # The device has no passkey for this site.
    press(page, "Use my passkey")

    expect(page.get_by_role("alert")).to_contain_text("That didn’t work.")


def test_without_javascript_no_button_promises_a_passkey(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/account/login/")

    expect(page.get_by_role("button", name="Use my passkey")).to_have_count(0)
