"""Two people answer apart on their phones and then compare: with scripts and without."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import barriers
from tests.journeys.conftest import PATIENCE, Site
from tests.journeys.steps import answer_area, answer_areas, email_of, press, sign_up

BEFRIEND = """
from django.utils import timezone
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Membership
business = Business.objects.get(slug={slug!r})
person = User.objects.get(email={email!r})
User.objects.filter(pk=person.pk).update(name={name!r})
Membership.objects.create(business=business, user=person, role="editor", since=timezone.now())
"""
"""Makes the second person a member; invitations have a journey of their own."""
Opens = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Opens]:
    """Open a phone's window, with or without scripts."""
    contexts = []

    def opened(*, scripts: bool) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": 375, "height": 800},
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def begin(site: Site, window: Opens, name: str, *, scripts: bool) -> tuple[Page, Page, str]:
    """Let an owner answer a check and ask a colleague, who begins; return both and the page."""
    owner, second = window(scripts=scripts), window(scripts=scripts)
    home = sign_up(owner, name)
    answer_areas(owner, home)
    friend = f"{name} friend"
    sign_up(second, friend)
    slug = home.strip("/").rpartition("/")[2]
    script = BEFRIEND.format(slug=slug, email=email_of(friend), name="Gwen Parry")
    site.manage("shell", "-v0", "-c", script)
    here = f"{home}voices/second-opinion/"
    owner.goto(here)
    owner.get_by_label("Gwen Parry").check()
    press(owner, "Ask by email")
    expect(owner.get_by_text("Gwen Parry has been asked by email.").first).to_be_visible()
    second.goto(home)
    press(second, "Say yes or no")
    second.get_by_label("I haven’t seen").check()
    press(second, "Begin")
    return owner, second, here


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_answer_apart_compare_and_agree(site: Site, window: Opens, *, scripts: bool) -> None:
    owner, second, here = begin(site, window, f"Apart {scripts}", scripts=scripts)
    second.goto(f"{here}../../results/")
    expect(second.get_by_text("is closed to you for now")).to_be_visible()
    press(second, "Carry on answering")
    press(second, "Putting customers first")
    for _ in range(5):
        answer_area(second)
    first = second.locator(".task__link").first
    first.click()
    second.locator("fieldset.scale").first.get_by_role("radio").nth(3).check()
    second.get_by_role("button", name="Save and").click()
    press(second, "I’m done: compare")
    expect(second.get_by_text("The other side isn’t yet")).to_be_visible()

    owner.goto(here)
    press(owner, "Our answers are ready to compare")

    for page in (owner, second):
        page.goto(here)
        expect(page.get_by_role("heading", name="You agree on 29 of 30")).to_be_visible()
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    owner.get_by_role("radio").nth(1).check()
    owner.get_by_label("What settled it?").fill("Gwen’s list of last week.")
    press(owner, "Save what we agreed")
    second.reload()
    expect(second.get_by_text("Entered by")).to_be_visible()


def test_the_pages_have_no_barriers(site: Site, window: Opens) -> None:
    owner, second, here = begin(site, window, "No barriers apart", scripts=True)
    found = {}
    for page, place in (
        (owner, here),
        (second, here),
        (second, f"{here}questions/culture/"),
        (second, f"{here}../../results/"),
    ):
        page.goto(place)
        found[f"{place} {page is owner}"] = barriers(page)
    second.goto(f"{here}questions/culture/")
    second.set_viewport_size({"width": 375, "height": 800})
    for _ in range(5):
        answer_area(second)
    press(second, "I’m done: compare")
    owner.goto(here)
    press(owner, "Our answers are ready to compare")
    found["compared"] = barriers(owner)

    assert {place: what for place, what in found.items() if what} == {}
