"""The branding page: readable colours whatever was chosen, and a preview that keeps nothing."""

import html
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from assessment.foundation.accounts.models import User
from assessment.foundation.brakes.limits import LIMITS, Counted, Limit, Scope
from assessment.outputs.reports.editions import Edition
from assessment.parties.consultancies.models import Brand, Consultancy, ConsultancyRole
from tests.factories import NOON, make_colleague, make_consultancy, make_user

pytestmark = pytest.mark.django_db
URL = "/practice/north-star/branding/"
TYPED = {
    "colour": "#1D4E63",
    "accent": "#F6E3B4",
    "cover_text": "For our meeting in March.",
    "contact": "12 Canal Row\n+44 20 7946 0018",
    "disclaimer": "Advice, not law.",
    "footer": "North Star Ltd",
    "sender_name": "Connie",
}


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def firm() -> Consultancy:
    return make_consultancy()


@pytest.fixture
def reader(firm: Consultancy) -> Callable[[str], Client]:
    def one(role: str) -> Client:
        user, client = make_user(role), Client()
        make_colleague(firm, user, role)
        client.force_login(user)
        return client

    return one


@pytest.fixture
def admin(reader: Callable[[str], Client]) -> Client:
    return reader(ConsultancyRole.ADMIN)


def logo(colour: str = "#142E3E") -> SimpleUploadedFile:
    image, out = Image.new("RGBA", (300, 100)), BytesIO()
    image.paste(colour, (9, 9, 290, 90))
    image.save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


def pages_in(text: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'srcdoc="([^"]*)"', text)]


def test_every_value_is_saved(admin: Client) -> None:
    admin.post(URL, {**TYPED, "logo": logo(), "logo_dark": logo("#FFFFFF")})

    brand = Brand.objects.get()
    assert {name: getattr(brand, name) for name in TYPED} == TYPED
    assert bytes(brand.logo)[:4] == bytes(brand.logo_dark)[:4] == b"\x89PNG"


def test_the_first_page_of_each_edition_is_shown(admin: Client) -> None:
    pages = pages_in(admin.get(URL).text)

    assert len(pages) == len(Edition)
    assert all(page.count("<section") == page.count("</section>") == 1 for page in pages)


def test_a_preview_shows_what_was_typed_and_stores_nothing(admin: Client) -> None:
    admin.post(URL, {**TYPED, "footer": "The old line"})
    values = Brand.objects.values()
    before = list(values)

    page = admin.post(URL, {**TYPED, "footer": "The new line", "logo": logo(), "preview": "yes"})

    assert page.status_code == 200
    assert list(values.all()) == before
    shown = pages_in(page.text)
    assert sum("The new line" in each for each in shown) == len(Edition) - 1
    assert all("The old line" not in each for each in shown)
    assert "data:image/png" in shown[0]
    assert "Nothing is saved yet." in page.text
    assert "Choose its file again to save it." in page.text
    assert "North Star for" in shown[0]


def test_a_preview_of_something_wrong_explains_it_and_shows_the_stored_brand(admin: Client) -> None:
    page = admin.post(URL, {**TYPED, "colour": "red", "preview": "yes"})

    assert "Enter the colour like this: #552C6B." in page.text
    assert len(pages_in(page.text)) == len(Edition)
    assert not Brand.objects.exists()


