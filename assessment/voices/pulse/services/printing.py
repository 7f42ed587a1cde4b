"""Print the poster and the team talk."""

from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessment.foundation.formatting.qr_codes import qr_code
from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.sheets import sheet_request
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.models import PulseRound
from assessment.voices.pulse.presenters import TalkPage

PAPERS = ("a4", "letter")


def poster_pdf(*, round_: PulseRound, business: Business, address: str) -> bytes:
    """Return the poster of a round on A4; `address` is the full URL behind its code.

    It is never kept in a cache of files, because it contains the code.

    Raises:
        CannotPrint, TooManyWait: see `pdf_client`.
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
    return pdf_client.print(sheet_request(html, "pulse-poster.css"), whose=business.slug).pdf


def talk_pdf(*, talk: TalkPage, paper: str, whose: str) -> bytes:
    """Return the team talk as a PDF; `paper` is one of `PAPERS`.

    Raises:
        CannotPrint, TooManyWait: see `pdf_client`.
    """
    facts = {"talk": talk, "paper": paper, "language": get_language()}
    html = render_to_string("voices/pulse/document/talk.html", facts)
    return pdf_client.print(sheet_request(html, "team-talk.css"), whose=whose).pdf
