"""Every view has an access rule; third-party views are listed here with their protection."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from cxsite.urls import CHANGES_OF_ACCOUNTS
from tests.access.urls import Path, every_path, our_paths
from tests.factories import PASSWORD, make_user
from tests.foundation.second_step.making import sign_in_with_app

RULES = re.compile(
    r"public|signed in|members: CAN(, plan or doer|, also apart)?"
    r"|members of an archived business|people of the practice: (work|notes|manage)"
    r"|clients of the practice: (work|notes|manage), CAN".replace(
        "CAN", "(view|answer|submit|plan|suggest|comment|share|words|listen|manage)"
    )
)

# Allauth's pages for signing in and out, which must be open to signed-out visitors. All its other
# pages require sign-in.
OPEN_OF_ALLAUTH = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
GUARDED_OF_ALLAUTH = {
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "usersessions_list",
}
ONE_KEY_OF_ALLAUTH = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
"""They require sign-in as well, and their addresses contain the number of a key."""
# The admin's login page redirects to our sign-in page, which rate-limits attempts.
OPEN_OF_ADMIN = {"login"}
ADMIN_PAGES = ["index", "auth_group_changelist", "account_emailaddress_changelist", "jsi18n"]
# If a session ends before an answer is sent, the answer is kept until its author signs in. These
# views are therefore exempt from LoginRequiredMiddleware: `keep_answer` lets a signed-out POST
# through and nothing else.
KEEPS_WHAT_IS_SENT = {"question", "questions"}


def third_party_paths(space: str) -> list[Path]:
    return [path for path in every_path() if not path.rule and path.space == space]


def test_every_view_has_a_rule_or_is_listed_as_third_party() -> None:
    bare = {path.name for path in third_party_paths("")}

    assert bare == OPEN_OF_ALLAUTH | GUARDED_OF_ALLAUTH | ONE_KEY_OF_ALLAUTH
    assert {path.space for path in every_path() if not path.rule} == {"", "admin"}


@pytest.mark.parametrize("path", our_paths(), ids=lambda path: path.name)
def test_every_rule_is_a_known_one(path: Path) -> None:
    assert RULES.fullmatch(path.rule)


@pytest.mark.parametrize("path", our_paths(), ids=lambda path: path.name)
def test_the_login_middleware_lets_only_public_views_through(path: Path) -> None:
    public = path.rule == "public" or path.name in KEEPS_WHAT_IS_SENT

    assert path.open_to_all is public


@pytest.mark.parametrize("path", our_paths(), ids=lambda path: path.name)
def test_pages_of_a_business_are_for_its_members(path: Path) -> None:
    assert ("slug" in path.takes) is path.rule.startswith("members")


def test_our_own_page_confirms_an_address() -> None:
    theirs = reverse("account_confirm_email", args=["any-key"])

    assert resolve(theirs).url_name == "confirm_address"


def test_every_page_that_changes_an_account_does_so_in_one_transaction() -> None:
    keys = {"account_reset_password_from_key": ["1", "any-key"], "mfa_remove_webauthn": ["1"]}
    names = {resolve(reverse(n, args=keys.get(n))).url_name for n in CHANGES_OF_ACCOUNTS}

    assert names == CHANGES_OF_ACCOUNTS


def test_url_names_are_unique() -> None:
    names = [path.name for path in every_path() if not path.space]

    assert len(names) == len(set(names))


def test_only_the_listed_pages_of_allauth_are_open() -> None:
    assert {path.name for path in third_party_paths("") if path.open_to_all} == OPEN_OF_ALLAUTH


@pytest.mark.parametrize("name", sorted(GUARDED_OF_ALLAUTH))
def test_the_middleware_sends_signed_out_visitors_of_allauths_pages_to_sign_in(
    client: Client, db: None, name: str
) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response["Location"] == f"{reverse(settings.LOGIN_URL)}?next={reverse(name)}"


def test_only_the_login_page_of_the_admin_is_open() -> None:
    assert {path.name for path in third_party_paths("admin") if path.open_to_all} == OPEN_OF_ADMIN


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_the_middleware_sends_signed_out_visitors_of_the_admin_to_sign_in(
    client: Client, db: None, name: str
) -> None:
    response = client.get(reverse(f"admin:{name}"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_an_owner_cannot_open_the_admin(as_owner: Client, name: str) -> None:
    assert as_owner.get(reverse(f"admin:{name}"), follow=True).status_code == 403


def test_an_administrator_can_open_the_admin(client: Client, db: None) -> None:
    sign_in_with_app(client, make_user("ada", is_staff=True, is_superuser=True))

    assert client.get(reverse("admin:index")).status_code == 200


def test_the_admins_login_page_does_not_check_passwords(client: Client, db: None) -> None:
    make_user("ada", is_staff=True, is_superuser=True)

    response = client.post(
        reverse("admin:login"), {"username": "ada@example.com", "password": PASSWORD}
    )

    assert response.status_code == 302
    assert response["Location"].startswith(reverse(settings.LOGIN_URL))
