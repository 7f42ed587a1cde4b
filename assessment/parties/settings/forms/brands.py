"""The form for a consulting firm's report branding."""

import re
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.colours import READABLE, WHITE, contrast, is_readable, nearest_readable
from assessment.domain.limits import LOGO_KILOBYTES
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.edits import EditedMeanwhile
from assessment.parties.consultancies.models import Brand
from assessment.parties.consultancies.services import brand_values

MOST_LINES = 5
LONGEST_LINE = 60
LONGEST_DISCLAIMER = 1_000
COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def several_lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BrandForm(EditMixin, forms.Form):
    """Logo, colour, contact details and disclaimer, all optional."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_(
            "A PNG, JPEG or WebP file of up to 900 kB. It appears on a white background, or on "
            "your colour if it is white itself. Leave this empty to keep your current logo."
        ),
        required=False,
        # An empty file gets the same message as any other file that is not an image.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"invalid": _("Choose your logo file again.")},
    )
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_("A # and six digits or letters, like #552C6B. Leave empty to use ours."),
        required=False,
        widget=forms.TextInput(
            attrs={"class": "width-medium", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    contact = forms.CharField(
        label=_("How clients can reach you"),
        help_text=_("Up to five short lines: address, phone, email, website."),
        required=False,
        widget=several_lines(4),
    )
    disclaimer = forms.CharField(
        label=_("Disclaimer"),
        help_text=_("Appears in small print next to the table of contents."),
        required=False,
        max_length=LONGEST_DISCLAIMER,
        widget=several_lines(4),
        error_messages={"max_length": _("Shorten the disclaimer to 1000 characters or fewer.")},
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        known = {"colour": brand.colour, "contact": brand.contact, "disclaimer": brand.disclaimer}
        stored = brand_values(brand)
        super().__init__(*args, stored=stored, **{"initial": known, **kwargs})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("logo", "colour", "contact", "disclaimer")

    # Checked here again, because the server's limit for whole requests is higher.
    def clean_logo(self) -> UploadedFile | None:
        logo: UploadedFile | None = self.cleaned_data["logo"]
        if logo and (logo.size or 0) > LOGO_KILOBYTES * 1_000:
            raise forms.ValidationError(
                gettext("This file is larger than 900 kB. Save a smaller version and choose it.")
            )
        return logo

    def clean_colour(self) -> str:
        """Return the colour as `#RRGGBB`, if white text on it is readable."""
        written = self.cleaned_data["colour"]
        if not written:
            return ""
        found = COLOUR.fullmatch(written)
        if found is None:
            raise forms.ValidationError(gettext("Enter the colour like this: #552C6B."))
        digits = found[1] if len(found[1]) > 3 else "".join(2 * digit for digit in found[1])  # noqa: PLR2004
        colour = f"#{digits.upper()}"
        if not is_readable(colour):
            raise forms.ValidationError(too_pale(colour))
        return colour

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
        """Return the values sent; without a new logo there is none, because the old one stays."""
        values = super().values()
        logo: UploadedFile | None = values.pop("logo")
        if logo is None:
            return values
        logo.seek(0)
        return {**values, "logo": logo.read()}

    def let_choose(self, meanwhile: EditedMeanwhile, stored: Mapping[str, Any]) -> None:
        """Ask about texts as usual. Browsers do not send a file again, so it has to be chosen."""
        texts = {name: value for name, value in meanwhile.theirs.items() if name != "logo"}
        super().let_choose(EditedMeanwhile(texts), stored)
        if "logo" in meanwhile.theirs:
            self.add_error("logo", other_logo())
        elif self.cleaned_data.get("logo"):
            self.add_error("logo", self.fields["logo"].error_messages["invalid"])


def other_logo() -> str:
    return gettext(
        "The logo was changed in the meantime, and the preview shows it. "
        "Choose your file again to use yours, or leave this empty to keep theirs."
    )


def too_pale(colour: str) -> str:
    """Explain why a colour is too pale, and suggest the nearest one that works."""
    return gettext(
        "White text is hard to read on %(colour)s. The contrast is %(ratio)s to 1, but it must be "
        "at least %(least)s. The nearest darker colour that works is %(darker)s."
    ) % {
        "colour": colour,
        # Rounded down: 4.49 rounded to 4.5 would make the sentence contradict itself.
        "ratio": int(contrast(colour, WHITE) * 10) / 10,
        "least": READABLE,
        "darker": nearest_readable(colour),
    }
