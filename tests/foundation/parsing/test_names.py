"""Names of businesses and people without invisible characters."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.names import NameField, one_line
from assessment.parties.businesses.models import Business

OVERRIDE, EMBED, ISOLATE, END = "\u202e", "\u202a", "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Caf\x01é", "Café"),
        (f"{OVERRIDE}gnissam{EMBED} Bank", "gnissam Bank"),
        (f"{ISOLATE}Blue{END} Door", "Blue Door"),
        (" Blue\r\n\u2028 Door\x7f\x85", "Blue Door"),
        ("קפה לינדגרן", "קפה לינדגרן"),
        ("מלון \u200fA\u200e & بيت", "מלון \u200fA\u200e & بيت"),
        ("👩\u200d🍳 Crêpes", "👩\u200d🍳 Crêpes"),
    ],
)
def test_invisible_characters_are_removed_and_letters_of_any_script_stay(
    typed: str, kept: str
) -> None:
    assert one_line(typed) == kept
    assert NameField().clean(typed) == kept


def test_a_business_name_is_saved_without_invisible_characters(
    as_owner: Client, business: Business
) -> None:
    url = reverse("business_settings", args=[business.slug])
    fields = {"currency": "GBP", "first_month": "1", "time_zone": ""}

    refused = as_owner.post(url, {**fields, "name": OVERRIDE + "\x01"})
    as_owner.post(url, {**fields, "name": f"Caf\x01é {OVERRIDE}Lindgren"})

    business.refresh_from_db()
    assert "Enter the name of your business." in refused.text
    assert business.name == "Café Lindgren"


def test_a_persons_name_is_saved_without_invisible_characters(
    as_owner: Client, owner: User
) -> None:
    as_owner.post(reverse("profile"), {"name": f"Maja{OVERRIDE}\x02", "theme": "auto"})

    owner.refresh_from_db()
    assert owner.name == "Maja"
