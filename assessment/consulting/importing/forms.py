"""The list to upload, and what its columns and words mean."""

from hashlib import blake2s
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.consulting.importing.models import ClientList, ListColumn
from assessment.consulting.importing.presenters.judging import JudgedList
from assessment.consulting.importing.queries.columns import plain
from assessment.consulting.importing.wording import in_rows, shortened
from assessment.consulting.portfolio.models import LONGEST_LABEL
from assessment.foundation.parsing.names import NameField, one_line
from assessment.foundation.uploads.tables import MOST_BYTES, Row, read_table
from assessment.parties.businesses.models import Trade

LONGEST_FILE_NAME = 100


class ListForm(forms.Form):
    """A list of clients, and a tag for all of them."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("CSV or XLSX, up to 1,000 rows and 900 kB. The first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Choose the file with your list."),
            "empty": _("This file is empty. Choose the file with your list."),
            "invalid": _("Choose the file with your list."),
        },
    )
    tag = NameField(
        label=_("Tag for all of them"),
        required=False,
        max_length=LONGEST_LABEL,
        help_text=_("It helps you find these clients again."),
        error_messages={"max_length": _("Shorten the tag to 40 characters or fewer.")},
    )

    table: list[Row]

    def clean_file(self) -> UploadedFile:
        """Read the rows into `table`."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 900 kB. Split it into several lists.")
            )
        self.table = read_table(file.read())
        return file

    def file_name(self) -> str:
        return one_line(str(self.cleaned_data["file"].name))[:LONGEST_FILE_NAME]


class SettleForm(forms.Form):
    """Which column contains which value, and what the unknown names of sectors mean."""

    def __init__(self, *args: Any, client_list: ClientList, found: JudgedList) -> None:
        super().__init__(*args)
        self.words = {f"sector_{short(word)}": word for word, _rows in found.words}
        heads = enumerate(client_list.table[0])
        places = [(str(place), shortened(head)) for place, head in heads if head]
        for column in ListColumn:
            self.fields[column] = forms.ChoiceField(
                label=column.label,
                choices=[("", gettext("Not in this file")), *places],
                initial=str(client_list.columns.get(column, "")),
                required=False,
            )
        for (word, rows), name in zip(found.words, self.words, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"“{shortened(word)}”",
                help_text=in_rows(rows),
                choices=[*Trade.choices, ("", gettext("Leave it open"))],
                initial=found.meanings[plain(word)],
                required=False,
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[column] for column in ListColumn]

    @property
    def sector_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.words]

    def columns(self) -> dict[str, int]:
        """Return where each value is; the form must be valid."""
        chosen = {column.value: self.cleaned_data[column] for column in ListColumn}
        return {column: int(place) for column, place in chosen.items() if place}

    def sectors(self) -> dict[str, str]:
        return {plain(word): self.cleaned_data[name] for name, word in self.words.items()}


def short(word: str) -> str:
    """Return a name for a word that any page can carry."""
    return blake2s(plain(word).encode(), digest_size=6).hexdigest()
