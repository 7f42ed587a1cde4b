"""The form that asks who does each action of a plan, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.domain.planning.planned_actions import PlannedAction
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.fields import Part, due_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A suggestion of who does an action, and by when.

    `assignee` is the name of the current helper, if the action has been handed over. `why_then`
    explains the date, unless people chose it. `seen` is the current revision of the saved action,
    or None if it is not in the saved plan.
    """

    planned: PlannedAction
    user_id: int | None
    assignee: str
    due_on: date
    why_then: str
    seen: int | None


class PromisesForm(forms.Form):
    """Who does each unfinished action, and by when."""

    def __init__(
        self,
        *args: Any,
        proposals: Sequence[Proposal],
        people: Sequence[User],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actions = [proposal.planned for proposal in proposals]
        self.people = {str(person.pk): person for person in people}
        for proposal in proposals:
            name = proposal.planned.named
            self.fields[f"who-{name}"] = self._who(proposal)
            self.fields[f"due-{name}"] = due_field(proposal.due_on, today)
            self.fields[f"due-{name}"].help_text = proposal.why_then
            self.fields[f"seen-{name}"] = forms.IntegerField(
                initial=proposal.seen, required=False, widget=forms.HiddenInput
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            *(
                Part(
                    "journey/planning/_promise.html",
                    f"who-{planned.named}",
                    f"due-{planned.named}",
                    planned=planned,
                    seen=self[f"seen-{planned.named}"],
                )
                for planned in self.actions
            )
        )

    def _who(self, proposal: Proposal) -> forms.ChoiceField:
        nobody = proposal.assignee or _("Nobody yet")
        initial = str(proposal.user_id or "")
        return forms.ChoiceField(
            label=_("Who does it"),
            choices=[("", nobody), *((pk, str(p)) for pk, p in self.people.items())],
            initial=initial if initial in self.people else "",
            required=False,
            error_messages={"invalid_choice": _("Choose a team member, or nobody yet.")},
        )

    def promises(self) -> dict[str, tuple[User | None, date, int | None]]:
        """Return person, due date and revision seen, by the name within the plan."""
        good = self.cleaned_data
        return {
            name: (self.people.get(good[f"who-{name}"]), good[f"due-{name}"], good[f"seen-{name}"])
            for name in (planned.named for planned in self.actions)
        }