def test_too_many_previews_are_refused_for_a_while(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Counted.PREVIEW, {Scope.ACCOUNT: (Limit(1, 60),)})

    answers = [admin.post(URL, {**TYPED, "preview": "yes"}) for _number in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert "That was a lot of previews. Try again in 60 seconds." in answers[1].text
    assert "Advice, not law.</textarea>" in answers[1].text


@pytest.mark.parametrize(
    ("role", "sees", "saves"),
    [
        (ConsultancyRole.ADMIN, 200, 302),
        (ConsultancyRole.CONSULTANT, 200, 403),
        (ConsultancyRole.ASSISTANT, 200, 403),
    ],
)
def test_all_people_in_a_practice_see_it_and_its_admins_change_it(
    reader: Callable[[str], Client], role: str, sees: int, saves: int
) -> None:
    client = reader(role)

    assert client.get(URL).status_code == sees
    assert client.post(URL, TYPED).status_code == saves
    assert client.post(URL, {**TYPED, "preview": "yes"}).status_code in {200, saves}
    assert ("Save branding" in client.get(URL).text) is (saves == 302)


def test_people_in_another_practice_find_nothing(firm: Consultancy, stranger: User) -> None:
    client = Client()
    make_consultancy("South Star", admin=stranger)
    client.force_login(stranger)

    styles = reverse("branding_preview", args=[firm.slug])

    assert client.get(URL).status_code == 404
    assert client.get(styles).status_code == 404


@pytest.mark.parametrize(
    ("colour", "accent", "says"),
    [
        (
            "#1D4E63",
            "#F6E3B4",
            "Printed as you chose it. Its contrast with white paper is 9.0 to 1",
        ),
        ("#FFFF00", "", "#FFFF00 is too pale to read on paper: its contrast is 1.0 to 1"),
        ("#FFFF00", "", "We print #6F6F00 instead, which is the same colour but darker: 5.3 to 1."),
        ("#1D4E63", "#222222", "#222222 is too dark to read on that dark shade"),
        ("#1D4E63", "#222222", "its contrast is 1.7 to 1, and text needs 4.5."),
        ("", "", "You haven’t chosen one, so this is ours."),
    ],
)
def test_a_colour_that_cannot_be_read_is_replaced_and_the_page_says_why(
    admin: Client, colour: str, accent: str, says: str
) -> None:
    page = admin.post(URL, {**TYPED, "colour": colour, "accent": accent}, follow=True).text

    assert says in html.unescape(page)
    assert Brand.objects.get().colour == colour


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("accent", "pink", "Enter the colour like this: #552C6B."),
        ("cover_text", "x" * 241, "Shorten the words on the cover to 240 characters or fewer."),
        ("footer", "x" * 91, "Shorten the line at the bottom to 90 characters or fewer."),
        ("sender_name", "x" * 61, "Shorten the sender’s name to 60 characters or fewer."),
        ("sender_name", "boss@bank.example", "Enter a name without @ or &lt; &gt;."),
        ("sender_name", "<boss>", "Enter a name without @ or &lt; &gt;."),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_is_saved(
    admin: Client, field: str, typed: str, says: str
) -> None:
    page = admin.post(URL, {**TYPED, field: typed}).text

    assert says in page
    assert html.escape(typed) in page
    assert not Brand.objects.exists()


def test_the_links_found_in_contact_details_are_named(admin: Client) -> None:
    page = admin.post(URL, {**TYPED, "preview": "yes"}).text

    assert '<li>Phone: <a href="tel:+442079460018">+44 20 7946 0018</a></li>' in page


def test_without_any_link_the_page_says_so(admin: Client) -> None:
    page = admin.post(URL, {**TYPED, "contact": "12 Canal Row", "preview": "yes"}).text

    assert "We found no phone number, email address or website in them" in page


@pytest.mark.parametrize("which", ["logo", "logo_dark"])
def test_each_logo_can_be_removed_alone(admin: Client, which: str) -> None:
    admin.post(URL, {**TYPED, "logo": logo(), "logo_dark": logo("#FFFFFF")})

    admin.post(URL, {"remove": which})

    brand = Brand.objects.get()
    other = {"logo": "logo_dark", "logo_dark": "logo"}[which]
    assert (bool(getattr(brand, which)), bool(getattr(brand, other))) == (False, True)


@pytest.mark.parametrize("hostile", ["#12345", "red;}", '"/><script>', "#1D4E63}*{"])
def test_the_styles_of_a_preview_take_only_colours(admin: Client, hostile: str) -> None:
    url = reverse("branding_preview", args=["north-star"])

    css = admin.get(url, {"edition": "owner", "colour": hostile, "accent": hostile})

    assert css["Content-Type"].startswith("text/css")
    assert hostile not in css.text
    assert "#552C6B" in css.text


def test_a_preview_needs_few_queries(admin: Client, at_most: Callable[[int], Any]) -> None:
    admin.post(URL, TYPED)

    with at_most(5):
        admin.get(URL)
