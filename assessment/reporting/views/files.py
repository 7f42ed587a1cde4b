"""What every file that we hand out has: a name, and a word when it cannot be had yet."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from assessment.organisations.models import Business
from assessment.reporting.pdf import RETRY_SECONDS, Edition, Paper
from assessment.reporting.pdf.options import Options


def file_name(business: Business, quarter_key: str, ending: str) -> str:
    """What a file of a result is called when it is kept."""
    return f"{quarter_key}_{business.slug}{ending}"


def report_name(
    business: Business,
    quarter_key: str,
    edition: Edition,
    *,
    paper: Paper = Paper.A4,
    options: Options | None = None,
) -> str:
    """What a report is called when it is kept: two that differ are never called the same."""
    chosen = options or Options()
    parts = [
        edition.ending,
        *([paper.value] if paper is not Paper.A4 else []),
        *([f"compared-{chosen.compare}"] if chosen.compare else []),
        *([f"without-{'-'.join(chosen.left_out)}"] if chosen.left_out else []),
        *(["with-answers"] if chosen.enclose else []),
    ]
    return file_name(business, quarter_key, f"_{'_'.join(parts)}.pdf")


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
