"""Every view wears an access rule; those of others are named here, with what guards them."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access.urls import Path, every_path, our_paths
from tests.factories import PASSWORD, make_user

RULES = re.compile(r"public|signed in|members: (view|answer|plan|share|manage)(, plan or doer)?")

# Ways in and out of an account, which nobody is signed in for yet. All others of allauth's paths
# need somebody who is.
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
}
GUARDED_OF_ALLAUTH = {
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "account_set_password",
    "usersessions_list",
}
# The admin has no door of its own: this one leads to ours, where attempts are counted.
OPEN_OF_ADMIN = {"login"}
ADMIN_PAGES = ["index", "auth_group_changelist", "account_emailaddress_changelist", "jsi18n"]
# An answer sent after the session ended waits for its sender, so these views meet the net’s work
# themselves: keep_answer lets a signed-out POST in and nothing else.
KEEPS_WHAT_IS_SENT = {"question", "questions"}


def others_paths(space: str) -> list[Path]:
    return [path for path in every_path() if not path.rule and path.space == space]


def test_every_view_wears_a_rule_or_is_named_as_somebody_elses() -> None:
    bare = {path.name for path in others_paths("")}

    assert bare == OPEN_OF_ALLAUTH | GUARDED_OF_ALLAUTH
    assert {path.space for path in every_path() if not path.rule} == {"", "admin"}


@pytest.mark.parametrize("path", our_paths(), ids=lambda path: path.name)
def test_the_rule_is_one_we_know(path: Path) -> None:
    assert RULES.fullmatch(path.rule)


@pytest.mark.parametrize("path", our_paths(), ids=lambda path: path.name)
def test_the_net_lets_through_what_is_public_and_nothing_else(path: Path) -> None:
    public = path.rule == "public" or path.name in KEEPS_WHAT_IS_SENT

    assert path.open_to_all is public


@pytest.mark.parametrize("path", our_paths(), ids=lambda path: path.name)
def test_what_belongs_to_a_business_is_for_its_members(path: Path) -> None:
    assert ("slug" in path.takes) is path.rule.startswith("members")


def test_names_stand_once() -> None:
    names = [path.name for path in every_path() if not path.space]

    assert len(names) == len(set(names))


def test_of_allauths_pages_only_the_ways_in_are_open() -> None:
    assert {path.name for path in others_paths("") if path.open_to_all} == OPEN_OF_ALLAUTH


@pytest.mark.parametrize("name", sorted(GUARDED_OF_ALLAUTH))
def test_the_net_sends_a_signed_out_visitor_of_allauths_pages_to_sign_in(
    client: Client, db: None, name: str
) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response["Location"] == f"{reverse(settings.LOGIN_URL)}?next={reverse(name)}"


def test_of_the_admin_only_its_door_is_open() -> None:
    assert {path.name for path in others_paths("admin") if path.open_to_all} == OPEN_OF_ADMIN


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_the_net_catches_a_signed_out_visitor_of_the_admin(
    client: Client, db: None, name: str
) -> None:
    response = client.get(reverse(f"admin:{name}"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_an_owner_does_not_get_into_the_admin(as_owner: Client, name: str) -> None:
    assert as_owner.get(reverse(f"admin:{name}"), follow=True).status_code == 403


def test_a_site_administrator_gets_into_the_admin(client: Client, db: None) -> None:
    client.force_login(make_user("ada", is_staff=True, is_superuser=True))

    assert client.get(reverse("admin:index")).status_code == 200


def test_a_password_tried_at_the_admin_is_not_even_looked_at(client: Client, db: None) -> None:
    make_user("ada", is_staff=True, is_superuser=True)

    response = client.post(
        reverse("admin:login"), {"username": "ada@example.com", "password": PASSWORD}
    )

    assert response.status_code == 302
    assert response["Location"].startswith(reverse(settings.LOGIN_URL))
