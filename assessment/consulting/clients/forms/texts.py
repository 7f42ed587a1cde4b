"""Forms with one text: a private note, a message, an answer, and a remark on a note."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.clients.queries.conversations import NewMessage
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


class NewMessageForm(forms.Form):
    """A message, and what it is about: the business as a whole or one area."""

    operation = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(label=_("What it is about"), required=False)
    text = text_field(
        _("Your message"), most=LONGEST_COMMENT, missing=_("Write a message first."), rows=4
    )

    def __init__(self, sent: QueryDict | None = None, *, model: MaturityModel) -> None:
        super().__init__(sent, initial={"operation": uuid4()})
        areas = [(area.key, area.title) for area in model.dimensions]
        about = cast("forms.ChoiceField", self.fields["about"])
        about.choices = [("", _("The business as a whole")), *areas]

    def message(self) -> NewMessage:
        """Return what was written; the form must be valid."""
        sent = self.cleaned_data
        return NewMessage(about=sent["about"], text=sent["text"], operation=sent["operation"])


class RemarkForm(forms.Form):
    """What is missing from a note that does not convince."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    remark = text_field(
        _("What is missing"),
        most=LONGEST_REMARK,
        missing=_("Say what is missing, so that the owner can add it."),
        hint=_("The client sees this beside the answer."),
    )
