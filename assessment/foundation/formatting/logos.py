"""How a logo has to be placed so that all of it can be seen."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile

WIDE, TALL = 4, 1 / 3
"""The ratios of width to height from which a logo gets a box of its own shape."""
SEEN = 64
"""The least opacity, from 0 to 255, that counts as visible."""
PALE = 210
"""The grey value, from 0 to 255, above which a colour has hardly any contrast with white."""
PLAIN = 8
"""How far the shades of an image may differ if it looks like an empty area."""
MARGIN = 12
"""The pixels that a dark background extends beyond the logo on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoLook:
    """What decides where a logo is placed.

    Attributes:
        shape: `wide`, `tall`, or empty for all usual shapes.
        needs_dark: whether most of it is white or nearly so on a transparent background.
        is_blank: whether nothing can be seen on any background.
    """

    shape: str = ""
    needs_dark: bool = False
    is_blank: bool = False


def open_image(encoded: bytes, *, formats: tuple[str, ...] = ("PNG",)) -> Image.Image:
    """Open an image whose decoding fails if the file was cut off.

    WeasyPrint makes Pillow tolerate such files in its whole process. Naming the formats keeps
    Pillow's other decoders away from files that strangers sent.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return Image.open(BytesIO(encoded), formats=formats)


def look_of(png: bytes) -> LogoLook:
    """Return how to place a logo as we store it; one that cannot be read gets the usual place."""
    try:
        with open_image(png) as logo:
            picture = logo.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return LogoLook()
    visible = picture.getchannel("A").point([255 * (opacity >= SEEN) for opacity in range(256)])
    shades = picture.convert("L").histogram(visible)
    transparent = visible.getextrema()[0] == 0
    return LogoLook(
        shape=shape_of(picture.width / picture.height),
        needs_dark=transparent and sum(shades[PALE:]) * 2 > sum(shades),
        is_blank=not sum(shades) or (not transparent and is_plain(shades)),
    )


def shape_of(ratio: float) -> str:
    if ratio >= WIDE:
        return "wide"
    return "tall" if ratio <= TALL else ""


def is_plain(shades: list[int]) -> bool:
    """Tell whether all pixels have nearly the same shade of grey."""
    used = [shade for shade, count in enumerate(shades) if count]
    return used[-1] - used[0] < PLAIN


def on_ground(png: bytes, colour: str) -> bytes:
    """Put a logo on an area of a colour, where its own ground would hide it."""
    with open_image(png) as logo:
        picture = logo.convert("RGBA")
    ground = Image.new("RGB", (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN), colour)
    ground.paste(picture, (MARGIN, MARGIN), picture)
    out = BytesIO()
    ground.save(out, "PNG", optimize=True)
    return out.getvalue()
