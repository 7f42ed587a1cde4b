"""The form in which people choose their reminders."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.subscriptions import Subscription

LABELS = {
    Kind.CHECK_DUE: _("When a check is due"),
    Kind.ACTION_DUE: _("When an action is due in three days"),
    Kind.LATE: _("Every Monday while an action is late"),
    Kind.SUMMARY: _("A short summary at the end of each quarter"),
}
"""What people read beside each checkbox. The labels of `Kind` are those of its migration."""


class RemindersForm(forms.Form):
    """One field per business, with a checkbox for each kind of email."""

    def __init__(self, *args: Any, subscriptions: Sequence[Subscription], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subscriptions = subscriptions
        for subscription in subscriptions:
            self.fields[subscription.business.slug] = forms.MultipleChoiceField(
                label=subscription.business.name,
                choices=[(kind.value, LABELS[kind]) for kind in subscription.kinds],
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
