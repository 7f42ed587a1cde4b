"""What we read when people type a number, and how we write it."""

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.formatting.money import money
from assessment.foundation.parsing.number_fields import NumberField
from assessment.foundation.parsing.numbers import LOCALES, SIGNS, readings, without_sign, written
from assessment.parties.businesses.models import Currency

SAYS = "Write a whole amount."
HOURS = "Write hours."


def money_field(currency: str = "GBP") -> NumberField:
    field = NumberField(says=SAYS, most=100_000, money=True)
    field.currency = field.separators = currency
    return field


def hours_field(currency: str = "GBP") -> NumberField:
    field = NumberField(says=HOURS, most=2_000, step=Decimal("0.25"))
    field.currency = field.separators = currency
    return field


@pytest.mark.parametrize(
    ("typed", "currency", "understood"),
    [
        ("200", "GBP", 200),
        ("£200", "GBP", 200),
        ("£ 200", "GBP", 200),
        ("200 GBP", "GBP", 200),
        ("gbp 1,000.00", "GBP", 1000),
        ("$1,000", "USD", 1000),
        ("US$200", "USD", 200),
        ("€1.000,00", "EUR", 1000),
        ("200\u00a0€", "EUR", 200),
        ("200 kr", "SEK", 200),
        ("Kr. 1\u00a0000", "SEK", 1000),
        ("1,000", "GBP", 1000),
        ("1 000", "GBP", 1000),
        ("1\u00a0000", "GBP", 1000),
        ("1\u202f000", "GBP", 1000),
        ("1\u2009000", "GBP", 1000),
        ("1’000", "GBP", 1000),
        ("1.000,00", "GBP", 1000),
        ("1000,00", "GBP", 1000),
        ("200.", "GBP", 200),
        ("+5", "GBP", 5),
        ("007", "GBP", 7),
        ("\u200e200\ufeff", "GBP", 200),
        ("٢٠٠", "GBP", 200),
        ("２００", "GBP", 200),
    ],
)
def test_separators_spaces_and_signs_are_understood(
    typed: str, currency: str, understood: int
) -> None:
    assert money_field(currency).clean(typed) == understood


@pytest.mark.parametrize(
    ("typed", "currency", "asks"),
    [
        ("1.000", "GBP", "Did you mean 1 or 1,000? Write 1 or 1000."),
        ("10.000", "USD", "Did you mean 10 or 10,000? Write 10 or 10000."),
        ("£1.000", "GBP", "Did you mean 1 or 1,000? Write 1 or 1000."),
        ("1,000", "EUR", "Did you mean 1 or 1,000? Write 1 or 1000."),
        ("1.000", "EUR", "Did you mean 1 or 1,000? Write 1 or 1000."),
        ("1,000", "SEK", "Did you mean 1 or 1,000? Write 1 or 1000."),
        ("1.000", "SEK", "Did you mean 1 or 1,000? Write 1 or 1000."),
        ("1.500", "GBP", "Did you mean 1,500? If so, write 1500."),
        ("1000,000", "GBP", "Did you mean 1,000? If so, write 1000."),
    ],
)
def test_a_number_with_two_readings_is_asked_about(typed: str, currency: str, asks: str) -> None:
    field = money_field(currency)

    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [asks]
    assert field.prepare_value(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "1_000", "1e3", "NaN", "Infinity", "0x10", "5²", "10,00,000", "1,2,3", "1..5", "--5", "-5",
        "−5", "10 00", "10,0000", "1 000.000", "2.5", "£", "kr", "2 5", "200 NOK", "200:-", "½",
        "100001", "9" * 5000, "lots", "£-5", "1.000.000",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_the_words_of_the_field_and_kept(typed: str) -> None:
    field = money_field()

    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [SAYS]
    assert field.prepare_value(typed) == typed


@pytest.mark.parametrize(
    ("typed", "currency", "understood"),
    [
        ("2.5", "GBP", "2.5"),
        ("2,25", "GBP", "2.25"),
        ("2½", "GBP", "2.5"),
        ("2 ¾", "GBP", "2.75"),
        ("¼", "GBP", "0.25"),
        ("0.500", "GBP", "0.5"),
        ("1,000", "GBP", "1000"),
        ("1,5", "SEK", "1.5"),
    ],
)
def test_hours_can_have_quarters(typed: str, currency: str, understood: str) -> None:
    assert hours_field(currency).clean(typed) == Decimal(understood)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("1.500", "Did you mean 1.5 or 1,500? Write 1.5 or 1500."),
        ("2.500", "Did you mean 2.5? If so, write 2.5."),
        ("0,500", "Did you mean 0.5? If so, write 0.5."),
    ],
)
def test_hours_with_two_readings_are_asked_about(typed: str, asks: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        hours_field().clean(typed)

    assert refused.value.messages == [asks]


@pytest.mark.parametrize("typed", ["2.1", "2001", "£5", "two", "0.125"])
def test_hours_of_another_kind_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=HOURS):
        hours_field().clean(typed)


def test_an_amount_in_another_currency_is_not_taken_for_ours() -> None:
    says = "This amount is in EUR. Write it in GBP, which is used here."

    with pytest.raises(forms.ValidationError, match=says):
        money_field().clean("€200")


@pytest.mark.parametrize("currency", Currency.values)
def test_every_currency_is_known_and_amounts_on_pages_can_be_typed_again(currency: str) -> None:
    assert currency in LOCALES
    assert currency in SIGNS
    assert money_field(currency).clean(money(200, currency)) == 200


@pytest.mark.parametrize("currency", Currency.values)
@pytest.mark.parametrize("number", ["0", "0.25", "2.5", "999", "1000", "1999.75", "100000"])
def test_a_number_shown_in_a_field_is_read_back_without_a_question(
    currency: str, number: str
) -> None:
    shown = written(Decimal(number), currency)

    assert readings(shown, currency) == ((Decimal(number),), True)


@given(
    typed=st.text(max_size=60) | st.from_regex(r"[-£€$ ]?[0-9.,' ]{0,14}( ?kr)?", fullmatch=True)
)
def test_no_text_breaks_the_reader_and_what_is_shown_means_the_same(typed: str) -> None:
    for currency in LOCALES:
        field = money_field(currency)
        try:
            number = field.clean(typed)
        except forms.ValidationError:
            assert field.prepare_value(typed) == typed
        else:
            assert field.clean(field.prepare_value(typed)) == number


def test_signs_are_taken_off_and_named() -> None:
    assert without_sign("£200 GBP") == ("200", {"GBP"})
    assert without_sign("200") == ("200", set())
