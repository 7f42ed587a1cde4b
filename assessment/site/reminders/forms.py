"""The form in which people choose their reminders."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.subscriptions import Subscription


class RemindersForm(forms.Form):
    """One field per business, with a checkbox for each kind of email."""

    def __init__(self, *args: Any, subscriptions: Sequence[Subscription], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subscriptions = subscriptions
        for subscription in subscriptions:
            self.fields[subscription.business.slug] = forms.MultipleChoiceField(
                label=subscription.business.name,
                choices=[(kind.value, kind.label) for kind in subscription.kinds],
                initial=[kind.value for kind in subscription.wanted],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("Choose from the emails in the list.")},
            )

    def chosen(self) -> list[tuple[Subscription, list[Kind]]]:
        """Return the kinds chosen for each business; the form must be valid."""
        return [
            (subscription, [Kind(kind) for kind in self.cleaned_data[subscription.business.slug]])
            for subscription in self.subscriptions
        ]
