"""The form for what to include in a report, read from the query string."""

from collections.abc import Sequence
from functools import cached_property

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import quarter_name
from assessment.outputs.reports.editions import PARTS, Options
from assessment.outputs.reports.wording.document import left_out
from assessment.outputs.reports.wording.options import enclosed

WITHOUT = {
    "voices": _("What others say"),
    "notes": _("Notes and reasons"),
    "method": _("How the score is worked out"),
    "history": _("Quarter by quarter"),
    "answers": _("Every question with its options"),
    "clients": _("The median of other clients"),
}


class OptionsForm(forms.Form):
    """Which quarter to compare with, and what to leave out; an empty query means the defaults."""

    without = forms.MultipleChoiceField(
        label=_("Leave out"),
        help_text=_(
            "The last three are only in the consultant edition and in the editable document."
        ),
        required=False,
        choices=[(part, WITHOUT[part]) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
    )

    enclose = forms.BooleanField(
        label=_("Attach the answers to the file as a table"),
        help_text=_(
            "For the full report, for large print and for the consultant edition. The file "
            "becomes a PDF/A-3, which suits archiving."
        ),
        required=False,
    )

    def __init__(self, asked: QueryDict, *, earlier: Sequence[Quarter]) -> None:
        """`earlier` contains the quarters that it can be compared with, oldest first."""
        super().__init__(asked)
        self._asked, self._earlier = asked, earlier
        self._comparable = dict(_comparable(earlier)) if len(earlier) > 1 else {}
        self.fields["compare"] = forms.ChoiceField(
            label=_("Compare with"), required=False, choices=list(self._comparable.items())
        )
        # With a single earlier quarter there is no choice to make.
        if not self._comparable:
            del self.fields["compare"]
        self.helper = FormHelper()
        # The template has the form tag, because it adds the quarter as a hidden field. A GET form
        # needs no CSRF token, which would only end up in the address.
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        order = ("compare", "without", "enclose")
        self.helper.layout = Layout(*(name for name in order if name in self.fields))

    @cached_property
    def options(self) -> Options:
        return Options.asked_for(self._asked, earlier=self._earlier)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The options as query parameters or hidden fields."""
        return self.options.pairs

    @property
    def says(self) -> str:
        """What the reports below will include, in whole sentences."""
        options = self.options
        if not self.pairs and not self._earlier:
            return gettext("Everything is included.")
        if not self.pairs:
            return gettext("Everything is included, compared with the previous check.")
        quarter = self._comparable.get(options.compare) if options.compare else None
        compared = gettext("Compared with %(quarter)s.") % {"quarter": quarter} if quarter else ""
        said = (compared, left_out(options), enclosed(options))
        return " ".join(part for part in said if part)


def _comparable(earlier: Sequence[Quarter]) -> list[tuple[str, str]]:
    """List the choices with the previous check first, because it is the default."""
    *others, last = earlier
    before = gettext("The previous check: %(quarter)s") % {"quarter": quarter_name(last)}
    return [("", before), *((quarter.slug, quarter_name(quarter)) for quarter in reversed(others))]
