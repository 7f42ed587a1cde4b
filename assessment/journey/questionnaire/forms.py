"""The form of one question, and the layouts of its answers."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from assessment.domain.limits import LONGEST_NOTE
from assessment.domain.model.answers import (
    NOT_COME_UP,
    SET_ASIDE,
    SheetAnswer,
    typed_reason,
)
from assessment.domain.model.maturity import Practice
from assessment.journey.questionnaire.models import Answer, AnswerChange, as_value
from assessment.journey.questionnaire.presenters import choices_of
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment

TOO_LONG = _("Keep it to 10,000 characters. Your text is still here: shorten it and save again.")
CHANGED = gettext_noop(
    "%(name)s has just changed this answer to “%(words)s” Save again to use yours instead."
)
TAKEN_BACK = gettext_noop("%(name)s has just removed this answer. Save again to use yours instead.")
NEW_QUARTER = _("A new quarter has started. Save again to use this answer for the new quarter.")
OTHER_CHECK = _(
    "This page was for another check. Save again to use this answer in the one that’s open now."
)
LOST_TRACK = _("We couldn’t tell which answer you saw. Your choice is still here: save it again.")


class Partial(LayoutObject):
    """A template fragment in a form layout, rendered with the page's context and the form."""

    template: str

    def render(self, form: "AnswerForm", context: Any, **_kwargs: Any) -> str:
        return render_to_string(self.template, {**context.flatten(), "form": form})


class AnswerCards(Partial):
    """The anchors from low to high, then "not sure", and "doesn't apply" with its reason."""

    template = "journey/questionnaire/_cards.html"


class AnswerScale(Partial):
    """The same choices as a band, with the anchors side by side."""

    template = "journey/questionnaire/_scale.html"


class NoteDisclosure(Partial):
    """The optional note, in a collapsible section."""

    template = "journey/questionnaire/_note.html"


class AnswerForm(forms.Form):
    """One practice: its anchors, "not sure", and where allowed an answer that sets it aside.

    `revision` says which version of the answer the page showed. `operation` identifies this save,
    so that a repeated request is stored once. The page sends both, and the service checks them.
    """

    value = forms.ChoiceField(
        error_messages={
            "required": _("Choose the sentence that fits best, or “I’m not sure”"),
            "invalid_choice": _("Choose one of the sentences on this page"),
        }
    )
    note = forms.CharField(
        required=False, max_length=LONGEST_NOTE, error_messages={"max_length": TOO_LONG}
    )
    reason = forms.CharField(
        required=False, max_length=LONGEST_NOTE, error_messages={"max_length": TOO_LONG}
    )
    revision = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), LOST_TRACK),
    )
    operation = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), LOST_TRACK),
    )

    lost_track = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        current: CurrentAssessment,
        practice: Practice,
        shortcuts: bool = False,
        kept: Mapping[str, str] | None = None,
    ) -> None:
        """Show the stored answer, or the unsaved input in `kept` (by field) where there is some."""
        answer = current.answer_to(practice)
        shown = {
            **_as_chosen(answer),
            "revision": answer.revision,
            "operation": str(uuid4()),
        }
        # The code prefixes the field names, so that a whole area of forms fits on one page.
        super().__init__(data, prefix=practice.code, initial=shown | dict(kept or {}))
        self.model = current.model
        self.current = current
        self.practice = practice
        self.stored = answer
        self.shortcuts = shortcuts
        self.alone = current.business.alone
        self.anchors, self.others = choices_of(current.model, practice)
        cast("forms.ChoiceField", self.fields["value"]).choices = self.anchors + self.others
        # The page has the <form> element and the CSRF token, because an area puts several of
        # these forms into one element.
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(AnswerCards(), NoteDisclosure())
        self.band = FormHelper()
        self.band.form_tag = False
        self.band.disable_csrf = True
        self.band.layout = Layout(AnswerScale())

    @property
    def chosen(self) -> str:
        """The selected value: the posted one if there is one, otherwise the stored one."""
        return str(self["value"].value() or "")

    @property
    def untouched(self) -> bool:
        """Whether the form was posted unchanged, so that there is nothing to save."""
        return not set(self.changed_data) - {"operation", "revision"}

    def repeats(self, seen: Answer | AnswerChange) -> bool:
        """Whether the posted texts and value equal those of `seen`, which the page showed."""
        was = _as_chosen(seen)
        return all((self[name].value() or "") == shown for name, shown in was.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("value") == SET_ASIDE and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words why it doesn’t apply"))
        if cleaned.get("reason", "").strip() == NOT_COME_UP:
            self.add_error("reason", _("Say in your own words why it doesn’t apply"))
        meant = self.data.get("quarter", self.current.name)
        if meant != self.current.name:
            # Do not save silently: an answer for one quarter may be wrong for the next.
            same_quarter = meant.startswith(self.current.quarter.key)
            self.add_error("value", OTHER_CHECK if same_quarter else NEW_QUARTER)
        beyond = cleaned.get("revision", 0) > self.stored.revision
        if beyond or self.has_error("revision") or self.has_error("operation"):
            self.lose_track()
        return cleaned

    def lose_track(self) -> None:
        """Report that the page's revision is unknown; the next save builds on the stored one."""
        # Errors on hidden fields have no place on the page, so one error on the visible field
        # replaces them.
        for hidden in ("revision", "operation"):
            self.errors.pop(hidden, None)
        self.add_error("value", LOST_TRACK)
        self.lost_track = True
        self.catch_up(self.stored)

    def catch_up(self, stored: Answer) -> None:
        """Let the next save build on the current revision, with a new operation ID."""
        self.data = {name: self.data.get(name) for name in self.data} | {
            self.add_prefix("revision"): str(stored.revision),
            self.add_prefix("operation"): str(uuid4()),
        }

    def explain_conflict(self, theirs: Answer, words: str) -> None:
        """Report the answer that was saved in between; saving again replaces it."""
        who = str(theirs.answered_by)
        said = _(CHANGED) if words else _(TAKEN_BACK)
        self.add_error("value", said % {"name": who, "words": words})
        self.catch_up(theirs)

    def answer(self) -> SheetAnswer:
        """Return the valid answer; only "doesn't apply" keeps a reason."""
        value, note = self.cleaned_data["value"], self.cleaned_data["note"]
        if value == NOT_COME_UP:
            return SheetAnswer(value=SET_ASIDE, note=note, reason=NOT_COME_UP)
        reason = self.cleaned_data["reason"] if value == SET_ASIDE else ""
        return SheetAnswer(value=as_value(value), note=note, reason=reason)


def _as_chosen(answer: Answer | AnswerChange) -> dict[str, str]:
    """Return an answer by the form's fields: "it has not come up" is a choice of its own there."""
    value = NOT_COME_UP if answer.reason == NOT_COME_UP else answer.value
    return {"value": value, "note": answer.note, "reason": typed_reason(answer.reason)}
