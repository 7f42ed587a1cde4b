"""Who can export a business, and what that costs."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from tests.factories import make_member
from tests.outputs.portability.test_exports_business import exported_file, imported_from

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_an_owner_can_export_a_business(lindgren: Business, role: str, stranger: User) -> None:
    client = Client()
    client.force_login(stranger)
    url = f"/b/{lindgren.slug}/export.json"

    assert client.get(url).status_code == 404
    make_member(lindgren, stranger, role)
    assert client.get(url).status_code == 403


def test_queries_do_not_grow_with_the_history(
    as_owner: Client, lindgren: Business, at_most: Any
) -> None:
    exported_file(as_owner, lindgren)

    # Three of them ask how the person could confirm who they are.
    with at_most(25):
        exported_file(as_owner, lindgren)


def test_a_business_without_a_check_can_be_exported(
    as_owner: Client, business: Business, tmp_path: Path
) -> None:
    file = tmp_path / "empty.json"
    file.write_bytes(exported_file(as_owner, business))

    assert imported_from(file).name == business.name


def test_the_settings_page_links_to_it(as_owner: Client, business: Business) -> None:
    text = as_owner.get(f"/b/{business.slug}/settings/").text

    assert f'href="/b/{business.slug}/export.json"' in text
    assert "Download all my data" in text
