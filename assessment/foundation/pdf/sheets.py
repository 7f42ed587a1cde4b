"""Print single sheets that are no reports, such as a poster: HTML with a style sheet of its own."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.fonts import characters_in, drawn, faces, fonts_for
from assessment.foundation.pdf.worker import PdfRequest

CSS = Path(settings.BASE_DIR) / "static/css"
DOCUMENT = CSS / "outputs/reports/document"
OUR_FONTS = Path(settings.BASE_DIR) / "static/fonts/pdf"
STACKS = ":root {"
TOKEN = re.compile(r"(--(?:c|print)-[\w-]+):\s*([^;]+);")
PAPERS = ("a4", "letter")
SHEETS_KEPT = 8


def print_sheet(html: str, *, style: str, paper: str, whose: str) -> bytes:
    """Return a page as a PDF, in the type and colours of a report.

    Args:
        style: the path of its style sheet below `static/css`.
        paper: one of `PAPERS`.
        whose: names the customer, who can have one request at a time.

    Raises:
        CannotPrint, TooManyWait: see `PdfClient.print`.
    """
    request: PdfRequest = {
        "html": html,
        "styles": [_fonts(drawn(html)), _style(style, paper)],
        "base_url": (DOCUMENT / "base.css").as_uri(),
        "identifier": sha256(f"{paper} {style} {html}".encode()).hexdigest(),
    }
    return pdf_client.print(request, whose=whose).pdf


def _fonts(letters: frozenset[str]) -> str:
    """Return the styles that declare our fonts, and further ones for letters that they lack."""
    ours = (DOCUMENT / "fonts.css").read_text(encoding="utf-8")
    missing = letters - characters_in(OUR_FONTS)
    further = fonts_for(missing, Path(settings.REPORT_FONTS)) if missing else ()
    if not further:
        return ours
    rules, families = faces(further)
    quoted = "".join(f', "{family}"' for family in families)
    start, _, stacks = ours.partition(STACKS)
    return f"{start}{rules}\n{STACKS}{stacks.replace(';', f'{quoted};')}"


@lru_cache(maxsize=SHEETS_KEPT)
def _style(name: str, paper: str) -> str:
    """Return a style sheet for one paper, with every token filled in.

    WeasyPrint resolves no CSS variables in page margins, so they are replaced here.
    """
    files = (CSS / "tokens.css", DOCUMENT / "tokens.css")
    tokens = dict(
        pair for file in files for pair in TOKEN.findall(file.read_text(encoding="utf-8"))
    )
    css = (CSS / name).read_text(encoding="utf-8")
    filled = re.sub(r"var\((--(?:c|print)-[\w-]+)\)", lambda found: tokens[found[1]], css)
    return f"@page {{ size: {paper}; }}\n{filled}"
