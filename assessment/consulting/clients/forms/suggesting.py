"""The form in which a consultant suggests changes to a client's plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.consulting.clients.forms.texts import text_field
from assessment.consulting.clients.models import SuggestedChange, SuggestedKind
from assessment.consulting.clients.queries.suggestions import ChangeablePlan, Proposed
from assessment.domain.model.maturity import Action
from assessment.domain.planning.constraints import Cost
from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.fields import due_field
from assessment.journey.planning.models import PlanItem

LONGEST_REASON, LONGEST_LETTER = 500, 1_000
IN_TWO_WEEKS = timedelta(days=14)
LEAVE = "leave"
DO = [
    (LEAVE, _("Leave as it is")),
    (SuggestedKind.MOVE.value, _("Move it")),
    (SuggestedKind.GIVE.value, _("Give it to somebody else")),
    (SuggestedKind.SWAP.value, _("Swap it")),
    (SuggestedKind.DROP.value, _("Take it out")),
]
NO_DAY = _("Choose the day it should be done by.")
NO_REASON = _("Say why, in a sentence.")
MISSING = {
    SuggestedKind.MOVE: {"day": NO_DAY, "why": NO_REASON},
    SuggestedKind.GIVE: {"who": _("Choose who should do it."), "why": NO_REASON},
    SuggestedKind.SWAP: {
        "day": NO_DAY,
        "swap": _("Choose what should come in instead."),
        "why": NO_REASON,
    },
    SuggestedKind.DROP: {"why": NO_REASON},
}
"""What each kind of change needs, and what to say if it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestRow:
    """The fields of one action of the plan, or of one that would come in."""

    planned: PlannedAction
    fields: Mapping[str, BoundField]
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """An action that would come into the plan, its area and cost, and its fields."""

    action: Action
    area: str
    cost: Cost
    fields: Mapping[str, BoundField]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayWords:
    """Words about an action that was finished, taken out or added while they were written.

    `field` is the name under which they were sent, and `told` says that the page showed them.
    """

    field: str
    title: str
    words: str
    told: bool


