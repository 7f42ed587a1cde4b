"""What becomes of one action: what came of it, another day, somebody else, an owner's own."""

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
from assessment.foundation.outbox.delivery import address_rules
from assessment.foundation.parsing.fields import Part, due_field, whole_number
from assessment.foundation.parsing.names import NameField
from assessment.journey.planning.models import PlanItem

A_WEEK = timedelta(days=7)
STEPS_AN_HOUR = 4
ASSIGNEE = "helper"
"""Among the choices of who does it: whoever does now, without an account."""

ENDS = {
    Status.DONE: _("All of it"),
    Status.PARTLY: _("Part of it"),
    Status.DROPPED: _("Dropped it after all"),
}
TOO_LONG = _("Write less, at most 10,000 letters.")
HOURS_SAY = _("Write hours in quarters up to 2000, like 2.5 or 2,25.")
MONEY_SAYS = _("Write a whole amount without a sign, like 200, at most 100000.")


def in_quarters(hours: Decimal) -> Decimal:
    return Decimal(round(hours * STEPS_AN_HOUR)) / STEPS_AN_HOUR


class QuartersOfAnHour(forms.DecimalField):
    """Hours in steps of a quarter, with a comma or a point, or left open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "number"}),
            error_messages={"invalid": HOURS_SAY},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        # Compared, not divided: what is too small to reckon with would leave no rest.
        if not 0 <= value <= MOST_HOURS or value != in_quarters(value):
            raise forms.ValidationError(HOURS_SAY)

    def clean(self, value: Any) -> Any:
        """However it was written: 0e-99999 is none, and no database takes it as it stands."""
        good = super().clean(value)
        return None if good is None else in_quarters(good)

    def prepare_value(self, value: Any) -> Any:
        """2.5 instead of 2.50."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def words_field(label: Any, *, rows: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG},
        **kwargs,
    )


def money_spent() -> Any:
    field = whole_number(_("Money spent"), most=MOST_MONEY, says=MONEY_SAYS)
    field.required = False
    return field


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
    """Somebody of the team, nobody yet, or whoever does it now without an account."""
    assignee = [(ASSIGNEE, item.helper_name)] if item and item.helper_name else []
    offered = [("", _("Nobody yet")), *assignee, *((str(p.pk), str(p)) for p in people)]
    now = ASSIGNEE if assignee else str(item.owner_id or "") if item else ""
    return forms.ChoiceField(
        label=_("Who does it"),
        choices=offered,
        initial=now if now in dict(offered) else "",
        required=False,
        error_messages={"invalid_choice": _("Choose somebody of your team, or nobody yet.")},
    )


class AssigneesOutcomeForm(forms.Form):
    """What came of it: how far, what is noticed now, and the hours; only how far is needed."""

    outcome = words_field(_("What customers or you notice now"), rows=2)
    hours = QuartersOfAnHour(label=_("Hours it took"))

    def __init__(
        self,
        *args: Any,
        planned: PlannedAction,
        may_drop: bool = False,
        currency: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"initial": _outcome_of(planned), **kwargs})
        self.fields["end"] = end_field(may_drop=may_drop)
        self.order_fields(["end", *self.fields])
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
        """As the action takes it."""
        good = self.cleaned_data
        return {
            "end": Status(good["end"]),
            "words": good["outcome"],
            "hours": good["hours"],
            "money": good.get("money"),
        }


class OutcomeForm(AssigneesOutcomeForm):
    """The same from the business itself, which knows what was spent."""

    money = money_spent()


def _outcome_of(planned: PlannedAction) -> dict[str, Any]:
    promised = planned.promised
    return {
        "end": promised.status if promised.status in ENDS else Status.DONE,
        "outcome": promised.outcome,
        "hours": promised.real_hours,
        "money": promised.real_money,
    }


class MoveForm(forms.Form):
    """Another day, or somebody else; who does it stays as it is where a form does not say."""

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
        """As the action takes it."""
        due_on, who = self.cleaned_data["due"], self.cleaned_data["who"]
        if "who" not in self.data:
            with_assignee = bool(self.item.helper_name)
            return {"due_on": due_on, "owner": self.item.owner, "with_assignee": with_assignee}
        owner = self.people.get(who)
        return {"due_on": due_on, "owner": owner, "with_assignee": who == ASSIGNEE}


class DropForm(forms.Form):
    why = words_field(
        _("In a word: why?"),
        rows=2,
        help_text=_("It stays on the board with that. It helps when you plan the next quarter."),
    )


class ProgressForm(forms.Form):
    """Which steps are done, and what happened so far; what a page does not send stays as it is."""

    ticks = forms.BooleanField(required=False, widget=forms.HiddenInput)
    note = words_field(_("What happened so far"), rows=3)

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
        """As they were sent, or else as they are saved."""
        return frozenset(map(str, self["step"].value() or ()))

    def progress(self) -> dict[str, Any]:
        """As the action takes it."""
        good = self.cleaned_data
        return {
            "ticked": good["step"] if good["ticks"] else None,
            "note": good["note"] if "note" in self.data else None,
        }


class HandOverForm(forms.Form):
    """Who gets a link to one action."""

    name = NameField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the name of the person who does it."),
            "max_length": _("Write a shorter name, of at most 100 letters."),
        },
    )
    email = forms.EmailField(
        label=_("Email address"),
        widget=forms.EmailInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Write the e-mail address that gets the link.")},
    )

    def __init__(self, *args: Any, item: PlanItem, **kwargs: Any) -> None:
        known = {"name": item.helper_name, "email": item.helper_email}
        super().__init__(*args, **{"initial": known, **kwargs})
        self.fields["email"].validators = address_rules()


class OwnForm(forms.Form):
    """What an action of one's own is, how much it takes and which area it is for."""

    title = forms.CharField(
        label=_("What do you want to do?"),
        help_text=_("Begin with a verb: “Ask three regulars what they miss”."),
        max_length=120,
        error_messages={
            "required": _("Write in a line what you want to do."),
            "max_length": _("Write it shorter, in at most 120 letters."),
        },
    )
    hours = whole_number(
        _("Hours, all of you together"),
        most=MOST_HOURS,
        says=_("Write a whole number of hours up to 2000, like 3."),
    )
    money = whole_number(
        _("Money"), most=MOST_MONEY, says=MONEY_SAYS, hint=_("0 if it costs nothing.")
    )

    def __init__(
        self, *args: Any, areas: Sequence[Dimension], item: PlanItem | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": _own(item), **kwargs})
        self.fields["area"] = forms.ChoiceField(
            label=_("Which area is it for?"),
            choices=[("", _("None in particular")), *((area.key, area.title) for area in areas)],
            required=False,
            error_messages={"invalid_choice": _("Choose one of the areas, or none.")},
        )

    def own(self) -> dict[str, Any]:
        """As the action takes it."""
        return {name: self.cleaned_data[name] for name in ("title", "hours", "money", "area")}


class NewOwnForm(OwnForm):
    """The same for one that is not there yet: also who does it, and by when.

    `key` is what it will be called in its address: a form sent twice names one action.
    """

    key = forms.RegexField(KEY_PATTERN, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Sequence[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["who"] = who_field(people)
        self.fields["due"] = due_field(today + A_WEEK, today)

    def promised(self) -> dict[str, Any]:
        """Who, when, and what it is called."""
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
