"""What an owner answers to a request, and whom an owner invites."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.quarters import Quarter
from assessment.foundation.formatting.dates import day_in_year
from assessment.foundation.parsing.addresses import AddressField
from assessment.foundation.parsing.names import NameField
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import AccessLevel, Consultancy
from assessment.parties.engagements.forms.requests import TOO_LONG_NAME, usual_days
from assessment.parties.engagements.forms.terms import NO_END, TermsForm
from assessment.parties.engagements.models import AccessRequest

TWO_WEEKS = timedelta(days=14)


class AnswerRequestForm(TermsForm):
    """The owner's own terms, and for which business; the level asked for is chosen in advance."""

    field_order = ("business", "name", "level", "until", "day", "counts")

    business = forms.ChoiceField(
        label=_("For which business?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a business."),
            "invalid_choice": _("Choose one of your businesses."),
        },
    )
    name = NameField(
        label=_("Name of your business"),
        help_text=_("As your customers know it. It appears on your report."),
        max_length=100,
        error_messages={"required": _("Enter the name of your business."), **TOO_LONG_NAME},
    )
    counts = forms.BooleanField(label="", required=False)

    def __init__(
        self,
        *args: Any,
        asked: AccessRequest,
        businesses: Sequence[Business],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            *args,
            today=today,
            days=days_for_owners(today, asked.ends_on),
            no_end=gettext("Until I end it"),
            **kwargs,
        )
        still = asked.ends_on if asked.ends_on and asked.ends_on > today else None
        self.fields["level"].initial = asked.level
        self.fields["level"].widget.asked = asked.level
        self.fields["until"].initial = still.isoformat() if still else NO_END
        self.fields["counts"].label = gettext(
            "Count our scores in the figures of %(practice)s, without our name"
        ) % {"practice": asked.consultancy}
        self.fields["counts"].help_text = gettext(
            "They can show their clients the median score once eight businesses agree. "
            "You can change your mind."
        )
        self._ask_which(asked, businesses)

    def _ask_which(self, asked: AccessRequest, businesses: Sequence[Business]) -> None:
        """Ask only what is not known: a hand-over brings its business, a first one needs a name."""
        if asked.hands_over or len(businesses) == 1:
            del self.fields["business"], self.fields["name"]
        elif businesses:
            del self.fields["name"]
            self.fields["business"].choices = [  # type: ignore[attr-defined]
                (business.slug, str(business)) for business in businesses
            ]
        else:
            del self.fields["business"]
            self.fields["name"].initial = asked.business_name


def days_for_owners(today: date, asked: date | None = None) -> list[tuple[date, str]]:
    """Offer the day that was asked for, and the end of this quarter or of the next."""
    quarter = Quarter.containing(today)
    soon = quarter.ends_on if (quarter.ends_on - today) > TWO_WEEKS else quarter.next().ends_on
    words = gettext("%(day)s (asked for)")
    found = [(asked, words % {"day": day_in_year(asked)})] if asked and asked > today else []
    return [*found, *([] if asked == soon else [(soon, day_in_year(soon))])]


class InviteConsultantForm(TermsForm):
    """The address of a consultant, and the terms."""

    field_order = ("email", "level", "until", "day")

    email = AddressField(
        label=_("Their email address"),
        help_text=_("We’ll email them a link. It works for 14 days and only for that address."),
        missing=_("Enter the consultant’s email address."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(
            *args,
            today=today,
            days=usual_days(today),
            no_end=gettext("Until I end it"),
            **kwargs,
        )
        self.fields["level"].initial = AccessLevel.WORK
        self.fields["until"].initial = NO_END


class WhichPracticeForm(forms.Form):
    """For which of their practices a consultant accepts, or the name of a first one."""

    practice = forms.ChoiceField(
        label=_("For which practice?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a practice."),
            "invalid_choice": _("Choose one of your practices."),
        },
    )
    name = NameField(
        label=_("Name of your practice"),
        help_text=_("As your clients know it. It appears on their reports."),
        max_length=100,
        error_messages={"required": _("Enter the name of your practice."), **TOO_LONG_NAME},
    )

    def __init__(self, *args: Any, practices: Sequence[Consultancy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if practices:
            del self.fields["name"]
            choices = [(found.slug, str(found)) for found in practices]
            self.fields["practice"].choices = choices  # type: ignore[attr-defined]
            self.fields["practice"].initial = choices[0][0] if len(choices) == 1 else None
        else:
            del self.fields["practice"]
