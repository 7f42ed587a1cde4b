"""The builder's form: what an owner can put into a quarter, read from a link."""

import re
from collections.abc import Mapping, Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import (
    LEAST_ACTIONS,
    MOST_ACTIONS,
    MOST_HOURS,
    MOST_MONEY,
    MOST_OWN_COSTS,
)
from assessment.domain.planning.constraints import Cost, Mode, PlanWish
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.parsing.fields import Part
from assessment.foundation.parsing.number_fields import NumberField, use_currency
from assessment.journey.planning import wording
from assessment.journey.planning.presenters.starting_point import Start
from assessment.journey.planning.presenters.wish_links import (
    costing,
    encoded_costs,
    importance_name,
    with_started,
)

IMPORTANCES = [("1", _("Less")), ("2", _("Usual")), ("3", _("More"))]
MODES = [
    (Mode.VALUE.value, _("The most benefit for customers")),
    (Mode.LEVEL.value, _("Moving as many areas as possible up a level")),
    (Mode.OVERALL.value, _("The next level for the whole business")),
]
HOURS_SAY = _("Enter a whole number of hours up to 2000, like 12.")
MONEY_SAYS = _("Enter a whole amount up to 100,000, like 200.")
OWN_HOURS, OWN_MONEY = "own-hours", "own-money"
NOTHING = Cost(0, 0)
# Without re.ASCII, \d would also match the digits of other scripts.
COST = re.compile(r"([^:]+):(\d{1,6}):(\d{1,6})", re.ASCII)


PLACES = re.compile(r"\d{1,2}", re.ASCII)


