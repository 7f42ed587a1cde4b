"""A form field for dates, and a crispy layout object with its own template."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

LONGEST_PROMISE = timedelta(days=366)


class Part(LayoutObject):
    """Render some fields with a template, which receives `fields` and the given facts."""

    def __init__(self, template: str, *names: str, **facts: Any) -> None:
        self.template = template
        self.names = names
        self.facts = facts

    def render(self, form: Any, *_args: Any, **_kwargs: Any) -> str:
        form.rendered_fields.update(self.names)
        fields = [form[name] for name in self.names]
        return render_to_string(self.template, {"fields": fields, **self.facts})


def due_field(due_on: date, today: date) -> forms.DateField:
    says = _("Choose today or a later day.")
    return forms.DateField(
        label=_("By when"),
        initial=due_on,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": today.isoformat()}),
        error_messages={
            "required": _("Choose the day it should be done by."),
            "invalid": _("Choose a day, or enter it like 2026-11-30."),
        },
        validators=[
            MinValueValidator(today, says),
            MaxValueValidator(today + LONGEST_PROMISE, _("Choose a day within a year.")),
        ],
    )


def reword(
    field: forms.Field, label: "StrOrPromise", *, missing: "StrOrPromise", hint: "StrOrPromise" = ""
) -> None:
    """Set the field's label, hint and message, and remove its placeholder.

    A placeholder disappears as soon as people type, which is when they need it.
    """
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
