"""What every document begins with: Cairn's styles, in the colours of its author."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Cm

from assessment.outputs.exports.presenters.colours import colour
from assessment.outputs.reports.presenters.palettes import Palette

PARTS = Path(__file__).with_name("parts")
ROOM = Cm(17)
"""The width between the margins of A4."""
OFFICE = RELATIONSHIP_TYPE.STYLES.rpartition("/")[0]
"""What the names of Word's own relationships begin with."""
LEFT_BEHIND = ("stylesWithEffects", "customXml", "webSettings", "thumbnail")
"""Relationships of python-docx's default document to parts that ours has no use for."""
THEME = {
    "dk2": "dark",
    "lt2": "wash",
    "accent1": "brand",
    "accent2": "accent",
    "accent3": "smooth",
    "accent4": "solid",
    "accent5": "quiet_ink",
    "accent6": "line",
    "hlink": "brand",
    "folHlink": "brand",
}
"""The colours that Word offers first for text, shapes and charts, by our names for them."""
THEME_COLOUR = re.compile(r"(?s)(<a:(dk2|lt2|accent\d|hlink|folHlink)>\s*<a:srgbClr val=\")\w{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxProperties:
    """The document's properties, and the colours of its styles."""

    title: str
    subject: str
    author: str
    language: str
    day: date
    palette: Palette

    @property
    def colours(self) -> dict[str, str]:
        """The colours by their names in the template, as Word writes them."""
        own = self.palette
        named = {
            "brand": own.brand,
            "dark": own.dark,
            "wash": own.wash,
            "quiet": own.quiet,
            "accent": own.accent,
            "ink": colour("ink"),
            "quiet_ink": colour("ink-2"),
            "line": colour("line"),
            "smooth": colour("smooth"),
            "solid": colour("solid"),
        }
        return {name: value[1:].upper() for name, value in named.items()}


def new_document(about: DocxProperties) -> Any:
    """Return an empty document with Cairn's styles, and nothing from the machine or the clock."""
    document = Document()
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in LEFT_BEHIND:
                del part.rels[key]
    filled = {**about.colours, "language": about.language, "width": str(ROOM.twips)}
    for name in ("styles", "numbering", "settings"):
        kept: Any = document.part.part_related_by(f"{OFFICE}/{name}")
        own = parse_xml(_template(name).substitute(filled).encode())
        kept.element[:] = own[:]
    theme: Any = document.part.part_related_by(f"{OFFICE}/theme")
    coloured = THEME_COLOUR.sub(lambda c: c[1] + filled[THEME[c[2]]], theme.blob.decode())
    theme._blob = coloured.encode()  # noqa: SLF001 - python-docx has no other way
    return document


@cache
def _template(name: str) -> Template:
    return Template((PARTS / f"{name}.xml").read_text(encoding="utf-8"))
