"""Every form with a text field keeps what was typed, whatever happens before it is sent."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessment.consulting.sessions.models import ClientSession
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.typed_forms import Typed
from assessment.journey.planning.models import HandOver
from assessment.parties.businesses.models import ArchiveReason, Business, Membership, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)
from tests.access.matrix import LOOKS
from tests.access.urls import PRACTICE, address
from tests.factories import NOON
from tests.typed_forms import typed_into
from tests.web_forms import WebForm, forms_in

OURS = {"origin": "http://testserver"}
ALLAUTHS = [
    *("account_signup", "account_login", "account_request_login_code"),
    *("account_reset_password", "account_email"),
]
WITHOUT_A_TOKEN = {"helper_action", "pulse_code", "customer_survey"}
"""Its secret address gives access, so there is neither a session nor a token that can expire."""
FOR_EVERYBODY = {
    *("account_signup", "account_login", "account_request_login_code"),
    *("account_reset_password", "screen", "screen_code", "customer_survey"),
    "pulse_code",
}
READERS = dict.fromkeys(
    (
        *("report_comments", "practice_branding", "practice_people", "practice_settings"),
        *("add_client", "prepare_business", "hand_over_business", "import_clients"),
        "write_to_clients",
        *(
            "client",
            "client_notes",
            "client_note",
            "client_comments",
            "client_evidence",
            "in_short",
        ),
        *("suggest", "session_pane", "finish_session"),
    ),
    "consultant",
)
BIG = [name for name in LOOKS if name in {"sample_report", "shared_report", "report"}]
WITH_TEXT = {
    *("account_signup", "account_login", "account_request_login_code", "account_email"),
    *("account_reset_password", "add_own_item", "build_plan", "business_settings", "drop_item"),
    *("begin_practice", "delete_business"),
    *("add_client", "prepare_business", "hand_over_business", "import_clients"),
    "write_to_clients",
    *("edit_own_item", "finish_item", "hand_over_item", "helper_action", "look_back"),
    *("plan_item", "practice_branding", "practice_people", "practice_settings", "profile"),
    *("question", "questions", "report_comments"),
    *("client", "client_notes", "client_note", "client_comments", "in_short"),
    *("consultant_comments", "plan_suggestion"),
    *("session_pane", "finish_session", "screen", "screen_code"),
    *("set_up", "share", "team", "second_comparison"),
    "pulse_code",
    *("customer_survey", "hide_answer"),
}
"""The pages that have a form with a text field; the first test finds new ones."""


@pytest.fixture
def browsers(clients: dict[str, Client]) -> dict[str, Client]:
    """The visitors with browsers whose tokens are checked."""
    for client in clients.values():
        client.handler.enforce_csrf_checks = True
    return clients


def at(name: str) -> str:
    return reverse(name) if name in ALLAUTHS else address(name)


def reader_of(name: str) -> str:
    return "nobody" if name in FOR_EVERYBODY else READERS.get(name, "owner")


def forms_on(clients: dict[str, Client], name: str) -> Iterator[tuple[str, WebForm]]:
    """Yield the address and content of each form with a text field on a page."""
    page = clients[reader_of(name)].get(at(name))
    is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    for form in forms_in(page.text if is_page else ""):
        if form.texts:
            yield form.action or at(name), form


def texts(form: WebForm, typed: dict[str, list[str]]) -> dict[str, str]:
    return {name: typed[name][0] for name in form.texts}


def offered(page: str) -> WebForm:
    """Return the form that sends everything again; the one for undo has no fields."""
    return next(form for form in forms_in(page) if form.kinds.keys() > {"csrfmiddlewaretoken"})


def kept(page: str, form: WebForm, typed: dict[str, list[str]]) -> bool:
    """Tell whether every text is in a form of the page, as it was typed."""
    forms = forms_in(page)
    return all(
        any(plain(text) in map(plain, again.fields.get(name, [])) for again in forms)
        for name, text in texts(form, typed).items()
    )


def plain(text: str) -> str:
    return "\n".join(unescape(text).splitlines())


def signed_in_again(client: Client, name: str) -> Client:
    """Sign in once more, which gives every page a new token."""
    local = {"consultant": "connie"}.get(reader_of(name), "owner")
    client.force_login(User.objects.get(email=f"{local}@example.com"))
    client.cookies.pop(settings.CSRF_COOKIE_NAME, None)
    return client


def end_access() -> None:
    """Take away everything that anybody had been let into."""
    Membership.objects.all().delete()
    Engagement.objects.update(ended_at=NOON)
    ConsultancyMember.objects.filter(consultancy__slug=PRACTICE).exclude(
        user__email__startswith="carl"
    ).delete()
    end_links()


def end_engagements() -> None:
    """Take away what practices were let into; they go on with their other clients."""
    Engagement.objects.update(ended_at=NOON)


def end_links() -> None:
    ClientSession.objects.update(ended_at=NOON)
    HandOver.objects.update(ended_at=NOON)


def lower_access() -> None:
    """Leave everybody only what it takes to look."""
    Membership.objects.update(role=Role.VIEWER)
    Engagement.objects.update(level=AccessLevel.SEE)
    ConsultancyMember.objects.update(role=ConsultancyRole.ASSISTANT)


def delete_businesses() -> None:
    Business.objects.update(archived_at=NOON, archived_for=ArchiveReason.DELETED)


ENDINGS = [end_access, end_engagements, lower_access, delete_businesses]
NOT_OF_A_PLACE = {*ALLAUTHS, "profile", "set_up", "begin_practice", "screen_code", "pulse_code"}
"""The pages that nobody has to be let into."""


def shown(page: str, form: WebForm, typed: dict[str, list[str]]) -> bool:
    """Tell whether a page shows every text to be copied; not numbers, colours and codes."""
    words = plain(page.replace("<br>", "\n"))
    of_words = [name for name in form.texts if name not in form.numbers]
    readable = [name for name in of_words if name not in {"colour", "code"}]
    return all(plain(typed[name][0]) in words for name in readable)


@pytest.mark.parametrize("end", ENDINGS)
@pytest.mark.parametrize("name", sorted(WITH_TEXT - NOT_OF_A_PLACE))
def test_a_person_who_loses_access_while_writing_gets_the_words_back(
    clients: dict[str, Client], name: str, end: Callable[[], None]
) -> None:
    client, found = clients[reader_of(name)], list(forms_on(clients, name))
    end()

    for url, form in found:
        typed = typed_into(form)
        reply = client.post(url, typed, headers=OURS)

        # Some of them still may do it, as the page that follows or the errors in the form say.
        assert reply.status_code == 302 or shown(reply.text, form, typed)
        assert end is not end_access or reply.status_code in {403, 404, 409}


@pytest.mark.parametrize("name", ["team", "practice_people", "hand_over_item"])
def test_an_invitation_that_cannot_be_sent_is_shown_again(
    clients: dict[str, Client], name: str
) -> None:
    client, found = clients[reader_of(name)], list(forms_on(clients, name))
    EmailAddress.objects.update(verified=False)

    for url, form in found:
        typed = typed_into(form)
        reply = client.post(url, typed, headers=OURS)

        assert reply.status_code == 409
        assert "Please confirm your own email address first." in reply.text
        assert shown(reply.text, form, typed)


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example"])
@pytest.mark.parametrize("end", ENDINGS)
@pytest.mark.parametrize("name", ["client_notes", "plan_suggestion", "screen", "helper_action"])
def test_what_another_site_sent_is_not_shown_when_access_has_ended(
    clients: dict[str, Client], name: str, end: Callable[[], None], origin: str | None
) -> None:
    client, found = clients[reader_of(name)], list(forms_on(clients, name))
    end()

    for url, form in found:
        typed = typed_into(form)
        reply = client.post(url, typed, headers={"origin": origin} if origin else {})

        assert reply.status_code < 400 or not shown(reply.text, form, typed)


def test_a_page_that_hides_its_address_shows_the_words_again(clients: dict[str, Client]) -> None:
    """Its origin is `null`, so the browser's other header tells that the form is ours."""
    [(url, form)] = forms_on(clients, "helper_action")
    typed = typed_into(form)
    end_links()

    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    reply = clients["nobody"].post(url, typed, headers=headers)

    assert reply.status_code == 404
    assert shown(reply.text, form, typed)


