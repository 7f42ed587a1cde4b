"""What an owner can put into a quarter, and who does what by when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from assessment.accounts.models import User
from assessment.domain.checks import Check
from assessment.domain.exchange import MOST as MOST_MONEY
from assessment.domain.wishes import Mode, PlanWish
from assessment.planning.page.building import Pick
from assessment.planning.page.wishes import importance_name

MOST_HOURS = 2_000
MOST_ACTIONS = 60
LONGEST_PROMISE = timedelta(days=366)

IMPORTANCES = [("1", _("Less")), ("2", _("Usual")), ("3", _("More"))]
MODES = [
    (Mode.VALUE.value, _("The most good for customers")),
    (Mode.LEVEL.value, _("As many areas up a level as possible")),
    (Mode.OVERALL.value, _("The next level for the whole business")),
]


class Part(LayoutObject):
    """Some fields in a template of our own, which takes `fields` and what else it is given."""

    def __init__(self, template: str, *names: str, **facts: Any) -> None:
        self.template = template
        self.names = names
        self.facts = facts

    def render(self, form: Any, *_args: Any, **_kwargs: Any) -> str:
        form.rendered_fields.update(self.names)
        fields = [form[name] for name in self.names]
        return render_to_string(self.template, {"fields": fields, **self.facts})


def whole_number(label: Any, *, least: int = 0, most: int, says: Any, hint: Any = "") -> Any:
    """A number as text: no arrows that change it by a touch of the wheel."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "number"}),
        error_messages={"required": says, "invalid": says},
        validators=[MinValueValidator(least, says), MaxValueValidator(most, says)],
    )


class WishForm(forms.Form):
    """The means of a quarter and what they should be used for; pins and removals ride along.

    It is read from a link, so a part that is missing means: as it was.
    """

    hours = whole_number(
        _("Hours this quarter"),
        most=MOST_HOURS,
        says=_("Write a whole number of hours up to 2000, like 12."),
    )
    money = whole_number(
        _("Money this quarter"),
        most=MOST_MONEY,
        says=_("Write a whole amount without a sign, like 200, at most 100000."),
    )
    actions = whole_number(
        _("Actions at most"),
        least=1,
        most=MOST_ACTIONS,
        says=_("Write a whole number of actions from 1 to 60, like 5."),
        hint=_("Few and finished beats many and started."),
    )
    mode = forms.ChoiceField(
        label=_("What comes first"),
        choices=MODES,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose what comes first.")},
    )

    def __init__(self, asked: QueryDict, *, check: Check, start: PlanWish) -> None:
        self.model, self.start = check.model, start
        codes = self._codes(asked)
        super().__init__({**self._start(), **asked.dict(), **codes})
        for dimension in self.model.dimensions:
            self.fields[importance_name(dimension)] = forms.ChoiceField(
                label=dimension.title,
                choices=IMPORTANCES,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose less, usual or more.")},
            )
        for name in codes:
            self.fields[name] = forms.MultipleChoiceField(
                choices=[(action.code, action.title) for action in self.model.actions],
                required=False,
                widget=forms.MultipleHiddenInput,
            )
        self.helper = self._helper(check.currency)

    def _helper(self, currency: str) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.form_method = "get"
        helper.disable_csrf = True
        areas = [importance_name(dimension) for dimension in self.model.dimensions]
        helper.layout = Layout(
            Part("planning/_means.html", "hours", "money", "actions", currency=currency),
            Part("planning/_importance.html", *areas),
            Part("planning/_mode.html", "mode"),
            "pin",
            "exclude",
        )
        return helper

    def _start(self) -> dict[str, str]:
        wish = self.start
        means = {"hours": wish.hours, "money": wish.money, "actions": wish.max_actions}
        areas = {importance_name(d): wish.importance_of(d.key) for d in self.model.dimensions}
        shown = {**means, **areas, "mode": wish.mode}
        return {name: str(value) for name, value in shown.items()}

    def _codes(self, asked: QueryDict) -> dict[str, list[str]]:
        """Pins and removals: those of the link, on top of the start if the link says no more.

        What is pinned cannot be taken out at the same time: the pin holds.
        """
        known = {action.code for action in self.model.actions}
        pin, exclude = set(asked.getlist("pin")), set(asked.getlist("exclude"))
        self.unknown = not (pin | exclude) <= known
        if "hours" not in asked:
            pin, exclude = pin | (self.start.pinned - exclude), exclude | self.start.excluded
        return {"pin": sorted(pin & known), "exclude": sorted((exclude - pin) & known)}

    def wish(self) -> PlanWish:
        """What was asked for; where it cannot be read, as it was."""
        self.is_valid()
        good, start = self.cleaned_data, self.start
        return PlanWish(
            hours=good.get("hours", start.hours),
            money=good.get("money", start.money),
            max_actions=good.get("actions", start.max_actions),
            mode=Mode(good.get("mode", start.mode)),
            importance={
                d.key: int(good.get(importance_name(d), start.importance_of(d.key)))
                for d in self.model.dimensions
            },
            pinned=frozenset(good["pin"]),
            excluded=frozenset(good["exclude"]),
        )


class PromisesForm(forms.Form):
    """For each action of a plan, who does it and by when."""

    def __init__(
        self,
        *args: Any,
        picks: Sequence[Pick],
        people: Sequence[User],
        known: Mapping[str, tuple[User | None, date]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.picks = picks
        self.people = {str(person.pk): person for person in people}
        for pick in picks:
            owner, due_on = known[pick.code]
            self.fields[f"who-{pick.code}"] = self._who(owner)
            self.fields[f"due-{pick.code}"] = due_field(due_on, today)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            *(
                Part("planning/_promise.html", f"who-{pick.code}", f"due-{pick.code}", pick=pick)
                for pick in picks
            )
        )

    def _who(self, owner: User | None) -> forms.ChoiceField:
        initial = str(owner.pk) if owner else ""
        return forms.ChoiceField(
            label=_("Who does it"),
            choices=[("", _("Nobody yet")), *((pk, str(p)) for pk, p in self.people.items())],
            initial=initial if initial in self.people else "",
            required=False,
            error_messages={"invalid_choice": _("Choose somebody of your team, or nobody yet.")},
        )

    def promises(self) -> dict[str, tuple[User | None, date]]:
        """Who and when, by the code of the action."""
        good = self.cleaned_data
        return {
            pick.code: (self.people.get(good[f"who-{pick.code}"]), good[f"due-{pick.code}"])
            for pick in self.picks
        }


def due_field(due_on: date, today: date) -> forms.DateField:
    says = _("Choose a day from today on.")
    return forms.DateField(
        label=_("By when"),
        initial=due_on,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": today.isoformat()}),
        error_messages={
            "required": _("Choose a day by which it is done."),
            "invalid": _("Choose a day, or write it like 2026-11-30."),
        },
        validators=[
            MinValueValidator(today, says),
            MaxValueValidator(today + LONGEST_PROMISE, _("Choose a day within a year.")),
        ],
    )
