"""Report branding of a consulting firm: a safe logo, a readable colour, and its wording."""

import logging
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from assessment.foundation.accounts.models import User
from assessment.parties.consultancies.models import Brand, Consultancy
from assessment.parties.consultancies.services import (
    MOST_BYTES,
    Unusable,
    UnusableLogo,
    encode_logo,
)
from tests.factories import make_business, make_consultancy, make_engagement, make_user
from tests.pngs import png_of_chunks

URL = "/practice/north-star/branding/"
GOOD = {"colour": "#142E3E", "contact": "Blue Door\nhello@bluedoor.example", "disclaimer": "Ours."}
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


@pytest.fixture
def consultant(owner: User) -> User:
    connie = make_user("connie")
    make_engagement(make_business(owner=owner), connie)
    return connie


@pytest.fixture
def as_consultant(consultant: User) -> Client:
    client = Client()
    client.force_login(consultant)
    return client


def drawn(size: tuple[int, int] = (300, 100), mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, size, "white" if mode in {"RGB", "RGBA", "L"} else 0)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 3, size[1] // 2), fill=1)
    return picture


def as_bytes(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def png_of(width: int, height: int) -> bytes:
    """Build a PNG whose header claims this size, but which contains almost no data."""
    return png_of_chunks(width, height, zlib.compress(b"\0" * 100))


# ---- the page


def test_only_consultants_can_see_it(
    as_consultant: Client, as_owner: Client, as_stranger: Client
) -> None:
    assert as_consultant.get(URL).status_code == 200
    assert as_owner.get(URL).status_code == 404
    assert as_stranger.post(URL, GOOD).status_code == 404
    assert not Brand.objects.exists()


def test_the_pages_of_the_practice_lead_to_it(as_consultant: Client) -> None:
    assert URL in as_consultant.get(reverse("practice_people", args=["north-star"])).text


def test_branding_is_saved_and_shown_on_the_cover(as_consultant: Client) -> None:
    logo = upload(as_bytes(drawn()))

    page = as_consultant.post(URL, {**GOOD, "logo": logo}, follow=True).text

    brand = Brand.objects.get()
    assert (brand.colour, brand.disclaimer) == ("#142E3E", "Ours.")
    assert brand.contact == "Blue Door\nhello@bluedoor.example"
    assert Image.open(BytesIO(brand.logo)).format == "PNG"
    assert "Saved. New reports will use this branding." in page
    assert 'fill="#142E3E"' in page
    assert "src=&quot;data:image/png;base64," in page


def test_without_a_new_logo_the_old_one_stays(as_consultant: Client) -> None:
    as_consultant.post(URL, {**GOOD, "logo": upload(as_bytes(drawn()))})
    before = Brand.objects.get().logo

    as_consultant.post(URL, {**GOOD, "colour": ""})

    brand = Brand.objects.get()
    assert brand.logo == before
    assert brand.colour == ""


def test_removing_the_logo_keeps_the_rest(as_consultant: Client) -> None:
    as_consultant.post(URL, {**GOOD, "logo": upload(as_bytes(drawn()))})

    page = as_consultant.post(URL, {"remove": "logo"}, follow=True).text

    brand = Brand.objects.get()
    assert not brand.logo
    assert brand.colour == "#142E3E"
    assert "Logo removed." in page
    assert "Remove the saved" not in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"colour": "red"}, "Enter the colour like this: #552C6B."),
        ({"colour": "#12345"}, "Enter the colour like this: #552C6B."),
        ({"colour": '#552C6B"/>'}, "Enter the colour like this: #552C6B."),
        ({"contact": "a\nb\nc\nd\ne\nf"}, "Use up to five lines of up to 60 characters each."),
        ({"contact": "x" * 61}, "Use up to five lines of up to 60 characters each."),
        ({"disclaimer": "x" * 1001}, "Shorten the disclaimer to 1000 characters or fewer."),
    ],
)
def test_errors_are_explained_and_keep_what_was_typed(
    as_consultant: Client, fields: dict[str, str], says: str
) -> None:
    response = as_consultant.post(URL, {**GOOD, **fields})

    assert says in response.text
    assert GOOD["disclaimer"] in response.text or "disclaimer" in fields
    assert not Brand.objects.exists()


@pytest.mark.parametrize(
    ("written", "kept"), [("#142e3e", "#142E3E"), ("142E3E", "#142E3E"), ("#135", "#113355")]
)
def test_a_colour_can_be_written_in_several_ways(
    as_consultant: Client, written: str, kept: str
) -> None:
    as_consultant.post(URL, {**GOOD, "colour": written})

    assert Brand.objects.get().colour == kept


def test_hostile_text_is_escaped(as_consultant: Client) -> None:
    Consultancy.objects.update(name="<b>Blue</b> & Door")

    page = as_consultant.post(URL, {**GOOD, "contact": "<script>alert(1)</script>"}, follow=True)

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
    assert "&lt;b&gt;Blue" in page.text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (SVG, "This is an SVG, which can contain code, so we don’t accept it."),
        (b"", "We can’t read this file as an image."),
        (b"GIF89a" + b"\0" * 50, "We can’t read this file as an image."),
        (as_bytes(drawn())[:200], "We can’t read this file as an image."),
        (png_of(4001, 4000), "This image has more than 16 million pixels."),
        (png_of(60_000, 60_000), "This image has more than 16 million pixels."),
        (b"\0" * 900_001, "This file is larger than 900 kB."),
    ],
    ids=["svg", "empty", "gif", "broken", "wide", "bomb", "heavy"],
)
def test_an_unusable_logo_is_explained_and_the_text_is_kept(
    as_consultant: Client, content: bytes, says: str
) -> None:
    response = as_consultant.post(URL, {**GOOD, "logo": upload(content)})

    assert says in response.text
    assert GOOD["disclaimer"] in response.text
    assert not Brand.objects.exists()


