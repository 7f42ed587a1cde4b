"""The one normal form of an email address, and the form that people are shown."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.parsing.addresses import (
    AddressField,
    normal_address,
    normal_or_same,
    shown_address,
)

NAMES = st.text("abK.\u200b ｐﬁ℀é", max_size=6)
HOSTS = st.text("abäßK\u200b。ｐﬁ℀.İ", max_size=12)
ENDINGS = st.sampled_from(["org", "de", "ORG.", "xn--p1ai", "рф"])


@pytest.mark.parametrize(
    "address",
    [
        "pia@example.org",
        "pia@cairn.example",
        "pia@localhost",
        "pia@office.local",
        "pia@mail.test",
        "pia+cairn@example.org",
        "o'brien@example.org",
        f"{'a' * 64}@example.org",
    ],
)
def test_an_address_that_can_receive_mail_stays_as_it_is(address: str) -> None:
    assert normal_address(address) == address
    assert shown_address(address) == address


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("pia@faß.de", "pia@faß.de"),
        ("pia@FASS.de", "pia@fass.de"),
        ("pia@e\u0308xample.org", "pia@ëxample.org"),
        ("pia@例え。テスト", "pia@例え.テスト"),
    ],
)
def test_an_international_domain_is_stored_in_ascii_and_shown_in_letters(
    typed: str, shown: str
) -> None:
    stored = normal_address(typed)

    assert stored.isascii()
    assert shown_address(stored) == shown
    assert AddressField().prepare_value(stored) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "pia@example.org\nBcc: bo@example.org",
        "pia@example..org",
        ".pia@example.org",
        "pia@-example.org",
        "pia@xn--a.org",
        "pia@[127.0.0.1]",
        "pia ada@example.org",
        "@example.org",
        "pia@",
        "",
    ],
)
def test_what_cannot_be_an_address_is_refused_and_compared_as_it_is(typed: str) -> None:
    with pytest.raises(ValidationError):
        normal_address(typed)

    assert normal_or_same(typed) == typed


def test_an_address_that_cannot_be_decoded_is_shown_as_it_is() -> None:
    assert shown_address("pia@xn--a.org") == "pia@xn--a.org"


def test_an_empty_field_says_what_is_missing() -> None:
    with pytest.raises(ValidationError) as refusal:
        AddressField(missing="Enter the address of the bank.").clean("\u200b")

    assert refusal.value.messages == ["Enter the address of the bank."]
    assert AddressField(required=False).clean(" ") == ""


@given(st.one_of(st.text(), st.tuples(NAMES, HOSTS, ENDINGS).map("{0[0]}@{0[1]}.{0[2]}".format)))
def test_a_normal_form_is_its_own_normal_form_and_can_be_shown(typed: str) -> None:
    stored = normal_or_same(typed)

    if stored != typed:
        assert normal_address(stored) == stored
        assert normal_address(shown_address(stored)) == stored
