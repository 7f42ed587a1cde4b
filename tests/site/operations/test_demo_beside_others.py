"""The sample on a site with other businesses, and what the command refuses."""

from typing import Any

import pytest
from django.core.management import CommandError

from assessment.foundation.accounts.models import User
from assessment.parties.catalogue.library import model_source
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.catalogue.services import publish_model
from assessment.parties.consultancies.models import Consultancy
from tests.factories import NOON, PASSWORD, make_business, make_user
from tests.site.operations.sampling import demo, everything

pytestmark = pytest.mark.django_db


def refusal(*arguments: str, password: str | None = PASSWORD) -> str:
    with pytest.raises(CommandError) as refused:
        demo(*arguments, password=password)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_a_random_password_is_printed_and_a_newer_model_stays_the_newest() -> None:
    newer = ModelVersion.objects.create(
        key="cairn-9.0", title="Newer", content_hash="9", source="", published_at=NOON
    )

    said = demo(password=None)

    password = said.strip().rpartition("Password: ")[2]
    assert len(password) >= 12
    assert User.objects.get(email="owner@cairn.example").check_password(password)
    assert ModelVersion.objects.latest("published_at", "pk") == newer


# ---- what it refuses


def test_a_real_site_requires_a_password(settings: Any) -> None:
    settings.DEVELOPMENT = False

    said = refusal(password=None)

    assert "This is not a development site, and the sample accounts can sign in to it." in said
    assert "--password" in said
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["", "short", "password1234"])
def test_an_easily_guessed_password_is_refused(password: str) -> None:
    assert "--password: This password is too" in refusal(password=password)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["Café Lindgren", "The Tin Kettle"])
def test_a_business_with_the_same_address_is_not_taken_over(name: str) -> None:
    theirs = make_business(name, owner=make_user("sam"))
    before = everything()

    assert f"{theirs.slug} is already the address of something else" in refusal("--reset")
    assert everything() == before


def test_a_consultancy_with_the_same_address_is_not_taken_over() -> None:
    Consultancy.objects.create(slug="blue-door-consulting", name="Other", founded_at=NOON)

    assert "blue-door-consulting is already the address of something else" in refusal()
    assert not User.objects.exists()


def test_other_content_under_our_key_is_refused() -> None:
    publish_model(source=model_source("cairn-1.0") + "\n# changed\n", at=NOON)

    assert "cairn-1.0 was published with different content" in refusal()
    assert not User.objects.exists()
