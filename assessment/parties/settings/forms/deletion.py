"""Forms that ask people to type a name before something is deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.addresses import shown_address
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.models import Business

PLAIN_KEYS = str.maketrans("‘’‛′`´“”„–—‑", "''''''\"\"\"---")


class TypedNameForm(forms.Form):
    """One field, in which the person types what is about to be deleted."""

    typed = forms.CharField(
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def __init__(self, *args: Any, wanted: str, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        self.fields["typed"].label = label
        wrong = _("Type “%(wanted)s”. Nothing was deleted.") % {"wanted": wanted}
        # An empty field gets the same message as a wrong one.
        self.fields["typed"].error_messages |= {"required": wrong, "max_length": wrong}
        self.wrong = wrong

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if as_typed(typed) != as_typed(self.wanted):
            raise forms.ValidationError(self.wrong)
        return typed


def as_typed(text: str) -> str:
    """Reduce a text to what every keyboard can type: a name may have curly quotes or dashes."""
    return one_line(text).casefold().translate(PLAIN_KEYS)


def business_name_form(data: Any, business: Business) -> TypedNameForm:
    label = str(_("To confirm, type the name of the business: %(name)s"))
    return TypedNameForm(data, wanted=business.name, label=label % {"name": business.name})


def address_form(data: Any, user: User) -> TypedNameForm:
    label = str(_("To confirm, type your email address: %(email)s"))
    address = shown_address(user.email)
    return TypedNameForm(data, wanted=address, label=label % {"email": address})
