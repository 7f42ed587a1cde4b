"""What every file that we hand out has: a name, and a word when it cannot be had yet."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from assessment.foundation.pdf.faults import RETRY_SECONDS
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.options import Options
from assessment.parties.businesses.models import Business


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
    on = "" if paper is Paper.A4 else f"_{paper}"
    ending = f"_{edition.ending}{on}{variant(options or Options())}.pdf"
    return file_name(business, quarter_key, ending)


def variant(options: Options) -> str:
    """How the name of a file tells what was chosen; empty where all is as usual."""
    parts = [
        *([f"_compared-{options.compare}"] if options.compare else []),
        *([f"_without-{'-'.join(options.left_out)}"] if options.left_out else []),
        *(["_with-answers"] if options.enclose else []),
    ]
    return "".join(parts)


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
