"""What every file that we hand out has: a name, and a word when it cannot be had yet."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from assessment.organisations.models import Business
from assessment.reporting.pdf import RETRY_SECONDS, Edition


def file_name(business: Business, quarter_key: str, edition: Edition) -> str:
    """What a report is called when it is kept as a file."""
    return f"{quarter_key}_{business.slug}_{edition.ending}.pdf"


def pdf_response(pdf: bytes) -> HttpResponse:
    return HttpResponse(pdf, content_type="application/pdf")


def named(response: HttpResponse, name: str) -> HttpResponse:
    """Called so when it is kept as a file."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def try_later(response: HttpResponse) -> HttpResponse:
    """Says to programs what the page says to people."""
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
