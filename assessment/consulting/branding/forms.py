"""The form for a practice's branding."""

import re
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LOGO_KILOBYTES
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.foundation.parsing.names import NameField
from assessment.parties.consultancies.models import Brand
from assessment.parties.consultancies.services import (
    Unusable,
    UnusableLogo,
    brand_values,
    encode_logo,
)

MOST_LINES = 5
LONGEST_LINE = 60
LONGEST_DISCLAIMER, LONGEST_COVER_TEXT = 1_000, 240
LONGEST_FOOTER, LONGEST_SENDER = 90, 60
LOGOS = ("logo", "logo_dark")
COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")

WHY_NOT = {
    Unusable.NO_PICTURE: _(
        "We can’t read this file as an image. Save your logo as a PNG, JPEG or WebP."
    ),
    Unusable.DRAWING: _(
        "This is an SVG, which can contain code, so we don’t accept it. Save your logo as a PNG."
    ),
    Unusable.TOO_LARGE: _(
        "This image has more than 16 million pixels. Save a smaller one: 600 pixels on the longer "
        "side are enough."
    ),
    Unusable.MOVES: _("This image is animated. Save a still version as a PNG."),
}


def several_lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def logo_field(**words: Any) -> forms.FileField:
    return forms.FileField(
        **words,
        required=False,
        # An empty file gets the same message as any other file that is not an image.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"invalid": _("Choose your logo file again.")},
    )


def colour_field(**words: Any) -> forms.CharField:
    return forms.CharField(
        **words,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "width-medium", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )


class BrandForm(EditMixin, forms.Form):
    """Logos, colours and texts of a practice, all optional."""

    logo = logo_field(
        label=_("Logo for a white background"),
        help_text=_(
            "A PNG, JPEG or WebP file of up to 900 kB. Leave this empty to keep your current logo."
        ),
    )
    logo_dark = logo_field(
        label=_("Logo for a dark background"),
        help_text=_(
            "A light version, for your cover and the top of each report. "
            "Without one, your other logo gets a white box there."
        ),
    )
    colour = colour_field(
        label=_("Main colour"),
        help_text=_("A # and six digits or letters, like #552C6B. Leave empty to use ours."),
    )
    accent = colour_field(
        label=_("Second colour"),
        help_text=_("For the quarter on your cover and the line below the heading."),
    )
    cover_text = forms.CharField(
        label=_("Words on the cover"),
        help_text=_("One or two sentences below the title, if you like."),
        required=False,
        max_length=LONGEST_COVER_TEXT,
        widget=several_lines(2),
        error_messages={
            "max_length": _("Shorten the words on the cover to 240 characters or fewer.")
        },
    )
    contact = forms.CharField(
        label=_("How clients can reach you"),
        help_text=_(
            "Up to five short lines: address, phone, email, website. We make links of them."
        ),
        required=False,
        widget=several_lines(4),
    )
    disclaimer = forms.CharField(
        label=_("Disclaimer"),
        help_text=_(
            "In small print on all reports except the page for the fridge. "
            "A long one gets a page of its own in the short reports."
        ),
        required=False,
        max_length=LONGEST_DISCLAIMER,
        widget=several_lines(4),
        error_messages={"max_length": _("Shorten the disclaimer to 1000 characters or fewer.")},
    )
    footer = NameField(
        label=_("Line at the bottom"),
        help_text=_("On every page and at the end of emails. For example: your registered name."),
        required=False,
        max_length=LONGEST_FOOTER,
        error_messages={
            "max_length": _("Shorten the line at the bottom to 90 characters or fewer.")
        },
    )
    sender_name = NameField(
        label=_("Sender of emails"),
        help_text=_(
            "Clients see this name on the emails you send them from here. "
            "Leave empty to use the name of your practice."
        ),
        required=False,
        max_length=LONGEST_SENDER,
        error_messages={"max_length": _("Shorten the sender’s name to 60 characters or fewer.")},
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        stored = brand_values(brand)
        known = {name: value for name, value in stored.items() if name not in LOGOS}
        super().__init__(*args, stored=stored, **{"initial": known, **kwargs})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*stored)

    def clean_logo(self) -> bytes | None:
        return self._clean_picture("logo")

    def clean_logo_dark(self) -> bytes | None:
        return self._clean_picture("logo_dark")

    def _clean_picture(self, name: str) -> bytes | None:
        """Return the picture as we would store it, or None if no file was chosen."""
        sent: UploadedFile | None = self.cleaned_data[name]
        if sent is None:
            return None
        # Checked here again, because the server's limit for whole requests is higher.
        if (sent.size or 0) > LOGO_KILOBYTES * 1_000:
            raise forms.ValidationError(
                gettext("This file is larger than 900 kB. Save a smaller version and choose it.")
            )
        try:
            return encode_logo(sent.read())
        except UnusableLogo as unusable:
            raise forms.ValidationError(WHY_NOT[unusable.why]) from unusable

    def clean_colour(self) -> str:
        return self._clean_colour("colour")

    def clean_accent(self) -> str:
        return self._clean_colour("accent")

    def _clean_colour(self, name: str) -> str:
        """Return the colour as `#RRGGBB`; one that is hard to read is replaced in print only."""
        written = self.cleaned_data[name]
        if not written:
            return ""
        found = COLOUR.fullmatch(written)
        if found is None:
            raise forms.ValidationError(gettext("Enter the colour like this: #552C6B."))
        digits = found[1] if len(found[1]) > 3 else "".join(2 * digit for digit in found[1])  # noqa: PLR2004
        return f"#{digits.upper()}"

    def clean_sender_name(self) -> str:
        """Refuse what mail programs could take for an address."""
        name: str = self.cleaned_data["sender_name"]
        if set(name) & set("@<>"):
            raise forms.ValidationError(
                gettext("Enter a name without @ or < >. The address stays that of this site.")
            )
        return name

    def clean_contact(self) -> str:
        """Return the lines as the cover shows them, without empty ones."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["contact"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(
                gettext("Use up to five lines of up to 60 characters each.")
            )
        return "\n".join(lines)

    def values(self) -> dict[str, Any]:
        """Return the values sent, without a logo that was not: the old one stays."""
        values = super().values()
        unsent = [name for name in LOGOS if values[name] is None]
        return {name: value for name, value in values.items() if name not in unsent}

    @property
    def has_new_logo(self) -> bool:
        """Whether files were chosen, which browsers do not send a second time."""
        return any(self.files.get(name) for name in LOGOS)

    def let_choose(self, meanwhile: EditedMeanwhile, stored: Mapping[str, Any]) -> None:
        """Ask about texts as usual. Browsers do not send a file again, so it has to be chosen."""
        texts = {name: value for name, value in meanwhile.theirs.items() if name not in LOGOS}
        super().let_choose(EditedMeanwhile(texts), stored)
        for name in LOGOS:
            if name in meanwhile.theirs:
                self.add_error(name, other_logo())
            elif self.cleaned_data.get(name):
                self.add_error(name, self.fields[name].error_messages["invalid"])


def other_logo() -> str:
    return gettext(
        "The logo was changed in the meantime, and the preview shows it. "
        "Choose your file again to use yours, or leave this empty to keep theirs."
    )
