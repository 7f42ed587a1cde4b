"""Which mails somebody wants."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.site.reminders.models import Kind
from assessment.site.reminders.queries.subscriptions import Subscription


class RemindersForm(forms.Form):
    """For each business the kinds of mail that it may send; those chosen are wanted."""

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
                error_messages={"invalid_choice": _("Choose from the mails in the list.")},
            )

    def chosen(self) -> list[tuple[Subscription, list[Kind]]]:
        """What is wanted of each business, from the valid form."""
        return [
            (subscription, [Kind(kind) for kind in self.cleaned_data[subscription.business.slug]])
            for subscription in self.subscriptions
        ]
