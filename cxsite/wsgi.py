"""The entry point for gunicorn and other WSGI servers."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxsite.settings")

site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request, which is always read as UTF-8.

    Django would read it in whatever encoding the client names, before any middleware runs. Python
    has encodings that take a second for a few kilobytes, and some that fail.
    """
    environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
    return site(environ, start_response)


def without_charset(content_type: str) -> str:
    parts = content_type.split(";")
    return ";".join(part for part in parts if not part.strip().lower().startswith("charset"))
