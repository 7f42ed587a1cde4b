"""The entry point reads every request as UTF-8."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIRequest

from cxsite import wsgi


@pytest.mark.parametrize("charset", ["zlib", "punycode", "idna", "undefined", "utf-16"])
@pytest.mark.parametrize("written", ["charset=%s", 'Charset = "%s"', "charset*=utf-8''%s"])
def test_no_client_chooses_an_encoding(
    monkeypatch: pytest.MonkeyPatch, charset: str, written: str
) -> None:
    kind = f"multipart/form-data; {written % charset}; boundary=x"
    environ: dict[str, Any] = {"CONTENT_TYPE": kind, "QUERY_STRING": "q=%C3%A9"}
    setup_testing_defaults(environ)
    monkeypatch.setattr(wsgi, "site", lambda given, _start: [WSGIRequest(given).GET["q"].encode()])

    body = wsgi.application(environ, print)

    assert list(body) == ["é".encode()]
    assert environ["CONTENT_TYPE"] == "multipart/form-data; boundary=x"


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data; boundary=----a1"])
def test_any_other_type_stays_as_it_is(kind: str) -> None:
    assert wsgi.without_charset(kind) == kind
