"""Sheets of paper to print and pin up: the fonts and tokens of reports, and styles of their own."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from assessment.foundation.pdf.fonts import characters_in, drawn, faces, fonts_for
from assessment.foundation.pdf.worker import PdfRequest

CSS = Path(settings.BASE_DIR) / "static/css"
SHEETS = CSS / "outputs/reports/document"
OUR_FONTS = Path(settings.BASE_DIR) / "static/fonts/pdf"
TOKEN = re.compile(r"(--(?:c|print)-[\w-]+):\s*([^;]+);")
"""A colour of the pages, or a size of the printed scale."""
STACKS = ":root {"
"""The rule in fonts.css that lists the fonts in the order in which they are tried."""


def sheet_request(html: str, styles: str) -> PdfRequest:
    """Return the request to print a page; the same page always gives the same bytes.

    Args:
        html: a whole document, with a title and a language.
        styles: the name of its style sheet, beside those of reports.
    """
    return {
        "html": html,
        "styles": [_fonts_for(html), _filled(styles)],
        "base_url": (SHEETS / "fonts.css").as_uri(),
        "identifier": sha256(html.encode()).hexdigest(),
    }


def _fonts_for(html: str) -> str:
    """Return our fonts, followed by those that show what a name needs beyond them."""
    ours = (SHEETS / "fonts.css").read_text(encoding="utf-8")
    missing = drawn(html) - characters_in(OUR_FONTS)
    if not missing:
        return ours
    rules, families = faces(fonts_for(missing, Path(settings.REPORT_FONTS)))
    quoted = "".join(f', "{family}"' for family in families)
    declared, _stacks, rest = ours.partition(STACKS)
    return f"{declared}{rules}\n{STACKS}{rest.replace(';', f'{quoted};')}"


@lru_cache
def _filled(styles: str) -> str:
    """Return a style sheet with every token filled in, which WeasyPrint reads faster."""
    tokens = {
        name: value
        for folder in (CSS, SHEETS)
        for name, value in TOKEN.findall((folder / "tokens.css").read_text(encoding="utf-8"))
    }
    css = (SHEETS / styles).read_text(encoding="utf-8")
    return re.sub(r"var\((--(?:c|print)-[\w-]+)\)", lambda name: tokens[name[1]], css)
