"""Which files to make for the chosen clients."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.consulting.bulk.models import FileKind, WantedFiles
from assessment.outputs.reports.editions import PAPERS, PARTS, TITLES, Edition, Options, Paper

OFFERED = {
    FileKind.SUMMARY: _("One page. For the folder, or for a first talk."),
    FileKind.OWNER: _("Everything to work with for a quarter."),
    FileKind.CONSULTANT: _("Your cover, your comments, and every answer."),
}
WITH = {
    "voices": _("The team and the customers"),
    "notes": _("Notes and reasons"),
    "method": _("How the score is worked out"),
    "history": _("Quarter by quarter"),
    "answers": _("Every question with its options"),
    "clients": _("The median of other clients"),
}


class EditionSelect(forms.RadioSelect):
    """The editions as cards with a sentence each."""

    sentences = OFFERED

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return option | {"sentence": self.sentences[value]}


class FilesForm(forms.Form):
    """An edition, its paper and its parts. A meeting pack has the same paper and parts."""

    edition = forms.ChoiceField(
        label=_("Edition"),
        choices=[(kind.value, TITLES[kind.value]) for kind in OFFERED],
        widget=EditionSelect,
        initial=FileKind.CONSULTANT.value,
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=list(PAPERS.items()),
        widget=forms.RadioSelect,
        initial=Paper.A4.value,
    )
    parts = forms.MultipleChoiceField(
        label=_("What goes in"),
        help_text=_("The last three are only in the consultant edition."),
        required=False,
        choices=[(part, WITH[part]) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        initial=list(PARTS),
    )
    only_summarised = forms.BooleanField(
        label=_("Leave out clients whose latest check you have not summed up"), required=False
    )
    operation = forms.UUIDField(widget=forms.HiddenInput)

    def wanted(self, *, pack: bool) -> WantedFiles:
        """Return what is asked for: a pack for each client, or one edition."""
        parts = self.cleaned_data["parts"]
        return WantedFiles(
            edition=None if pack else Edition(self.cleaned_data["edition"]),
            paper=Paper(self.cleaned_data["paper"]),
            options=Options.read({part: part in parts for part in PARTS}),
            only_summarised=self.cleaned_data["only_summarised"],
        )
