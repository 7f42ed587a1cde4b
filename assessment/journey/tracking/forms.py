"""Forms about one action: its outcome, date, person, progress and the owner's own actions."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LONGEST_NOTE, MOST_HOURS, MOST_MONEY
from assessment.domain.model.maturity import Dimension
from assessment.domain.planning.planned_actions import PlannedAction, Status
from assessment.foundation.accounts.models import User
from assessment.foundation.links.keys import KEY_PATTERN, new_key
from assessment.foundation.parsing.addresses import AddressField
from assessment.foundation.parsing.fields import Part, due_field
from assessment.foundation.parsing.names import NameField
from assessment.foundation.parsing.number_fields import NumberField, use_currency
from assessment.journey.planning.models import PlanItem

A_WEEK = timedelta(days=7)
A_QUARTER_OF_AN_HOUR = Decimal("0.25")
ASSIGNEE = "helper"
"""The choice of who does it that means the current helper, who has no account."""

ENDS = {
    Status.DONE: _("All of it"),
    Status.PARTLY: _("Part of it"),
    Status.DROPPED: _("Dropped it"),
}
TOO_LONG = _("Shorten the text to 10,000 characters or fewer.")
HOURS_SAY = _("Enter hours to the nearest quarter, up to 2000, like 2.5 or 2,25.")
MONEY_SAYS = _("Enter a whole amount up to 100,000, like 200.")


def words_field(label: Any, *, rows: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG},
        **kwargs,
    )


def end_field(*, may_drop: bool) -> forms.ChoiceField:
    ends = [(end.value, words) for end, words in ENDS.items() if may_drop or end != Status.DROPPED]
    says = _("Choose how far you got.")
    return forms.ChoiceField(
        label=_("How far did you get?"),
        choices=ends,
        widget=forms.RadioSelect,
        error_messages={"required": says, "invalid_choice": says},
    )


def who_field(people: Sequence[User], item: PlanItem | None = None) -> forms.ChoiceField:
    """Choose a team member, nobody yet, or the current helper if there is one."""
    assignee = [(ASSIGNEE, item.helper_name)] if item and item.helper_name else []
    offered = [("", _("Nobody yet")), *assignee, *((str(p.pk), str(p)) for p in people)]
    now = ASSIGNEE if assignee else str(item.owner_id or "") if item else ""
    return forms.ChoiceField(
        label=_("Who does it"),
        choices=offered,
        initial=now if now in dict(offered) else "",
        required=False,
        error_messages={"invalid_choice": _("Choose a team member, or nobody yet.")},
    )


class AssigneesOutcomeForm(forms.Form):
    """How it went: how far, what has changed, and the hours. Only the first is required."""

    outcome = words_field(_("What you or your customers notice now"), rows=2)
    hours = NumberField(
        label=_("Hours it took"),
        required=False,
        most=MOST_HOURS,
        step=A_QUARTER_OF_AN_HOUR,
        says=HOURS_SAY,
    )

    def __init__(
        self,
        *args: Any,
        planned: PlannedAction,
        may_drop: bool = False,
        currency: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"initial": _outcome_of(planned), **kwargs})
        self.fields["end"] = end_field(may_drop=may_drop)
        self.order_fields(["end", *self.fields])
        use_currency(self, currency)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Part(
                "journey/tracking/_outcome_fields.html",
                *self.fields,
                planned=number_format(planned.hours),
                currency=currency,
            )
        )

    def cleaned_outcome(self) -> dict[str, Any]:
        """Return the data as the service expects it."""
        good = self.cleaned_data
        return {
            "end": Status(good["end"]),
            "words": good["outcome"],
            "hours": good["hours"],
            "money": good.get("money"),
        }


class OutcomeForm(AssigneesOutcomeForm):
    """Like the helper's form, with the money spent, which only the business knows."""

    money = NumberField(
        label=_("Money spent"), required=False, money=True, most=MOST_MONEY, says=MONEY_SAYS
    )


def _outcome_of(planned: PlannedAction) -> dict[str, Any]:
    promised = planned.promised
    return {
        "end": promised.status if promised.status in ENDS else Status.DONE,
        "outcome": promised.outcome,
        "hours": promised.real_hours,
        "money": promised.real_money,
    }


