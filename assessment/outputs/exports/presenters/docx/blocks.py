"""What the document is written from: pictures, and words with a lead."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture with its size on paper, and what it shows in words."""

    png: bytes
    words: str
    width: float
    height: float

    def scaled(self, width: float) -> Self:
        return replace(self, width=width, height=self.height * width / self.width)


@dataclass(frozen=True, slots=True)
class Lead:
    """Words in bold, and what follows them."""

    lead: str
    words: str = ""


Cell = str | Drawn | Lead
