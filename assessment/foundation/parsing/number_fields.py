"""Form fields for numbers that people type, all read in the same way."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext

from assessment.foundation.parsing.numbers import BRITISH, readings, without_sign, written

WHOLE = Decimal(1)


class NumberField(forms.Field):
    """A number in a text input, shown again in the way it was understood.

    Browsers hide from the server what they cannot read in a number input, and scrolling the mouse
    wheel can change its value by accident. Both are avoided by a text input.

    Args:
        says: the one sentence for everything that is not such a number.
        step: values have to be multiples of it; a step of 1 gives whole numbers.
        money: whether the sign of a currency is allowed.
    """

    def __init__(
        self,
        *,
        says: Any,
        most: int,
        least: int = 0,
        step: Decimal = WHOLE,
        money: bool = False,
        **kwargs: Any,
    ) -> None:
        self.least, self.most, self.step, self.money = least, most, step, money
        self.currency = self.separators = BRITISH
        keys = "numeric" if step == WHOLE else "decimal"
        widget = forms.TextInput(attrs={"inputmode": keys, "class": "number"})
        says = {"required": says, "invalid": says}
        super().__init__(widget=widget, error_messages=says, **kwargs)

    def to_python(self, value: Any) -> Decimal | int | None:
        typed = "" if value is None else str(value).strip()
        if not typed:
            return None
        bare, currencies = without_sign(typed)
        possible, sure = readings(bare, self.separators)
        good = [self.exact(number) for number in possible if self.fits(number)]
        if not good or (currencies and not self.money):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if currencies - {self.currency}:
            raise forms.ValidationError(other_currency(currencies, self.currency), code="currency")
        if not sure:
            raise forms.ValidationError(did_you_mean(good), code="unclear")
        return good[0]

    def prepare_value(self, value: Any) -> Any:
        """Show numbers as we read them, and anything else exactly as it was typed."""
        try:
            number = self.to_python(value)
        except forms.ValidationError:
            return value
        return value if number is None else written(number, self.separators)

    def fits(self, number: Decimal) -> bool:
        return self.least <= number <= self.most and number % self.step == 0

    def exact(self, number: Decimal) -> Decimal | int:
        """Drop zeros after the decimal sign, so that 2.50 is the same as 2.5."""
        return int(number) if self.step == WHOLE else number.normalize() + 0


def use_currency(form: forms.Form, currency: str, *, separators: str = "") -> None:
    """Let all number fields of a form read and show numbers for a currency.

    Args:
        separators: the currency whose separators to use, if the form was shown with another one.
    """
    for field in form.fields.values():
        if isinstance(field, NumberField):
            field.currency, field.separators = currency, separators or currency


def did_you_mean(numbers: list[Decimal | int]) -> str:
    """Ask which number was meant; each is also given in a way that can only be read once."""
    shown = [number_format(number, force_grouping=True) for number in numbers]
    clear = [f"{number:f}" if isinstance(number, Decimal) else str(number) for number in numbers]
    if len(numbers) == 1:
        facts = {"number": shown[0], "clear": clear[0]}
        return gettext("Did you mean %(number)s? If so, write %(clear)s.") % facts
    facts = {"small": shown[0], "large": shown[1], "clear": clear[0], "clear_large": clear[1]}
    return (
        gettext("Did you mean %(small)s or %(large)s? Write %(clear)s or %(clear_large)s.") % facts
    )


def other_currency(typed: set[str], currency: str) -> str:
    facts = {"typed": ", ".join(sorted(typed)), "currency": currency}
    return (
        gettext("This amount is in %(typed)s. Write it in %(currency)s, which is used here.")
        % facts
    )