class MoveForm(forms.Form):
    """A new date or another person. Without a `who` in the data, the person stays the same."""

    def __init__(
        self, *args: Any, item: PlanItem, people: Sequence[User], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.people = {str(person.pk): person for person in people}
        due_on = item.due_on if item.due_on >= today else today + A_WEEK
        self.fields["who"] = who_field(people, item)
        self.fields["due"] = due_field(due_on, today)

    def moved(self) -> dict[str, Any]:
        """Return the data as the service expects it."""
        due_on, who = self.cleaned_data["due"], self.cleaned_data["who"]
        # The "Move to later" button on the board sends only a date.
        if "who" not in self.data:
            with_assignee = bool(self.item.helper_name)
            return {"due_on": due_on, "owner": self.item.owner, "with_assignee": with_assignee}
        owner = self.people.get(who)
        return {"due_on": due_on, "owner": owner, "with_assignee": who == ASSIGNEE}


class DropForm(forms.Form):
    why = words_field(
        _("Why are you dropping it?"),
        rows=2,
        help_text=_("We’ll show this on the board. It will help when you plan the next quarter."),
    )


class ProgressForm(forms.Form):
    """Ticked steps and the note. Parts that the page does not send stay the same."""

    # Browsers send nothing for unticked boxes. This field tells a page whose boxes are all
    # unticked from a page without boxes.
    ticks = forms.BooleanField(required=False, widget=forms.HiddenInput)
    note = words_field(_("What has happened so far"), rows=3)

    def __init__(self, *args: Any, planned: PlannedAction, **kwargs: Any) -> None:
        promised = planned.promised
        known = {"note": promised.note, "ticks": True, "step": promised.ticked}
        super().__init__(*args, **{"initial": known, **kwargs})
        self.fields["step"] = forms.TypedMultipleChoiceField(
            required=False,
            coerce=int,
            choices=[(number, number) for number in range(len(planned.steps))],
        )

    @property
    def ticked(self) -> frozenset[str]:
        """The ticked steps as sent, or else as saved."""
        return frozenset(map(str, self["step"].value() or ()))

    def progress(self) -> dict[str, Any]:
        """Return the data as the service expects it."""
        good = self.cleaned_data
        return {
            "ticked": good["step"] if good["ticks"] else None,
            "note": good["note"] if "note" in self.data else None,
        }


class HandOverForm(forms.Form):
    """The person who gets a link to one action."""

    name = NameField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the name of the person who will do it."),
            "max_length": _("Shorten the name to 100 characters or fewer."),
        },
    )
    email = AddressField(missing=_("Enter the email address to send the link to."))

    def __init__(self, *args: Any, item: PlanItem, **kwargs: Any) -> None:
        known = {"name": item.helper_name, "email": item.helper_email}
        super().__init__(*args, **{"initial": known, **kwargs})


class OwnForm(forms.Form):
    """The owner's own action: what it is, what it takes and which area it is for."""

    title = NameField(
        label=_("What do you want to do?"),
        help_text=_("Start with a verb, like “Ask three regulars what they miss”."),
        max_length=120,
        error_messages={
            "required": _("Say in one line what you want to do."),
            "max_length": _("Shorten the title to 120 characters or fewer."),
        },
    )
    hours = NumberField(
        label=_("Hours, all of you together"),
        most=MOST_HOURS,
        says=_("Enter a whole number of hours up to 2000, like 3."),
    )
    money = NumberField(
        label=_("Money"),
        help_text=_("Enter 0 if it costs nothing."),
        money=True,
        most=MOST_MONEY,
        says=MONEY_SAYS,
    )

    def __init__(
        self,
        *args: Any,
        areas: Sequence[Dimension],
        currency: str,
        item: PlanItem | None = None,
        alone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"initial": _own(item), **kwargs})
        if alone:
            self.fields["hours"].label = _("Hours")
        use_currency(self, currency)
        self.fields["area"] = forms.ChoiceField(
            label=_("Which area is it for?"),
            choices=[("", _("None in particular")), *((area.key, area.title) for area in areas)],
            required=False,
            error_messages={"invalid_choice": _("Choose one of the areas, or none.")},
        )

    def own(self) -> dict[str, Any]:
        """Return the data as the service expects it."""
        return {name: self.cleaned_data[name] for name in ("title", "hours", "money", "area")}


class NewOwnForm(OwnForm):
    """A new action of the owner's own, with who does it and by when.

    `key` will identify the action in its address. It is created with the form, so that a form
    sent twice adds only one action.
    """

    key = forms.RegexField(KEY_PATTERN, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Sequence[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["who"] = who_field(people)
        self.fields["due"] = due_field(today + A_WEEK, today)

    def promised(self) -> dict[str, Any]:
        """Return the person, due date and key as the service expects them."""
        good = self.cleaned_data
        return {
            "owner": self.people.get(good["who"]),
            "due_on": good["due"],
            "key": good["key"] or new_key(),
        }


def _own(item: PlanItem | None) -> dict[str, Any]:
    if item is None:
        return {"key": new_key(), "money": 0}
    return {
        "title": item.title,
        "hours": item.hours,
        "money": item.money,
        "area": item.dimension,
    }
