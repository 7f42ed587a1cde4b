"""The kind of an email to many clients, and the note in it."""

from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.messages.models import MailingKind

LONGEST_WORDS = 500


class MailingForm(forms.Form):
    """What is sent. The operation makes two clicks on the button one."""

    operation = forms.UUIDField(widget=forms.HiddenInput)
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
        label=_("A word of your own"),
        help_text=_("Two sentences are plenty. Everybody gets the same ones."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Shorten your words to 500 characters or fewer.")},
    )

    def __init__(self, sent: QueryDict | None, *, kind: MailingKind) -> None:
        super().__init__(sent, initial={"operation": uuid4(), "kind": kind})
