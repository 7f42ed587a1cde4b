"""A form with every kind of field, for the gallery of components."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import MOST_HOURS, MOST_MONEY
from assessment.foundation.parsing.number_fields import NumberField

COLOURS = [("light", _("Light")), ("dark", _("Dark")), ("auto", _("As my device"))]
TRADES = [("food", _("Food and drink")), ("garage", _("Garage and repair"))]


class GalleryForm(forms.Form):
    """The form of the gallery, shown once empty and once with errors."""

    name = forms.CharField(
        label=_("A line of text"),
        help_text=_("The hint comes before the input."),
        error_messages={"required": _("Write something here.")},
    )
    words = forms.CharField(label=_("Several lines"), widget=forms.Textarea({"rows": 3}))
    password = forms.CharField(label=_("A password"), widget=forms.PasswordInput)
    hours = NumberField(
        label=_("A number with its unit"), most=MOST_HOURS, says=_("Enter a whole number.")
    )
    money = NumberField(
        label=_("Money"), required=False, money=True, most=MOST_MONEY, says=_("Enter an amount.")
    )
    trade = forms.ChoiceField(label=_("One of a list"), choices=TRADES)
    colours = forms.ChoiceField(label=_("One of a few"), choices=COLOURS, widget=forms.RadioSelect)
    trades = forms.MultipleChoiceField(
        label=_("Several of a few"),
        help_text=_("Choose all that apply."),
        choices=TRADES,
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label=_("One box to tick"))
