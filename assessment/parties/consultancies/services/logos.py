"""Somebody's picture made into a logo that is safe to print: still, small, and encoded by us."""

import struct
import zlib
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps

from assessment.domain.errors import DomainError

KINDS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS_A_SIDE = 4_000
WIDTH = HEIGHT = 600
MOST_BYTES = 300_000
COLOURS = 256
HEAD = 1_000
"""So many bytes from the start on are looked at to tell a drawing from other files."""

# Pillow promises no kinds of errors for broken files: these are those its readers raise.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Unusable(StrEnum):
    """What keeps a picture from being a logo."""

    NO_PICTURE = "no picture"
    DRAWING = "drawing"
    TOO_LARGE = "too large"
    MOVES = "moves"


class UnusableLogo(DomainError):
    """A file that is no logo; `why` says what is wrong with it."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(why)
        self.why = why


def encode_logo(sent: bytes) -> bytes:
    """The picture as a PNG of at most 600 by 600, without anything that was hidden in it.

    Raises:
        UnusableLogo.
    """
    if is_drawing(sent):
        raise UnusableLogo(Unusable.DRAWING)
    try:
        return _encode(sent)
    except BOMBS as bomb:
        raise UnusableLogo(Unusable.TOO_LARGE) from bomb
    except BROKEN as broken:
        raise UnusableLogo(Unusable.NO_PICTURE) from broken


def is_drawing(sent: bytes) -> bool:
    """SVG is a program as much as a picture; this only makes the refusal a better sentence."""
    return b"<svg" in sent[:HEAD].lower()


def _encode(sent: bytes) -> bytes:
    with Image.open(BytesIO(sent), formats=KINDS) as picture:
        # Asked of its first bytes, before anything is unpacked.
        if max(picture.size) > MOST_PIXELS_A_SIDE:
            raise UnusableLogo(Unusable.TOO_LARGE)
        if getattr(picture, "is_animated", False):
            raise UnusableLogo(Unusable.MOVES)
        picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    # As it is, else with fewer colours, else smaller until it is small enough.
    plain = _png(upright)
    while len(plain) > MOST_BYTES:
        plain = _png(upright.quantize(COLOURS, method=Image.Quantize.FASTOCTREE))
        upright = upright.reduce(2)
    return plain


def _png(picture: Image.Image) -> bytes:
    picture.info = {}  # profiles, comments, places and times
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
