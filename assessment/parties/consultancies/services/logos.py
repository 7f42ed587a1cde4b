"""Turn an uploaded image into a logo that is safe to print: still, small and re-encoded."""

import struct
import zlib
from enum import StrEnum
from io import BytesIO

from PIL import Image

from assessment.domain.errors import DomainError
from assessment.parties.consultancies.services.pictures import (
    SeveralFrames,
    TooManyPixels,
    read_picture,
)

MOST_BYTES = 300_000
COLOURS = 256
HEAD = 100_000
"""How many bytes at the start of a file are searched for an SVG tag."""
GZIP = b"\x1f\x8b"
GZIP_WINDOW = 31

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
TOO_LARGE = (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning)


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
    """Re-encode an image as a small PNG in sRGB, without any metadata.

    It has at most 600 pixels a side, or 2400 if it is long and narrow.

    Raises:
        UnusableLogo: the file is not an image we accept.
    """
    try:
        return _small_png(read_picture(sent))
    except TOO_LARGE as large:
        raise UnusableLogo(Unusable.TOO_LARGE) from large
    except SeveralFrames as moving:
        raise UnusableLogo(Unusable.MOVES) from moving
    except BROKEN as broken:
        why = Unusable.DRAWING if is_drawing(sent) else Unusable.NO_PICTURE
        raise UnusableLogo(why) from broken


def is_drawing(sent: bytes) -> bool:
    """Return whether the file looks like an SVG, which can contain scripts.

    Pillow refuses it anyway. Recognising it allows a more helpful error message.
    """
    head = sent[:HEAD]
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(GZIP_WINDOW).decompress(head, HEAD)
        except zlib.error:
            return False
    # Without its zero bytes, a tag in UTF-16 or UTF-32 looks like one in ASCII.
    return b"<svg" in head.replace(b"\0", b"").lower()


def _small_png(picture: Image.Image) -> bytes:
    """Encode a picture; if it is too big, reduce its colours first and then halve its size."""
    plain = _png(picture)
    while len(plain) > MOST_BYTES:
        plain = _png(picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE))
        picture = picture.reduce(2)
    return plain


def _png(picture: Image.Image) -> bytes:
    picture.info = {}  # Pillow would write colour profiles and comments back into the file.
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
