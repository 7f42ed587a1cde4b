"""Responses that carry a file."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from assessment.foundation.pdf.faults import RETRY_SECONDS

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


def as_json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def sent(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    """Return the file, or 304 if the client's ETag shows that it has the same content."""
    etag = quote_etag(sha256(content).hexdigest())
    response = get_conditional_response(request, etag=etag)
    kind = KINDS[name.rpartition(".")[2]]
    response = response or HttpResponse(content, content_type=kind)
    response["ETag"] = etag
    return named(response, name)


def pdf_response(pdf: bytes) -> HttpResponse:
    return HttpResponse(pdf, content_type=KINDS["pdf"])


def named(response: ResponseT, name: str) -> ResponseT:
    """Set the file name under which a browser saves the response."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def try_later(response: HttpResponse) -> HttpResponse:
    """Set the Retry-After header, so that programs also know when to try again."""
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