def test_an_upload_that_the_server_refuses_to_read_is_explained_too(as_consultant: Client) -> None:
    response = as_consultant.post(URL, {**GOOD, "logo": upload(b"\0" * 1_500_000)})

    assert response.status_code == 413
    assert "Nothing was changed." in response.text
    assert not Brand.objects.exists()


def test_a_member_of_two_practices_changes_the_one_in_the_address(
    as_consultant: Client, consultant: User
) -> None:
    make_consultancy("Other", admin=consultant)

    as_consultant.post("/practice/other/branding/", GOOD)

    assert Brand.objects.get().consultancy.slug == "other"


def test_the_log_says_who_changed_it_but_not_what(
    as_consultant: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "assessment.parties.businesses")

    as_consultant.post(URL, GOOD)

    assert "brand changed" in caplog.text
    assert "bluedoor" not in caplog.text


def test_the_page_needs_few_queries(as_consultant: Client, at_most: Callable[[int], Any]) -> None:
    as_consultant.post(URL, {**GOOD, "logo": upload(as_bytes(drawn()))}, follow=True)

    with at_most(3):
        as_consultant.get(URL)


@pytest.mark.parametrize(
    ("colour", "says"),
    [
        ((20, 46, 62, 255), ""),
        ((255, 255, 255, 255), "Your logo is white or very light"),
        ((255, 255, 255, 0), "This logo cannot be seen"),
    ],
    ids=["dark", "white", "transparent"],
)
def test_the_page_warns_of_a_logo_that_white_paper_hides(
    as_consultant: Client, colour: tuple[int, ...], says: str
) -> None:
    picture = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((8, 8, 70, 30), fill=colour)

    page = as_consultant.post(URL, {**GOOD, "logo": upload(as_bytes(picture))}, follow=True).text

    assert says in page
    assert page.count("This logo cannot") + page.count("white or very light") == bool(says)


# ---- the logo


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_becomes_a_png_of_at_most_600(kind: str) -> None:
    logo = Image.open(BytesIO(encode_logo(as_bytes(drawn((1800, 600)), kind))))

    assert logo.format == "PNG"
    assert logo.size == (600, 200)


def test_a_small_logo_is_not_enlarged() -> None:
    assert Image.open(BytesIO(encode_logo(as_bytes(drawn((40, 20)))))).size == (40, 20)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "CMYK"])
def test_every_common_image_mode_is_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"

    logo = Image.open(BytesIO(encode_logo(as_bytes(Image.new(mode, (80, 40)), kind))))

    assert logo.size == (80, 40)


def test_transparency_is_kept() -> None:
    clear = Image.new("RGBA", (80, 40), (0, 0, 0, 0))

    logo = Image.open(BytesIO(encode_logo(as_bytes(clear)))).convert("RGBA")

    assert logo.getpixel((5, 5)) == (0, 0, 0, 0)


def test_metadata_is_removed_and_the_image_is_rotated_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by 90 degrees
    exif[0x010E] = "taken at home"
    sent = as_bytes(drawn((100, 50)), "JPEG", exif=exif, icc_profile=b"profile", comment=b"secret")

    encoded = encode_logo(sent)

    logo = Image.open(BytesIO(encoded))
    assert logo.size == (50, 100)
    assert not logo.getexif()
    assert "icc_profile" not in logo.info
    assert b"home" not in encoded
    assert b"secret" not in encoded


def test_a_photograph_is_reduced_to_the_size_limit() -> None:
    noise = Image.effect_noise((900, 900), 90)
    colourful = Image.merge("RGB", [noise, noise.rotate(90), noise.rotate(180)])

    encoded = encode_logo(as_bytes(colourful, "JPEG", quality=60))

    assert len(encoded) <= MOST_BYTES
    assert Image.open(BytesIO(encoded)).width >= 300


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animated_image_is_refused(kind: str) -> None:
    frames = [drawn(), drawn().rotate(180)]
    moving = as_bytes(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

    with pytest.raises(UnusableLogo) as refused:
        encode_logo(moving)

    assert refused.value.why is Unusable.MOVES


def outcome(sent: bytes) -> str:
    try:
        return str(Image.open(BytesIO(encode_logo(sent))).format)
    except UnusableLogo as refused:
        return refused.why


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_damaged_file_is_either_read_or_refused(at: int) -> None:
    damaged = bytearray(as_bytes(drawn()))
    damaged[at % len(damaged)] ^= 0xFF

    assert outcome(bytes(damaged)) in {"PNG", Unusable.NO_PICTURE, Unusable.TOO_LARGE}


EXIF = bytes.fromhex(
    "4578696600004d4d002a000000080002"  # a header with two entries
    "011e0002000000027800 00b1"  # XPosition, which must be a number, stored as text
    "011200030000000100060000 00000000"  # rotated by 90 degrees
)


def test_a_photograph_with_damaged_exif_data_is_refused_with_an_explanation(
    as_consultant: Client,
) -> None:
    sent = as_bytes(drawn((40, 40)), "JPEG", exif=EXIF)

    page = as_consultant.post(URL, {**GOOD, "logo": upload(sent, "logo.jpg")})

    assert page.status_code == 200
    assert "We can’t read this file as an image." in page.text


def test_for_a_far_too_large_file_the_page_names_the_limit_and_links_back(
    as_consultant: Client,
) -> None:
    response = as_consultant.post(URL, {**GOOD, "logo": upload(b"\0" * 9_000_000)})

    assert response.status_code == 413
    assert "A logo can be at most 900 kB. Nothing was changed." in response.text
    assert "megabyte" not in response.text
    assert f'href="{URL}"' in response.text
