"""Print the poster and the table cards of a survey."""

from django.template.loader import render_to_string

from assessment.foundation.pdf.client import pdf_client
from assessment.foundation.pdf.sheets import sheet_request
from assessment.parties.businesses.models import Business
from assessment.voices.surveys.presenters.address import SurveyAddress

STYLES = "posters.css"
CARDS = range(4)


def poster_pdf(business: Business, address: SurveyAddress) -> bytes:
    """Return a poster on A4 with the code of the survey.

    Raises:
        CannotPrint: Pango is missing, or WeasyPrint failed or exceeded a limit.
        TooManyWait: the queue is full.
    """
    return _printed("survey_poster", business, address)


def cards_pdf(business: Business, address: SurveyAddress) -> bytes:
    """Return four table cards (A6) on a sheet of A4, to cut apart.

    Raises:
        CannotPrint, TooManyWait: see `poster_pdf`.
    """
    return _printed("survey_cards", business, address)


def _printed(sheet: str, business: Business, address: SurveyAddress) -> bytes:
    facts = {"business": business, "address": address, "cards": CARDS}
    html = render_to_string(f"voices/surveys/document/{sheet}.html", facts)
    return pdf_client.print(sheet_request(html, STYLES), whose=business.slug).pdf
