"""Turn an uploaded image into a logo that is safe to print: still, small and re-encoded."""

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
"""How many bytes at the start of a file are searched for an SVG tag."""

# Pillow does not document which exceptions broken files cause; its readers raise these.
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
    """Why an image cannot be used as a logo."""

    NO_PICTURE = "no picture"
    DRAWING = "drawing"
    TOO_LARGE = "too large"
    MOVES = "moves"


class UnusableLogo(DomainError):
    """The file cannot be used as a logo; `why` gives the reason."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(why)
        self.why = why


def encode_logo(sent: bytes) -> bytes:
    """Re-encode an image as a PNG of at most 600 by 600 pixels, without any metadata.

    Raises:
        UnusableLogo: the file is not an image we accept.
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
    """Return whether the file looks like an SVG, which can contain scripts.

    Pillow would refuse it anyway. Recognising it allows a more helpful error message.
    """
    return b"<svg" in sent[:HEAD].lower()


def _encode(sent: bytes) -> bytes:
    with Image.open(BytesIO(sent), formats=KINDS) as picture:
        # The size comes from the header, so a decompression bomb is refused before decoding.
        if max(picture.size) > MOST_PIXELS_A_SIDE:
            raise UnusableLogo(Unusable.TOO_LARGE)
        if getattr(picture, "is_animated", False):
            raise UnusableLogo(Unusable.MOVES)
        # JPEGs can be decoded at a reduced scale, which saves time and memory for photographs.
        picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    # If the PNG is too big, reduce the colours first and then halve the size until it fits.
    plain = _png(upright)
    while len(plain) > MOST_BYTES:
        plain = _png(upright.quantize(COLOURS, method=Image.Quantize.FASTOCTREE))
        upright = upright.reduce(2)
    return plain


def _png(picture: Image.Image) -> bytes:
    picture.info = {}  # Pillow would write colour profiles and comments back into the file.
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
