"""Forms with one text: a private note, a message, an answer, and a remark on a note."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LONGEST_COMMENT, LONGEST_NOTE
from assessment.domain.model.maturity import MaturityModel
from assessment.foundation.parsing.edit_forms import EditMixin

LONGEST_REMARK = 1_000


def text_field(
    label: Any, *, most: int, missing: Any = "", rows: int = 3, hint: Any = ""
) -> forms.CharField:
    """Return a field for a longer text; without `missing`, it may stay empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        # Not `max_length`: browsers would then silently cut off a pasted text at the limit.
        validators=[
            MaxLengthValidator(
                most,
                _(
                    "This is longer than %(limit_value)s characters. "
                    "Nothing has been saved yet: please shorten it."
                ),
            )
        ],
    )


class NoteForm(forms.Form):
    """A new private note."""

    text = text_field(_("New note"), most=LONGEST_NOTE, missing=_("Write a note first."))

    def words(self) -> str:
        return str(self.cleaned_data["text"])


class NoteEditForm(EditMixin, forms.Form):
    """The text of a note that exists."""

    text = text_field(
        _("Your note"),
        most=LONGEST_NOTE,
        rows=6,
        missing=_("Write something, or go back and delete the note."),
    )

    def __init__(self, sent: QueryDict | None, *, text: str) -> None:
        super().__init__(sent, stored={"text": text}, initial={"text": text})


class MessageForm(forms.Form):
    """A message to the other side, sent once however often the button is pressed."""

    operation = forms.UUIDField(widget=forms.HiddenInput)
    text = text_field(
        _("Your message"), most=LONGEST_COMMENT, missing=_("Write a message first."), rows=4
    )

    def __init__(self, sent: QueryDict | None = None, *, prefix: str = "") -> None:
        super().__init__(sent, prefix=prefix or None, initial={"operation": uuid4()})

    def message(self) -> tuple[str, UUID]:
        return self.cleaned_data["text"], self.cleaned_data["operation"]


class NewMessageForm(MessageForm):
    """A message with a choice of what it is about: the business as a whole or one area."""

    field_order = ("about", "text")

    def __init__(self, sent: QueryDict | None = None, *, model: MaturityModel) -> None:
        super().__init__(sent)
        areas = [(area.key, area.title) for area in model.dimensions]
        self.fields["about"] = forms.ChoiceField(
            label=_("What it is about"),
            required=False,
            choices=[("", _("The business as a whole")), *areas],
        )
        self.order_fields(self.field_order)

    @property
    def about(self) -> str:
        return str(self.cleaned_data["about"])


class RemarkForm(forms.Form):
    """What is missing from a note that does not convince."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    remark = text_field(
        _("What is missing"),
        most=LONGEST_REMARK,
        missing=_("Say what is missing, so that the owner can add it."),
        hint=_("The client sees this beside the answer."),
    )
