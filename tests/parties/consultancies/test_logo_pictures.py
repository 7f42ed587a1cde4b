"""Logos of every common kind: their colours, transparency, shape, and whether they can be seen."""

import gzip
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFile

from assessment.foundation.formatting.logos import LogoLook, look_of, on_ground
from assessment.parties.consultancies.services import Unusable, UnusableLogo, encode_logo
from assessment.parties.consultancies.services.pictures import GREY, MOST_PIXELS, MOST_SCANS, SCAN
from tests.pngs import png_of_chunks

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
CLEAR = (0, 0, 0, 0)
WHITE = (255, 255, 255, 255)


def decoded(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert "icc_profile" not in picture.info
        return picture.convert("RGBA")


def encoded(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def pixels_of(sent: bytes) -> list[Any]:
    picture = decoded(encode_logo(sent))
    return [picture.getpixel((x, 0)) for x in range(picture.width)]


# ---- bit depth and transparent colours


def png_with(depth: int, colour_type: int, row: bytes, width: int, clear: bytes = b"") -> bytes:
    """Build a PNG of one row; `clear` is its transparent colour."""
    content = zlib.compress(b"\0" + row)
    return png_of_chunks(width, 1, content, depth=depth, colour_type=colour_type, clear=clear)


def two_bytes(*samples: int) -> bytes:
    return struct.pack(f">{len(samples)}H", *samples)


def grey(*shades: int) -> list[tuple[int, ...]]:
    return [(shade, shade, shade, 255) for shade in shades]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        (png_with(16, 0, two_bytes(0, 0x8000, 0xFFFF), 3), grey(0, 128, 255)),
        (
            png_with(16, 0, two_bytes(0, 0x80FF, 0x8000), 3, two_bytes(0x8000)),
            [*grey(0, 128), CLEAR],
        ),
        (png_with(8, 0, bytes([0, 128, 255]), 3, two_bytes(255)), [*grey(0, 128), CLEAR]),
        (png_with(4, 0, bytes([0x0F]), 2, two_bytes(15)), [*grey(0), CLEAR]),
        (png_with(2, 0, bytes([0b00011011]), 4, two_bytes(3)), [*grey(0, 85, 170), CLEAR]),
        (png_with(1, 0, bytes([0b01000000]), 2, two_bytes(1)), [*grey(0), CLEAR]),
        (
            png_with(
                16, 2, two_bytes(0, 0, 0, 0x8000, 0x8000, 0x8000), 2, two_bytes(*[0x8000] * 3)
            ),
            [*grey(0), CLEAR],
        ),
        (png_with(8, 2, bytes([0, 0, 0, 9, 9, 9]), 2, two_bytes(9, 9, 9)), [*grey(0), CLEAR]),
        (png_with(16, 4, two_bytes(0x8000, 0xFFFF, 0, 0), 2), [*grey(128), CLEAR]),
        (png_with(16, 6, two_bytes(0x8000, 0x8000, 0x8000, 0xFFFF), 1), grey(128)),
    ],
    ids=[
        "grey16",
        "clear16",
        "clear8",
        "clear4",
        "clear2",
        "clear1",
        "rgb16",
        "rgb8",
        "alpha16",
        "rgba16",
    ],
)
def test_every_bit_depth_keeps_its_shades_and_transparency(
    sent: bytes, seen: list[tuple[int, ...]]
) -> None:
    found = pixels_of(sent)

    assert [CLEAR if pixel[3] == 0 else pixel for pixel in found] == seen


# ---- colour profiles

# The primaries of both profiles, adapted to D50 as ICC profiles require.
DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65_536)) for number in numbers)


def srgb_curve() -> bytes:
    numbers = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    return b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(*numbers)


def gamma(number: float) -> bytes:
    return b"para\0\0\0\0" + struct.pack(">HH", 0, 0) + fixed(number)


def profile(tags: Sequence[tuple[bytes, bytes]], space: bytes) -> bytes:
    """Build an ICC profile of version 4 for a display."""
    table, data, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, content in tags:
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    head = struct.pack(
        ">I4sI4s4s4s", start + len(data), b"lcms", 0x04200000, b"mntr", space, b"XYZ "
    )
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def rgb_profile(primaries: Sequence[Sequence[float]], curve: bytes) -> bytes:
    colours = list(zip((b"r", b"g", b"b"), primaries, strict=True))
    tags = [(b"wtpt", b"XYZ \0\0\0\0" + fixed(0.9642, 1, 0.8249))]
    tags += [(letter + b"XYZ", b"XYZ \0\0\0\0" + fixed(*xyz)) for letter, xyz in colours]
    tags += [(letter + b"TRC", curve) for letter, _xyz in colours]
    return profile(tags, b"RGB ")


