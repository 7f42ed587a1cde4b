"""The form in which people choose their reminders."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.subscriptions import (
    Subscription,
    value_name,
    wanted_values,
)

LABELS = {
    Kind.CHECK_DUE: _("When a check is due"),
    Kind.ACTION_DUE: _("When an action is due in three days"),
    Kind.LATE: _("Every Monday while an action is late"),
    Kind.SUMMARY: _("A short summary at the end of each quarter"),
    Kind.RETEST: _("Two weeks after a check, if you agreed to a second look"),
}
"""What people read beside each checkbox. The labels of `Kind` are those of its migration."""


class RemindersForm(EditMixin, forms.Form):
    """One field per business, with a checkbox for each kind of email."""

    def __init__(self, *args: Any, subscriptions: Sequence[Subscription], **kwargs: Any) -> None:
        super().__init__(*args, stored=wanted_values(subscriptions), **kwargs)
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

    def values(self) -> dict[str, Any]:
        """Return every box and whether it was ticked, so that boxes are compared one by one."""
        return {
            value_name(subscription, kind): kind in self.cleaned_data[subscription.business.slug]
            for subscription in self.subscriptions
            for kind in subscription.kinds
        }
