"""Print the poster and the team talk."""

from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessment.foundation.formatting.qr_codes import qr_code
from assessment.foundation.pdf.sheets import print_sheet
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.presenters import TalkPage


def poster_pdf(*, round_: PulseRound, business: Business, address: str) -> bytes:
    """Return the poster of a round on A4; `address` is the full URL behind its code.

    It is never kept in a cache of files, because it contains the code.

    Raises:
        CannotPrint, TooManyWait: see `print_sheet`.
    """
    model = round_.model_version.fitted_to(business.circumstances)
    parts = urlsplit(address)
    facts = {
        "business": business,
        "round": round_,
        "title": model.pulse.title if model.pulse else "",
        "code": qr_code(address),
        "address": f"{parts.netloc}{parts.path}".rstrip("/"),
        "language": get_language(),
    }
    html = render_to_string("voices/pulse/document/poster.html", facts)
    style = "voices/document/pulse-poster.css"
    return print_sheet(html, style=style, paper="a4", whose=business.slug)


def talk_pdf(*, talk: TalkPage, paper: str, whose: str) -> bytes:
    """Return the team talk as a PDF.

    Raises:
        CannotPrint, TooManyWait: see `print_sheet`.
    """
    facts = {"talk": talk, "language": get_language()}
    html = render_to_string("voices/pulse/document/talk.html", facts)
    return print_sheet(html, style="voices/document/talk.css", paper=paper, whose=whose)