def grey_profile() -> bytes:
    white = (b"wtpt", b"XYZ \0\0\0\0" + fixed(0.9642, 1, 0.8249))
    return profile([white, (b"kTRC", gamma(1.0))], b"GRAY")


P3, ADOBE = rgb_profile(DISPLAY_P3, srgb_curve()), rgb_profile(ADOBE_RGB, gamma(2.19921875))


@pytest.mark.parametrize(
    ("icc", "written", "shown"),
    [
        (P3, (234, 51, 35), (255, 0, 0)),
        (P3, (117, 251, 76), (0, 255, 0)),
        (ADOBE, (219, 0, 0), (255, 0, 0)),
        (ADOBE, (144, 255, 60), (0, 255, 0)),
        (P3, (128, 128, 128), (128, 128, 128)),
        (b"no profile", (234, 51, 35), (234, 51, 35)),
        (grey_profile(), (234, 51, 35), (234, 51, 35)),
    ],
    ids=["p3 red", "p3 green", "adobe red", "adobe green", "p3 grey", "damaged", "of grey"],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_colours_are_converted_to_srgb(
    kind: str, icc: bytes, written: tuple[int, ...], shown: tuple[int, ...]
) -> None:
    how: dict[str, dict[str, Any]] = {"JPEG": {"quality": 100}, "WEBP": {"lossless": True}}
    picture = Image.new("RGB", (16, 16), written)

    logo = decoded(encode_logo(encoded(picture, kind, icc_profile=icc, **how.get(kind, {}))))

    found = logo.getpixel((5, 5))
    assert isinstance(found, tuple)
    assert found == pytest.approx((*shown, 255), abs=5)


def test_transparency_survives_the_conversion_of_colours() -> None:
    picture = Image.new("RGBA", (2, 1), (234, 51, 35, 100))
    picture.putpixel((1, 0), CLEAR)

    first, second = pixels_of(encoded(picture, icc_profile=P3))

    assert first == pytest.approx((255, 0, 0, 100), abs=5)
    assert second[3] == 0


def test_grey_is_converted_from_its_own_profile() -> None:
    picture = Image.new("L", (1, 1), 55)  # linear light, which is 128 in sRGB

    (found,) = pixels_of(encoded(picture, icc_profile=grey_profile()))

    assert found == pytest.approx((128, 128, 128, 255), abs=3)


@pytest.mark.parametrize("mode", sorted(GREY - {"I;16B", "I"} | {"RGB", "RGBA", "P", "CMYK"}))
def test_every_mode_is_read_with_a_profile_that_does_not_fit(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert len(pixels_of(encoded(Image.new(mode, (4, 4)), kind, icc_profile=P3))) == 4


# ---- several frames, and shapes


def test_a_photograph_with_a_second_frame_from_a_phone_is_read() -> None:
    photograph, brightness = Image.new("RGB", (80, 40), "#AA2211"), Image.new("L", (20, 10))
    sent = encoded(photograph, "MPO", save_all=True, append_images=[brightness])

    logo = decoded(encode_logo(sent))

    assert logo.size == (80, 40)
    assert logo.getpixel((5, 5)) == pytest.approx((0xAA, 0x22, 0x11, 255), abs=3)


def test_a_photograph_with_thousands_of_scans_is_refused() -> None:
    plain = encoded(Image.new("L", (4, 4), 128), "JPEG", progressive=True)
    last = plain[plain.rindex(SCAN) : -2]
    padded = plain[:-2] + MOST_SCANS * last + plain[-2:]

    assert encode_logo(plain)
    with pytest.raises(UnusableLogo) as refused:
        encode_logo(padded)

    assert refused.value.why == Unusable.NO_PICTURE


@pytest.mark.parametrize(
    ("size", "becomes"),
    [
        ((8_000, 200), (2_400, 60)),
        ((200, 8_000), (60, 2_400)),
        ((3_000, 500), (900, 150)),
        ((1_800, 600), (600, 200)),
        ((16_000, 1), (2_400, 1)),
        ((4_000, 4_000), (600, 600)),
    ],
    ids=str,
)
def test_a_large_logo_shrinks_and_a_narrow_one_keeps_enough_height(
    size: tuple[int, int], becomes: tuple[int, int]
) -> None:
    assert decoded(encode_logo(encoded(Image.new("L", size, 90)))).size == becomes


def test_the_number_of_pixels_is_bounded() -> None:
    sent = encoded(Image.new("1", (MOST_PIXELS // 1_000 + 1, 1_000)))

    with pytest.raises(UnusableLogo) as refused:
        encode_logo(sent)

    assert refused.value.why is Unusable.TOO_LARGE


# ---- drawings


@pytest.mark.parametrize(
    "sent",
    [
        SVG.encode(),
        b"\xef\xbb\xbf" + SVG.encode(),
        SVG.encode("utf-16"),
        SVG.encode("utf-16-le"),
        SVG.encode("utf-16-be"),
        SVG.encode("utf-32"),
        f"<!-- {'made with love ' * 500} -->\n{SVG}".encode(),
        f'<?xml version="1.0" encoding="latin-1"?>{SVG}<!-- é -->'.encode("latin-1"),
        SVG.upper().encode(),
        SVG.replace("<svg", "<svg:svg").encode(),
        gzip.compress(SVG.encode()),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "le",
        "be",
        "utf-32",
        "comment",
        "latin",
        "upper",
        "prefix",
        "gzip",
    ],
)
def test_an_svg_of_any_encoding_is_called_an_svg(sent: bytes) -> None:
    with pytest.raises(UnusableLogo) as refused:
        encode_logo(sent)

    assert refused.value.why is Unusable.DRAWING


@pytest.mark.parametrize("sent", [b"<html></html>", gzip.compress(b"text", mtime=0), b"\x1f\x8bno"])
def test_other_files_are_not_called_an_svg(sent: bytes) -> None:
    with pytest.raises(UnusableLogo) as refused:
        encode_logo(sent)

    assert refused.value.why is Unusable.NO_PICTURE


def test_a_picture_that_mentions_svg_in_its_metadata_is_still_a_picture() -> None:
    assert pixels_of(encoded(Image.new("RGB", (4, 4)), "JPEG", comment=b"made from <svg>"))


# ---- whether it can be seen


def drawn(colour: Any, ground: Any = CLEAR, size: tuple[int, int] = (100, 60)) -> Image.Image:
    picture = Image.new("RGBA", size, ground)
    ImageDraw.Draw(picture).rectangle((10, 10, size[0] - 10, size[1] - 10), fill=colour)
    return picture


@pytest.mark.parametrize(
    ("picture", "look"),
    [
        (drawn("#142E3E"), LogoLook()),
        (drawn(WHITE), LogoLook(needs_dark=True)),
        (drawn((240, 240, 235, 200)), LogoLook(needs_dark=True)),
        (drawn(WHITE, "#142E3E"), LogoLook()),
        (drawn("#142E3E", WHITE), LogoLook()),
        (drawn(CLEAR), LogoLook(is_blank=True)),
        (drawn((0, 0, 0, 9)), LogoLook(is_blank=True)),
        (drawn(WHITE, WHITE), LogoLook(is_blank=True)),
        (drawn("#142E3E", size=(400, 100)), LogoLook(shape="wide")),
        (drawn("#142E3E", size=(100, 300)), LogoLook(shape="tall")),
        (drawn("#142E3E", size=(300, 100)), LogoLook()),
    ],
    ids=[
        "dark",
        "white",
        "pale",
        "box",
        "paper",
        "clear",
        "faint",
        "plain",
        "wide",
        "tall",
        "usual",
    ],
)
def test_the_look_of_a_logo_decides_its_place(picture: Image.Image, look: LogoLook) -> None:
    assert look_of(encode_logo(encoded(picture))) == look


@pytest.mark.parametrize("broken", [b"", b"no picture", encoded(drawn(WHITE))[:60]])
@pytest.mark.parametrize("tolerant", [False, True], ids=["strict", "after WeasyPrint"])
def test_a_logo_that_cannot_be_read_gets_the_usual_place(
    broken: bytes, monkeypatch: pytest.MonkeyPatch, *, tolerant: bool
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", tolerant)

    assert look_of(broken) == LogoLook()


def test_for_white_paper_a_white_logo_gets_a_dark_area() -> None:
    with Image.open(BytesIO(on_ground(encoded(drawn(WHITE)), "#142E3E"))) as shown:
        assert shown.getpixel((0, 0)) == (0x14, 0x2E, 0x3E)
        assert shown.getpixel((62, 42)) == (255, 255, 255)


def test_an_upload_that_was_cut_off_is_refused_even_after_weasyprint_was_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(UnusableLogo):
        encode_logo(encoded(drawn(WHITE))[:60])
