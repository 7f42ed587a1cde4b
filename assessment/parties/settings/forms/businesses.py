"""Forms in which an owner describes a business."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import MOST_HOURS, MOST_MONEY
from assessment.domain.model.overlays import Circumstances
from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.countries import countries, time_zones
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.edits import Edit
from assessment.foundation.parsing.names import NameField
from assessment.foundation.parsing.number_fields import NumberField, use_currency
from assessment.parties.businesses.models import (
    Business,
    Currency,
    FirstMonth,
    Meeting,
    TeamSize,
    Trade,
)
from assessment.parties.businesses.services import editable_values
from assessment.parties.settings.presenters import what_changes


class Means(LayoutObject):
    """Hours, money and currency in one row, under one question about a quarter."""

    def __init__(self, quarter: Quarter) -> None:
        self.quarter = quarter

    def render(self, form: Any, *_args: Any, **_kwargs: Any) -> str:
        own = {name: form[name] for name in ("hours", "money", "currency")}
        # Tells crispy-forms that these fields have been rendered.
        form.rendered_fields.update(own)
        return render_to_string("parties/settings/_means.html", {**own, "quarter": self.quarter})


class Changes(LayoutObject):
    """What the choices above it change; every new choice refreshes it."""

    def render(self, form: Any, *_args: Any, **_kwargs: Any) -> str:
        facts = {"changes": what_changes(form.circumstances), "currency": form.shown_currency}
        return render_to_string("parties/settings/_what_changes.html", facts)


class Stacked(LayoutObject):
    """Choices with long labels, stacked vertically."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: Any, *_args: Any, **_kwargs: Any) -> str:
        form.rendered_fields.add(self.name)
        return render_to_string(
            "components/choice_group.html", {"field": form[self.name], "stacked": True}
        )


class DescriptionForm(EditMixin, forms.Form):
    """Trade, team size, ways of dealing with customers, and budget, all optional."""

    trade = forms.ChoiceField(
        label=_("What do you do?"),
        choices=Trade.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a type of business from the list.")},
    )
    team_size = forms.ChoiceField(
        label=_("How many people work in your business?"),
        help_text=_("Include yourself, part-timers and family who help."),
        choices=TeamSize.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a number of people from the list.")},
    )
    meets = forms.MultipleChoiceField(
        label=_("How do you deal with your customers?"),
        help_text=_("Choose all that apply."),
        choices=Meeting.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose how you deal with customers from the list.")},
    )
    hours = NumberField(
        label=_("Hours"),
        required=False,
        most=MOST_HOURS,
        says=_("Enter a whole number of hours up to 2000, like 12."),
    )
    money = NumberField(
        label=_("Money"),
        required=False,
        money=True,
        most=MOST_MONEY,
        says=_("Enter a whole amount up to 100,000, like 200."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=Currency.choices,
        error_messages={
            "required": _("Choose your currency."),
            "invalid_choice": _("Choose a currency from the list."),
        },
    )

    def __init__(
        self,
        *args: Any,
        business: Business | None = None,
        quarter: Quarter,
        asked: QueryDict | None = None,
        **kwargs: Any,
    ) -> None:
        """Show the business as it is stored, or with the choices in `asked` for a preview."""
        stored = editable_values(business) if business else {}
        super().__init__(*args, stored=stored, initial={**stored, **_choices_in(asked)}, **kwargs)
        # An amount keeps the separators it was shown with, even if the currency is being changed.
        shown = business.currency if business else Currency.GBP.value
        chosen = self.data.get("currency", shown)
        self.shown_currency = chosen if chosen in Currency else shown
        use_currency(self, self.shown_currency, separators=shown)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*self.layout(Means(quarter)))

    def layout(self, means: Means) -> list[str | LayoutObject]:
        return ["trade", "team_size", "meets", Changes(), means]

    @property
    def circumstances(self) -> Circumstances:
        """What the form says about the business at the moment, as far as it can be read."""
        chosen = {name: self[name].value() or "" for name in ("trade", "team_size", "meets")}
        return Circumstances(
            trade=chosen["trade"] if chosen["trade"] in Trade else "",
            meets=tuple(key for key in Meeting.values if key in chosen["meets"]),
            team=chosen["team_size"] if chosen["team_size"] in TeamSize else "",
        )

    def description(self) -> Edit[str]:
        """Return the answers about a new business, with which nothing can clash yet."""
        values = {name: self.cleaned_data[name] for name in DescriptionForm.base_fields}
        return Edit(values=values, seen={})


class NamedDescriptionForm(DescriptionForm):
    """The description form with the business's name as its first field."""

    field_order = ("name",)

    name = NameField(
        label=_("Name of your business"),
        help_text=_("As your customers know it. It appears on your report."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={
            "required": _("Enter the name of your business."),
            "max_length": _("Shorten the name to 100 characters or fewer."),
        },
    )

    def layout(self, means: Means) -> list[str | LayoutObject]:
        return ["name", *super().layout(means)]


class SettingsForm(NamedDescriptionForm):
    """The named form plus calendar settings, which set-up does not ask for."""

    first_month = forms.TypedChoiceField(
        label=_("When do your quarters begin?"),
        help_text=_(
            "Checks you’ve already sent keep their months. "
            "Your next check covers the first quarter after them."
        ),
        choices=FirstMonth.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose when your quarters begin."),
            "invalid_choice": _("Choose when your quarters begin."),
        },
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("New quarters begin at midnight in this time zone. We show all times in it."),
        required=False,
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )

    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Nothing in a new plan falls due on its public holidays."),
        required=False,
        error_messages={"invalid_choice": _("Choose a country from the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Choices are set per form, because settings and the lists are read at run time.
        own = _("Same as this site: %(zone)s") % {"zone": settings.TIME_ZONE.replace("_", " ")}
        cast("forms.ChoiceField", self.fields["time_zone"]).choices = [("", own), *time_zones()]
        zones = _("The country of your time zone")
        cast("forms.ChoiceField", self.fields["country"]).choices = [("", zones), *countries()]

    def layout(self, means: Means) -> list[str | LayoutObject]:
        return [*super().layout(means), Stacked("first_month"), "time_zone", "country"]


def _choices_in(asked: QueryDict | None) -> dict[str, Any]:
    """Return the choices in the query string of a preview."""
    if not asked:
        return {}
    return {
        "trade": asked.get("trade", ""),
        "team_size": asked.get("team_size", ""),
        "meets": asked.getlist("meets"),
    }
