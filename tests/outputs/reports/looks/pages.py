"""The pages of a report as small pictures, and how much two of them differ."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from pypdfium2 import PdfDocument

APPROVED = Path(__file__).with_name("approved")
DOTS_PER_POINT = 2 / 3
FAR = 40
"""Out of 255. Smaller differences come from how machines smooth the edges of letters."""


def pictures_of(pdf: bytes) -> Iterator[Image.Image]:
    with PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=DOTS_PER_POINT).to_pil().convert("RGB")


def approved(name: str) -> list[Path]:
    """The approved pictures of a report, in page order."""
    return sorted(APPROVED.glob(f"{name}-*.webp"))


def approve(name: str, pictures: list[Image.Image]) -> None:
    for file in approved(name):
        file.unlink()
    for number, picture in enumerate(pictures, start=1):
        picture.save(APPROVED / f"{name}-{number:02}.webp", quality=70)


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels with a clearly different colour, 0 to 1; 1 for another size.

    Both are blurred a little first, so that a shift of half a pixel does not count.
    """
    if one.size != other.size:
        return 1.0
    ours, theirs = (_dots(picture) for picture in (one, other))
    return float((np.abs(ours - theirs).max(axis=2) > FAR).mean())


def _dots(picture: Image.Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    blurred = picture.convert("RGB").filter(ImageFilter.GaussianBlur(1))
    return np.asarray(blurred).astype(np.int16)
