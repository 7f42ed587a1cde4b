"""A file with answers, and which of its columns is which."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.names import one_line
from assessment.foundation.uploads.tables import Row
from assessment.voices.surveys.models import AnswerColumn, AnswerList
from assessment.voices.surveys.queries.files import read_answer_table

LONGEST_FILE_NAME = 100
MOST_BYTES = 900_000
"""The server accepts one megabyte per request, with everything around the file."""
LABELS = {
    AnswerColumn.DAY: _("Date"),
    AnswerColumn.NUMBER: _("Number from 0 to 10"),
    AnswerColumn.WHY: _("Reason"),
}


class AnswerFileForm(forms.Form):
    """A file to read; no answer is brought in yet."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("CSV or XLSX, up to 1,000 rows and 900 KB. The first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": _("Choose the file with your answers."),
            "empty": _("This file is empty. Choose the file with your answers."),
            "invalid": _("Choose the file with your answers."),
        },
    )

    table: list[Row]

    def clean_file(self) -> UploadedFile:
        """Read the rows into `table`."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 900 KB. Split it into several files.")
            )
        self.table = read_answer_table(file.read())
        return file

    def file_name(self) -> str:
        return one_line(str(self.cleaned_data["file"].name))[:LONGEST_FILE_NAME]


class ColumnsForm(forms.Form):
    """Which column contains the day, the number and the reason."""

    def __init__(self, *args: Any, answer_list: AnswerList) -> None:
        super().__init__(*args)
        heads = [(str(place), head) for place, head in enumerate(answer_list.table[0]) if head]
        for column in AnswerColumn:
            self.fields[column] = forms.ChoiceField(
                label=LABELS[column],
                choices=[("", gettext("Not in this file")), *heads],
                initial=str(answer_list.columns.get(column, "")),
                required=column is not AnswerColumn.WHY,
                error_messages={"required": _("Choose the column that it is in.")},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a column that is chosen for two values."""
        chosen = [place for place in self.cleaned_data.values() if place]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(gettext("Choose a different column for each of them."))
        return self.cleaned_data

    def columns(self) -> dict[str, int]:
        """Return where each value is; the form must be valid."""
        chosen = {column.value: self.cleaned_data[column] for column in AnswerColumn}
        return {column: int(place) for column, place in chosen.items() if place}