class WishForm(forms.Form):
    """The hours, money and priorities of a quarter, with pins and removals as hidden fields.

    The form is read from a link, and any part that is missing keeps its starting value. The link
    can also carry the owner's own figures for one action. Then `own` is the code of that action
    and `of` is the query string of the plan being changed.
    """

    hours = NumberField(label=_("Hours this quarter"), most=MOST_HOURS, says=HOURS_SAY)
    money = NumberField(label=_("Money this quarter"), most=MOST_MONEY, says=MONEY_SAYS, money=True)
    actions = NumberField(
        label=_("Maximum number of actions"),
        least=LEAST_ACTIONS,
        most=MOST_ACTIONS,
        says=_("Enter a whole number of actions from 1 to 60, like 5."),
        help_text=_("A few finished actions beat many half-done ones."),
    )
    mode = forms.ChoiceField(
        label=_("What comes first"),
        choices=MODES,
        widget=forms.RadioSelect,
        help_text=_("An area close to its next level can come before the basics of another."),
        error_messages={"invalid_choice": _("Choose what comes first.")},
    )

    def __init__(self, asked: QueryDict, *, submission: Submission, start: Start) -> None:
        self.model, self.start = submission.model, start
        self._known = {action.code for action in self.model.actions}
        self.own = asked.get("own", "")
        self.unknown = bool(self.own) and self.own not in self._known
        of = QueryDict(asked.get("of", "")) if self.own else asked
        self._pinned, self._excluded = self._codes(of)
        self._costs = self._own_costs(of)
        self._empty_places = self._places(of)
        rides = {
            "pin": sorted(self._pinned),
            "exclude": sorted(self._excluded),
            "cost": encoded_costs(self._costs),
            "empty": [str(self._empty_places)] if self._empty_places else [],
        }
        own = {name: asked.get(name, "") for name in (OWN_HOURS, OWN_MONEY)}
        # QueryDict.dict() keeps only the last value of a repeated parameter. Pins, removals and
        # costs are repeated, so they were read above and are passed on separately.
        super().__init__({**self._start(), **of.dict(), **own, **rides})
        self._add_fields(rides)
        use_currency(self, submission.currency)
        self.helper = self._helper(submission.currency)

    def _add_fields(self, rides: Mapping[str, Sequence[str]]) -> None:
        if self.start.started:
            self.fields["hours"].help_text = wording.started_actions_use(self.start.started_hours)
        for dimension in self.model.dimensions:
            self.fields[importance_name(dimension)] = forms.ChoiceField(
                label=dimension.title,
                choices=IMPORTANCES,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose less, usual or more.")},
            )
        for name, values in rides.items():
            self.fields[name] = forms.MultipleChoiceField(
                choices=[(value, value) for value in values],
                required=False,
                widget=forms.MultipleHiddenInput,
            )
        if self.own in self._known:
            self.fields[OWN_HOURS] = NumberField(
                label=_("Total hours"), most=MOST_HOURS, says=HOURS_SAY
            )
            self.fields[OWN_MONEY] = NumberField(
                label=_("Maximum cost"), most=MOST_MONEY, says=MONEY_SAYS, money=True
            )

    def _helper(self, currency: str) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.form_method = "get"
        # This form is sent by GET, so a CSRF token would end up in addresses that people share.
        helper.disable_csrf = True
        areas = [importance_name(dimension) for dimension in self.model.dimensions]
        helper.layout = Layout(
            Part("journey/planning/_means.html", "hours", "money", "actions", currency=currency),
            Part("journey/planning/_importance.html", *areas),
            Part("journey/planning/_mode.html", "mode"),
            "pin",
            "exclude",
            "cost",
            "empty",
        )
        return helper

    def _start(self) -> dict[str, str]:
        wish = self.start.wish
        means = {"hours": wish.hours, "money": wish.money, "actions": wish.max_actions}
        areas = {importance_name(d): wish.importance_of(d.key) for d in self.model.dimensions}
        shown = {**means, **areas, "mode": wish.mode}
        return {name: str(value) for name, value in shown.items()}

    def _codes(self, of: QueryDict) -> tuple[set[str], set[str]]:
        """Read pins and removals from the link.

        A link without `hours` describes a change to the starting plan, not a whole plan, so its
        codes are added to the starting ones. If a code is both pinned and removed, the pin wins.
        """
        pin, exclude = set(of.getlist("pin")), set(of.getlist("exclude"))
        self.unknown |= not (pin | exclude) <= self._known
        if "hours" not in of:
            start = self.start.wish
            pin, exclude = pin | (start.pinned - exclude), exclude | start.excluded
        return self._open(pin), self._open(exclude - pin)

    def _open(self, codes: set[str]) -> set[str]:
        """Keep only codes of the model whose actions have not been started.

        No link can pin, remove or reprice an action that has been started.
        """
        return (codes & self._known) - self.start.started.keys()

    def _own_costs(self, of: QueryDict) -> dict[str, Cost]:
        """Read the owner's own figures from the link, in the same way as `_codes`."""
        start = self.start.wish.own_costs if "hours" not in of else {}
        costs = {code: cost for code, cost in start.items() if code in self._known}
        for found in map(COST.fullmatch, of.getlist("cost")):
            code, cost = (found[1], Cost(int(found[2]), int(found[3]))) if found else ("", NOTHING)
            # A plan with own figures for every action could take seconds to find, hence the limit.
            room = code in costs or len(costs) < MOST_OWN_COSTS
            known = code in self._known and room
            if known and cost.hours <= MOST_HOURS and cost.money <= MOST_MONEY:
                costs[code] = cost
            else:
                self.unknown = True
        return {code: costs[code] for code in self._open(set(costs))}

    def _places(self, of: QueryDict) -> int:
        """Read the number of places left empty by removed actions."""
        asked = of.get("empty", "0")
        if PLACES.fullmatch(asked):
            return int(asked)
        self.unknown = True
        return 0

    @property
    def own_fields(self) -> Sequence[BoundField]:
        """The fields with the owner's own figures for one action, as typed."""
        return [self[name] for name in (OWN_HOURS, OWN_MONEY) if name in self.fields]

    @property
    def clear(self) -> bool:
        """Whether every part of the link could be read."""
        return self.is_valid() and not self.unknown

    def wish(self) -> PlanWish:
        """Build the wish; unreadable parts keep their starting value. Started actions stay in."""
        self.is_valid()
        # Even if some fields have errors, `cleaned_data` contains all the others.
        good, start = self.cleaned_data, self.start.wish
        wish = PlanWish(
            hours=good.get("hours", start.hours),
            money=good.get("money", start.money),
            max_actions=good.get("actions", start.max_actions),
            mode=Mode(good.get("mode", start.mode)),
            importance={
                d.key: int(good.get(importance_name(d), start.importance_of(d.key)))
                for d in self.model.dimensions
            },
            pinned=frozenset(self._pinned),
            excluded=frozenset(self._excluded),
            own_costs=self._costs,
            empty_places=self._empty_places,
            team=start.team,
            not_suitable=start.not_suitable,
        )
        if OWN_HOURS in good and OWN_MONEY in good:
            own = Cost(good[OWN_HOURS], good[OWN_MONEY])
            wish = costing(self.model, wish, self.own, own)
        return with_started(wish, self.start.started)