@pytest.mark.parametrize("name", sorted(WITH_TEXT))
def test_a_single_plain_word_counts_as_a_text(clients: dict[str, Client], name: str) -> None:
    for _, form in forms_on(clients, name):
        short = {"email", "login", "colour", "accent", "code", *form.numbers}
        for field in set(form.texts) - short:
            typed = Typed(fields=((field, "later"),), passwords=(), has_files=False)

            assert typed.texts == ["later"]


def test_every_form_with_a_text_field_is_in_the_table(clients: dict[str, Client]) -> None:
    names = [*ALLAUTHS, *(name for name in LOOKS if name not in BIG)]

    assert {name for name in names if any(forms_on(clients, name))} == WITH_TEXT


@pytest.mark.parametrize("name", sorted(WITH_TEXT - WITHOUT_A_TOKEN))
def test_with_an_outdated_token_everything_is_offered_again(
    browsers: dict[str, Client], name: str
) -> None:
    client = browsers[reader_of(name)]
    for url, form in forms_on(browsers, name):
        typed = typed_into(form)

        expired = client.post(url, typed | {"csrfmiddlewaretoken": "x" * 64}, headers=OURS)

        assert expired.status_code == 403
        assert kept(expired.text, form, typed)
        again = client.post(url, offered(expired.text).sent(), headers=OURS)
        assert again.status_code == 302 or kept(again.text, form, typed)


@pytest.mark.parametrize("gone", [["session"], ["session", "csrf"]], ids=["session", "everything"])
@pytest.mark.parametrize("name", sorted(WITH_TEXT - WITHOUT_A_TOKEN - FOR_EVERYBODY))
def test_without_a_session_there_is_a_way_to_sign_in_and_go_on(
    browsers: dict[str, Client], name: str, gone: list[str]
) -> None:
    client = browsers[reader_of(name)]
    names = {"session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME}
    for url, form in forms_on(browsers, name):
        before, typed = deepcopy(client.cookies), typed_into(form)
        for one in gone:
            client.cookies.pop(names[one], None)

        refused = client.post(url, typed, headers=OURS)

        if refused.status_code == 302:
            assert refused["Location"].startswith(reverse(settings.LOGIN_URL))
            page = signed_in_again(client, name).get(url)
        else:
            assert kept(refused.text, form, typed)
            if name not in FOR_EVERYBODY:
                assert f'href="{reverse(settings.LOGIN_URL)}' in refused.text
            signed_in_again(client, name)
            page = client.post(url, offered(refused.text).sent(), headers=OURS)
        if page.status_code == 403:
            assert kept(page.text, form, typed)
            page = client.post(url, offered(page.text).sent(), headers=OURS)
        assert page.status_code == 302 or kept(page.text, form, typed)
        client.cookies = before
