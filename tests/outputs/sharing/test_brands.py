"""A page that a consultant shares has the practice's name, colours and details; so has its mail."""

from collections.abc import Sequence
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.services import html_of
from assessment.outputs.sharing.models import SharedLink
from assessment.outputs.sharing.presenters import brand_css, brand_of_link
from assessment.outputs.sharing.queries import link_behind
from assessment.outputs.sharing.views.shared_page import document_on, page_now
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Brand, Consultancy
from tests.factories import NOON, make_engagement, make_user
from tests.outputs.sharing.making import Share, path_in, share_url, words

pytestmark = pytest.mark.django_db
Outbox = Sequence[EmailMultiAlternatives]


@pytest.fixture
def consultant(business: Business) -> User:
    user = make_user("connie")
    make_engagement(business, user)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Brand.objects.create(
        consultancy=Consultancy.objects.get(),
        colour="#1D4E63",
        accent="#F6E3B4",
        contact="12 Canal Row\n+44 20 7946 0018\nnorth.example",
        disclaimer="Advice, not law.",
        footer="North Star Ltd",
        sender_name="Connie at North Star",
        changed_at=NOON,
    )
    return user


@pytest.fixture
def share_branded(
    consultant: User, business: Business, django_capture_on_commit_callbacks: Any
) -> Share:
    client = Client()
    client.force_login(consultant)

    def send(email: str = "") -> str:
        fields = {"for_whom": "Our bank", "email": email, "days": "30"}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(share_url(business), fields, follow=True).text

    return send


def test_the_page_has_the_practices_name_details_and_colours(
    share_branded: Share, client: Client
) -> None:
    path = path_in(share_branded())

    page = client.get(path).text

    assert "North Star has shared this page about Café Lindgren with you." in words(page)
    assert 'href="tel:+442079460018"' in page
    assert 'href="https://north.example"' in page
    assert "Advice, not law." in page
    assert "North Star Ltd" in page
    assert f'href="{path}brand.css"' in page
    assert "#1D4E63" in client.get(f"{path}brand.css?on=light").text


def test_an_owners_page_stays_ours(share: Share, consultant: User, client: Client) -> None:
    path = path_in(share())

    page = client.get(path).text

    assert "North Star" not in page
    assert "brand.css" not in page
    assert client.get(f"{path}brand.css").status_code == 404


def test_its_pdf_has_the_brand(share_branded: Share) -> None:
    shared = link_behind(path_in(share_branded()).strip("/").split("/")[1], NOON)

    assert shared is not None
    html = html_of(document_on(page_now(shared), brand_of_link(shared.link)), Edition.SUMMARY)
    assert "Prepared by North Star" in html
    assert "North Star Ltd" in html
    assert "Connie" not in html


def test_the_link_ends_with_the_practices_access_even_if_another_still_has_it(
    share_branded: Share, consultant: User, business: Business, client: Client
) -> None:
    path = path_in(share_branded())
    other = Consultancy.objects.create(slug="other", name="Other", founded_at=NOON)
    other.members.create(user=consultant, role="admin", since=NOON)
    other.engagements.create(business=business, given_at=NOON)

    before = client.get(path).status_code
    business.engagements.filter(consultancy__slug="north-star").update(ended_at=NOON)

    assert (before, client.get(path).status_code) == (200, 404)


def test_the_email_comes_in_the_practices_name_from_the_sites_address(
    share_branded: Share, mailoutbox: Outbox
) -> None:
    share_branded(email="anna@example.org")

    (mail,) = mailoutbox
    assert mail.message()["From"] == "Connie at North Star <cairn@localhost>"
    assert "Sent on behalf of North Star. North Star Ltd" in str(mail.body)
    assert "Sent on behalf of North Star. North Star Ltd" in str(mail.alternatives[0][0])


def test_an_owners_email_comes_from_the_site(share: Share, mailoutbox: Outbox) -> None:
    share(email="anna@example.org")

    (mail,) = mailoutbox
    assert "on behalf of" not in str(mail.body)
    assert "on behalf of" not in str(mail.alternatives[0][0])


@pytest.mark.parametrize(
    "name",
    [
        "North\r\nBcc: all@example.com",
        'North" <boss@bank.example>',
        "North, boss@bank.example",
        "\u202eNorth\u2028Bcc: x",
        "Ⓝorth – Ströme",
    ],
)
def test_a_senders_name_adds_no_header_and_no_address(
    share_branded: Share, mailoutbox: Outbox, name: str
) -> None:
    Brand.objects.update(sender_name=name, footer=f"{name}\r\n.\r\nRCPT TO")

    share_branded(email="anna@example.org")

    (mail,) = mailoutbox
    (address,) = mail.message().get_all("From", [])
    assert address.endswith("<cairn@localhost>")
    assert address.count("@") == 1
    assert "Bcc" not in mail.message()
    assert mail.recipients() == ["anna@example.org"]


def test_colours_for_light_pages_are_apart_from_those_of_dark_grounds() -> None:
    palette = palette_of("#FFFF00", "#222222")

    light, dark = (brand_css(palette, on_light=on) for on in (True, False))

    assert f"--c-brand: {palette.brand};" in light
    assert f"--c-brand-dark: {palette.dark};" in dark
    assert "--c-brand:" not in dark
    assert "<" not in light + dark


def test_the_practice_is_kept_with_the_link(share_branded: Share) -> None:
    share_branded()

    assert SharedLink.objects.get().consultancy == Consultancy.objects.get()
