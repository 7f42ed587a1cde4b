"""Requests that the middleware refuses, and the headers of every page."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from cxsite.middleware import refuse_odd_requests


def test_trace_is_refused(client: Client) -> None:
    assert client.trace("/privacy/").status_code == 405


@pytest.mark.parametrize("path", ["/privacy/?q=%00", "/privacy/%00/"])
def test_a_nul_byte_in_the_address_is_refused(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 400
    assert "Nothing was changed" in response.text


def test_a_nul_byte_in_a_form_is_refused(client: Client) -> None:
    response = client.post(
        "/account/login/",
        "login=a%00b",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 400


def test_ten_megabytes_are_refused_with_a_clear_sentence(client: Client) -> None:
    response = client.post(
        "/account/login/",
        "login=" + "a" * 10_000_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 413
    assert "We accept at most 1 MB at a time" in response.text


def test_the_page_for_large_requests_links_back_to_the_form(client: Client) -> None:
    page = "http://testserver/account/login/?next=/businesses/"

    response = client.post(
        "/account/login/",
        "login=" + "a" * 1_100_000,
        content_type="application/x-www-form-urlencoded",
        headers={"Referer": page},
    )

    assert 'href="/account/login/?next=/businesses/"' in response.text


def arrived(body: bytes, announced: int) -> HttpRequest:
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(announced),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.input": BytesIO(body),
        }
    )


def test_a_truncated_body_is_refused() -> None:
    handler = refuse_odd_requests(lambda _request: HttpResponse("saved"))

    assert handler(arrived(b"value=2", 7)).content == b"saved"
    with pytest.raises(Exception, match="shorter than announced"):
        handler(arrived(b"value=", 7))


def test_every_page_carries_the_headers_that_protect_it(client: Client) -> None:
    headers = client.get(reverse("privacy")).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_refusal_carries_the_protecting_headers_too(client: Client) -> None:
    assert "Content-Security-Policy" in client.get("/privacy/?q=%00").headers


def test_search_engines_can_find_public_pages(client: Client) -> None:
    headers = client.get(reverse("privacy")).headers

    assert "X-Robots-Tag" not in headers
    assert "Cache-Control" not in headers


def test_search_engines_are_kept_out_of_account_pages(client: Client) -> None:
    assert client.get(reverse("account_login")).headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("name", ["profile", "privacy"])
def test_browsers_store_nothing_that_a_signed_in_person_sees(as_owner: Client, name: str) -> None:
    assert as_owner.get(reverse(name)).headers["Cache-Control"] == "no-store"


def test_the_middleware_adds_no_query(
    client: Client, db: None, at_most: Callable[[int], Any]
) -> None:
    with at_most(0):
        client.get(reverse("privacy"))


def test_after_an_expired_session_a_form_leads_back_to_its_page(
    client: Client,
) -> None:
    page = "/b/cafe-lindgren/plan/build/?hours=9"

    response = client.post(
        "/b/cafe-lindgren/plan/keep/", headers={"Referer": f"http://testserver{page}"}
    )

    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/b/cafe-lindgren/plan/build/%3Fhours%3D9"


@pytest.mark.parametrize("referer", ["", "https://evil.example/b/", "javascript:alert(1)"])
def test_a_form_from_elsewhere_leads_to_the_usual_page_after_sign_in(
    client: Client, referer: str
) -> None:
    response = client.post("/b/cafe-lindgren/plan/keep/", headers={"Referer": referer})

    assert response["Location"] == "/account/login/?next=/businesses/"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/s/token", 301),
        ("post", "/s/token/", 405),
        ("trace", "/s/token/", 405),
        ("get", "/s/token/?q=%00", 400),
        ("get", "/s/token/nothing/", 404),
        ("get", "/s/token/", 404),
    ],
)
def test_every_response_under_a_shared_address_keeps_it_secret(
    client: Client, db: None, method: str, path: str, status: int
) -> None:
    response = getattr(client, method)(path)

    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_redirect_to_https_keeps_a_shared_address_secret_too(
    client: Client, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/s/token/")

    assert response.status_code == 301
    assert response.headers["Referrer-Policy"] == "no-referrer"
