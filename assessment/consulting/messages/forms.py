"""The kind of an email to many clients, and what somebody adds to it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.messages.models import MailingKind

LONGEST_NOTE = 500
LONGEST_WORDS = 2_000


class MailingForm(forms.Form):
    """What is sent. The operation makes two clicks on the button one.

    `shown` has the names of the clients on the page. So those who drop out before the button is
    pressed are named, and nobody gets an email whom the page did not show.
    """

    operation = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What you send"),
        choices=MailingKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you send."),
            "invalid_choice": _("Choose what you send from the list."),
        },
    )
    words = forms.CharField(
        label=_("What you want to add"),
        help_text=_(
            "Two sentences are plenty, and everybody gets the same. With “Your own words”, this is "
            "the whole email."
        ),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Shorten your words to 2,000 characters or fewer.")},
    )

    def __init__(
        self, sent: QueryDict | None, *, kind: MailingKind, shown: Sequence[str] = ()
    ) -> None:
        initial = {"operation": uuid4(), "kind": kind, "shown": ",".join(shown)}
        super().__init__(sent, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        words, kind = cleaned.get("words", ""), cleaned.get("kind")
        if kind == MailingKind.OWN_WORDS and "words" not in self.errors and not words:
            self.add_error("words", _("Write what the email says."))
        if kind != MailingKind.OWN_WORDS and len(words) > LONGEST_NOTE:
            self.add_error("words", _("Shorten your words to 500 characters or fewer."))
        return cleaned

    @property
    def slugs(self) -> list[str]:
        """The clients that the page showed; the form must have been sent."""
        return [slug for slug in self.cleaned_data.get("shown", "").split(",") if slug]
