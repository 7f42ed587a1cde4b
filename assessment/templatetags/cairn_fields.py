"""Filters with which the field templates inspect a bound field."""

from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    PasswordInput,
    RadioSelect,
    Select,
)
from django.utils.safestring import SafeString

register = template.Library()

SHORT_CHIP = 14  # letters; chips up to this length flow in a line instead of columns


@register.filter
def is_group(field: BoundField) -> bool:
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def has_sentences(field: BoundField) -> bool:
    """Return whether each choice comes with a sentence, which needs a card."""
    return hasattr(field.field.widget, "sentences")


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_password(field: BoundField) -> bool:
    return isinstance(field.field.widget, PasswordInput)


@register.filter
def chips_are_short(field: BoundField) -> bool:
    if hasattr(field.field.widget, "flows"):
        return True
    return all(len(str(choice.choice_label)) <= SHORT_CHIP for choice in field)


@register.filter
def first_input_id(field: BoundField) -> str:
    """Return the id for links from the error summary: the input, or the first of a group."""
    return f"{field.auto_id}_0" if is_group(field) else field.auto_id


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids of the hint and the error above the input, for aria-describedby."""
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}-error"] if field.errors else ids)


@register.filter
def control(field: BoundField) -> SafeString:
    """Render the input with its CSS classes, linked to its hint and its errors."""
    widget = field.field.widget
    attrs: dict[str, Any] = {"class": f"{css_class(field)} {widget.attrs.get('class', '')}".strip()}
    if described_by(field):
        attrs["aria-describedby"] = described_by(field)
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


def css_class(field: BoundField) -> str:
    if is_tick(field):
        return "choice-input"
    return "form-select" if isinstance(field.field.widget, Select) else "form-control"
