"""When the server is killed, nothing that it called saved is lost, and the rest is offered again.

All forms share one server, which is killed and started again twice.
"""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import PASSWORD, Site
from tests.typed_forms import typed_into
from tests.web_forms import WebForm, form_with, forms_in

MOST_PAGES = 120
HOME = "/b/cafe-lindgren/"
PRACTICE = "/practice/blue-door-consulting/"
STARTS = {
    "owner@cairn.example": [
        *(HOME, "/set-up/", "/account/profile/", f"{HOME}team/"),
        f"{HOME}access/invite/",
    ],
    "consultant@cairn.example": [
        HOME,
        "/practice/begin/",
        f"{PRACTICE}branding/",
        f"{HOME}reports/",
        f"{PRACTICE}clients/cafe-lindgren/suggest/",
    ],
}
NOT_PAGES = {
    *("report", "report_file", "calendar", "business_json", "account_logout", "components"),
    "delete_business",
}
"""Links not to follow: prints, downloads, pages without forms, and deleting the business.

Pages of the second step aren't followed either: what they take is used once.
"""
LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
FORMS = {
    *("account_email", "add_own_item", "build_plan", "business_settings", "drop_item"),
    *("begin_practice", "finish_item", "hand_over_item", "plan", "plan_item"),
    *("practice_branding", "practice_people", "practice_settings", "profile"),
    *("report_comments", "set_up", "share", "team"),
    *("add_client", "client", "client_comments", "client_evidence", "consultant_comments"),
    *("in_short", "invite_consultant", "prepare_business", "import_clients"),
    *("suggest", "ask_team", "hide_answer", "second_comparison"),
}
"""The pages with a form in the sample; test_nothing_is_lost covers the questions."""
SHOWN_ON = {
    "set_up": [HOME],
    "drop_item": [f"{HOME}plan/"],
    "finish_item": [f"{HOME}plan/"],
    "account_email": ["/account/email/"],
}
"""Other pages that show what was saved."""


class StaySent(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the test, because the server is killed right after them."""

    def redirect_request(self, *_args: Any) -> None:
        return None


@dataclass(frozen=True)
class Reply:
    status: int
    text: str
    location: str


class Window:
    """A browser without a screen."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), StaySent
        )

    def ask(self, path: str, data: dict[str, list[str]] | None = None) -> Reply:
        body = urlencode(data, doseq=True).encode() if data is not None else None
        url = urljoin(self.site.url, path)
        request = urllib.request.Request(url, body)  # noqa: S310 - loopback
        if body is not None:
            request.add_header("Origin", self.site.url)
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            is_page = answer.headers.get_content_type() == "text/html"
            text = answer.read().decode() if is_page else ""
            return Reply(answer.status, text, answer.headers.get("Location", ""))

    def sign_in(self, email: str) -> None:
        form = form_with(self.ask("/account/login/").text, "login")
        assert self.ask(
            "/account/login/", form.sent({"login": email, "password": PASSWORD})
        ).location
        assert self.confirm("/account/reauthenticate/").location

    def confirm(self, path: str) -> Reply:
        """Give the password again, which some pages ask for before they open."""
        form = form_with(self.ask(path).text, "password")
        return self.ask(path, form.sent({"password": PASSWORD}))


@dataclass(frozen=True)
class Open:
    """A form in a window, filled in and not sent."""

    name: str
    window: Window
    page: str
    form: WebForm
    typed: dict[str, list[str]]

    @property
    def url(self) -> str:
        return urljoin(self.page, self.form.action)

    def is_in(self, text: str) -> bool:
        """Tell whether everything typed is on a page."""
        shown = squeezed(unescape(re.sub(r"<[^>]*>", " ", text)))
        fields = squeezed(" ".join(" ".join(v) for f in forms_in(text) for v in f.fields.values()))
        texts = (squeezed(self.typed[name][0]) for name in self.form.texts)
        return all(one in shown or one in fields for one in texts)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def is_page(path: str) -> bool:
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    private = path.startswith((HOME, "/account/", "/practice/"))
    return private and name not in NOT_PAGES and not name.startswith(("results_", "mfa_"))


def open_forms(site: Site) -> dict[str, Open]:
    """Open one form of each kind, by the name of its page."""
    found: dict[str, Open] = {}
    for email, starts in STARTS.items():
        window = Window(site)
        window.sign_in(email)
        waiting = list(starts)
        for path in waiting:  # which grows meanwhile
            reply = window.ask(path)
            if reply.status != 200:
                continue
            for form in forms_in(reply.text):
                if form.texts:
                    name = str(resolve(path).url_name)
                    found.setdefault(name, Open(name, window, path, form, typed_into(form)))
            links = [urlsplit(unescape(link)).path for link in LINK.findall(reply.text)]
            new = [link for link in dict.fromkeys(links) if link not in waiting and is_page(link)]
            waiting += new[: MOST_PAGES - len(waiting)]
    return found


def test_nothing_typed_is_lost_when_the_server_is_killed(site_of_its_own: Site) -> None:
    site = site_of_its_own
    opened = open_forms(site)
    with site.power_cut(), pytest.raises(OSError, match=r"refused|reset"):
        opened["profile"].window.ask(opened["profile"].url, opened["profile"].typed)

    replies = {name: one.window.ask(one.url, one.typed) for name, one in opened.items()}
    with site.power_cut():
        pass

    lost = [name for name, reply in replies.items() if not is_kept(opened[name], reply)]
    assert lost == []
    assert set(opened) == FORMS
    assert [reply.status for reply in replies.values()].count(302) > len(FORMS) / 2


def is_kept(one: Open, reply: Reply) -> bool:
    """Tell whether everything typed was offered again, or is shown after the restart."""
    if reply.status != 302:
        return one.is_in(reply.text)
    if "reauthenticate" in reply.location:
        reply = one.window.confirm(reply.location)  # what was sent waits for it
    after = [urlsplit(reply.location).path, one.page, *SHOWN_ON.get(one.name, [])]
    return one.is_in(" ".join(one.window.ask(path).text for path in after))