class SuggestForm(forms.Form):
    """What to do with each unfinished action, and which actions to add; each with a reason.

    Args:
        typed: what the page has, if it is only shown again with an action more or less. Nothing is
            found missing in it, because the consultant is still writing.
        draft, letter: what was kept earlier.
    """

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        plan: ChangeablePlan,
        people: Sequence[User],
        today: date,
        typed: QueryDict | None = None,
        draft: Sequence[SuggestedChange] = (),
        letter: str = "",
    ) -> None:
        kept = {"letter": letter, **_drafted(draft)}
        super().__init__(sent, initial=typed.dict() | {"another": ""} if typed else kept)
        self.plan, self.today = plan, today
        self.people = {str(person.pk): person for person in people}
        self.by_code = {action.code: action for action in plan.candidates}
        self.open = [p for p in plan.saved.unfinished if not p.find_out]
        self.sent = sent or typed
        self.codes = self._codes_added(self.sent, draft)
        for planned in self.open:
            self._add_row(planned.key, planned)
        for code in self.codes:
            self._add_details(code, today + IN_TWO_WEEKS, None)
        self.fields["another"] = forms.ChoiceField(
            label=_("Add another action"),
            required=False,
            choices=[("", _("Choose an action")), *self._grouped(self.codes)],
        )
        self.fields["letter"] = text_field(
            _("A word to the client"),
            most=LONGEST_LETTER,
            rows=2,
            hint=_("It stands above your changes."),
        )

    def _codes_added(
        self, sent: QueryDict | None, draft: Sequence[SuggestedChange]
    ) -> tuple[str, ...]:
        """Return the codes that come in: those sent, or those of the draft."""
        if sent is None:
            drafted = [c.action for c in draft if c.kind == SuggestedKind.ADD]
            return tuple(code for code in drafted if code in self.by_code)
        wanted = dict.fromkeys([*sent.getlist("added"), sent.get("another", "")])
        gone = sent.get("leave-out", "")
        return tuple(code for code in wanted if code in self.by_code and code != gone)

    def _add_row(self, key: str, planned: PlannedAction) -> None:
        self.fields[f"do-{key}"] = forms.ChoiceField(
            label=_("What to do with “%(title)s”") % {"title": planned.title},
            choices=DO,
            initial=LEAVE,
        )
        later = max(planned.due_on, self.today + IN_TWO_WEEKS)
        self._add_details(key, later, planned.promised.user_id)
        self.fields[f"swap-{key}"] = forms.ChoiceField(
            label=_("Swap it for"),
            required=False,
            choices=[("", _("Choose an action")), *self._grouped(())],
        )

    def _add_details(self, name: str, day: date, user: int | None) -> None:
        self.fields[f"day-{name}"] = due_field(day, self.today)
        self.fields[f"day-{name}"].required = False
        self.fields[f"day-{name}"].label = _("Day")
        self.fields[f"who-{name}"] = forms.ChoiceField(
            label=_("Who does it"),
            required=False,
            initial=str(user or ""),
            choices=[("", _("Nobody yet")), *((pk, str(p)) for pk, p in self.people.items())],
        )
        self.fields[f"why-{name}"] = text_field(
            _("Why, in a sentence for the client"), most=LONGEST_REASON, rows=2
        )

    def _grouped(self, without: Sequence[str]) -> list[Any]:
        """Return what can come in as choices, under the titles of the areas."""
        model = self.plan.submission.model
        groups: dict[str, list[tuple[str, str]]] = {}
        for code, action in self.by_code.items():
            if code not in without:
                area = model.dimension(model.practice(action.practice).dimension).title
                groups.setdefault(area, []).append((code, action.title))
        return list(groups.items())

    # ---- for the page

    @property
    def rows(self) -> list[SuggestRow]:
        """The unfinished actions of the plan."""
        names = ("do", "day", "who", "swap", "why")
        return [
            SuggestRow(
                planned=planned,
                fields={name: self[f"{name}-{planned.key}"] for name in names},
                changed=self[f"do-{planned.key}"].value() != LEAVE,
            )
            for planned in self.open
        ]

    @property
    def new_rows(self) -> list[NewRow]:
        """What would come in."""
        model, names = self.plan.submission.model, ("day", "who", "why")
        return [
            NewRow(
                action=action,
                area=model.dimension(model.practice(action.practice).dimension).title,
                cost=self.plan.cost(action),
                fields={name: self[f"{name}-{action.code}"] for name in names},
            )
            for action in map(self.by_code.__getitem__, self.codes)
        ]

    @property
    def overtaken(self) -> list[StrayWords]:
        """What was written about actions that the page no longer offers."""
        sent = self.sent or QueryDict()
        titles = {action.code: action.title for action in self.plan.submission.model.actions}
        for item in self.plan.saved.plan.items.all():
            titles[item.key] = item.title or titles.get(item.action, item.action)
        return [
            StrayWords(
                field=name,
                title=titles[name.removeprefix("why-")],
                words=str(words),
                told=name in sent.getlist("told"),
            )
            for name, words in sent.items()
            if name.removeprefix("why-") in titles and name not in self.fields and words
        ]

    def preview(self) -> list[SuggestedChange]:
        """Return what the page shows as chosen so far, for what it would come to."""
        found = [SuggestedChange(kind=SuggestedKind.ADD, action=code) for code in self.codes]
        items = {item.key: item for item in self.plan.saved.plan.items.all()}
        for planned in self.open:
            kind = self[f"do-{planned.key}"].value()
            code = self[f"swap-{planned.key}"].value() or ""
            swaps = kind == SuggestedKind.SWAP
            if kind == SuggestedKind.DROP or (swaps and code in self.by_code):
                found.append(
                    SuggestedChange(
                        kind=kind, item=items[planned.key], action=code if swaps else ""
                    )
                )
        return found

    # ---- what was sent

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        for planned in self.open:
            key = planned.key
            kind = cleaned.get(f"do-{key}", LEAVE)
            for name, missing in MISSING.get(kind, {}).items():
                self._require(f"{name}-{key}", missing)
            if kind == LEAVE and cleaned.get(f"why-{key}"):
                said = _("You wrote a reason, so choose what to do with this action.")
                self.add_error(f"do-{key}", said)
        for code in self.codes:
            self._require(f"day-{code}", NO_DAY)
            self._require(f"why-{code}", NO_REASON)
        self._refuse_doubles()
        if not all(words.told for words in self.overtaken):
            self.add_error(None, _("The plan has changed since you opened this page."))
        return cleaned

    def _refuse_doubles(self) -> None:
        """Let each action come in only once."""
        coming = set(self.codes)
        for planned in self.open:
            name, sent = f"swap-{planned.key}", self.cleaned_data
            if sent.get(f"do-{planned.key}") == SuggestedKind.SWAP and sent.get(name):
                if sent[name] in coming:
                    self.add_error(name, _("This action comes in already. Choose another."))
                else:
                    coming.add(sent[name])

    def _require(self, name: str, missing: Any) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, missing)

    def letter(self) -> str:
        return str(self.cleaned_data["letter"])

    def changes(self, items: Mapping[str, PlanItem]) -> list[Proposed]:
        """Return the changes for the service; the form must be valid."""
        return [*self._changed(items), *self._added()]

    def _changed(self, items: Mapping[str, PlanItem]) -> Iterator[Proposed]:
        for planned in self.open:
            sent, key = self.cleaned_data, planned.key
            if sent[f"do-{key}"] != LEAVE:
                kind = SuggestedKind(sent[f"do-{key}"])
                dated = kind in {SuggestedKind.MOVE, SuggestedKind.SWAP}
                given = kind in {SuggestedKind.GIVE, SuggestedKind.SWAP}
                yield Proposed(
                    kind=kind,
                    item=items[key],
                    title=planned.title,
                    seen=planned.promised.revision,
                    action=sent[f"swap-{key}"] if kind is SuggestedKind.SWAP else "",
                    due_on=sent[f"day-{key}"] if dated else None,
                    owner=self.people.get(sent[f"who-{key}"]) if given else None,
                    reason=sent[f"why-{key}"],
                )

    def _added(self) -> Iterator[Proposed]:
        sent = self.cleaned_data
        for code in self.codes:
            yield Proposed(
                kind=SuggestedKind.ADD,
                title=self.by_code[code].title,
                action=code,
                due_on=sent[f"day-{code}"],
                owner=self.people.get(sent[f"who-{code}"]),
                reason=sent[f"why-{code}"],
            )


def _drafted(draft: Sequence[SuggestedChange]) -> dict[str, Any]:
    """Return the values of a draft by field name."""
    found: dict[str, Any] = {}
    for change in draft:
        name = change.item.key if change.item else change.action
        found |= {f"why-{name}": change.reason}
        if change.item:
            found |= {f"do-{name}": change.kind, f"swap-{name}": change.action}
        if change.due_on:
            found[f"day-{name}"] = change.due_on
        if change.owner_id:
            found[f"who-{name}"] = str(change.owner_id)
    return found
