"""The form that asks who does each action of a plan, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.fields import Part, due_field
from assessment.journey.planning.presenters.builder import BuilderAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A suggestion of who does an action, and by when.

    `assignee` is the name of the current helper, if the action has been handed over. `seen` is
    the current revision of the saved action, or None if it is not in the saved plan.
    """

    action: BuilderAction
    user_id: int | None
    assignee: str
    due_on: date
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
        self.actions = [proposal.action for proposal in proposals]
        self.people = {str(person.pk): person for person in people}
        for proposal in proposals:
            code = proposal.action.code
            self.fields[f"who-{code}"] = self._who(proposal)
            self.fields[f"due-{code}"] = due_field(proposal.due_on, today)
            self.fields[f"seen-{code}"] = forms.IntegerField(
                initial=proposal.seen, required=False, widget=forms.HiddenInput
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            *(
                Part(
                    "journey/planning/_promise.html",
                    f"who-{action.code}",
                    f"due-{action.code}",
                    planned=action.planned,
                    seen=self[f"seen-{action.code}"],
                )
                for action in self.actions
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
        """Return person, due date and revision seen, by action code."""
        good = self.cleaned_data
        return {
            code: (self.people.get(good[f"who-{code}"]), good[f"due-{code}"], good[f"seen-{code}"])
            for code in (action.code for action in self.actions)
        }
