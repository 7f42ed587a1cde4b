"""Forms that edit stored values and know what they were rendered with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext, ngettext

from assessment.foundation.parsing.edits import Edit, EditedMeanwhile, mark, marks_of

SEEN = "_seen"
"""The name of a hidden field. No other field, and no slug, begins with an underscore."""
THEIRS, MINE = "theirs", "mine-"
"""The choices for a value that two windows changed; the mark to overwrite follows `mine-`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditClash:
    """A value that was also changed elsewhere, with both versions as text."""

    label: str
    name: str
    theirs: str
    mine: str
    use_mine: str


class EditMixin:
    """A mixin for forms over stored values, which `components/edit.html` makes complete.

    A hidden field has the marks of the values that the form was rendered with. A page without it
    was opened before an update of the site, and counts as showing what is stored now.

    Args:
        stored: the values in the database by field name.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    data: Any

    def __init__(self, *args: Any, stored: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored
        self.clashes: tuple[EditClash, ...] = ()
        self.fields[SEEN] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=_written(marks_of(stored))
        )

    def values(self) -> dict[str, Any]:
        """Return the values sent, by the names in `stored`; the form must be valid."""
        return {name: self.cleaned_data[name] for name in self.stored if name in self.fields}

    def edit(self) -> Edit[str]:
        """Return what was sent for the service; the form must be valid."""
        values, seen = self.values(), self._seen()
        for name in list(values):
            choice = self.data.get(f"keep-{name}", "")
            if choice == THEIRS:
                del values[name]
            elif choice.startswith(MINE):
                seen[name] = choice.removeprefix(MINE)
        return Edit(values=values, seen=seen)

    def _seen(self) -> dict[str, str]:
        if SEEN not in self.data:
            return marks_of(self.stored)
        return dict(part.partition("=")[::2] for part in self.cleaned_data[SEEN].split())

    def let_choose(self, meanwhile: EditedMeanwhile, stored: Mapping[str, Any]) -> None:
        """Refill the form with what is stored now, and ask about what was changed twice.

        Everything that this page changed is kept as it was typed. A clash keeps the mark that the
        page was shown until the reader chooses, so that saving again cannot decide it by accident.
        """
        seen, values = self._seen(), self.values()
        fresh = self.data.copy()
        for name, now in stored.items():
            if name in meanwhile.theirs or name not in values:
                continue
            if mark(values[name]) == seen.get(name, ""):
                _fill(fresh, name, now)
            seen[name] = mark(now)
        fresh[SEEN] = _written(seen)
        self.data = fresh
        self.clashes = tuple(
            EditClash(
                label=self.label_of(name),
                name=f"keep-{name}",
                theirs=shown(self.fields[name], theirs),
                mine=shown(self.fields[name], values[name]),
                use_mine=f"{MINE}{mark(theirs)}",
            )
            for name, theirs in meanwhile.theirs.items()
            if name in self.fields
        )

    def label_of(self, name: str) -> str:
        """Return the name of this value in a clash; forms with repeated labels say more."""
        return str(self.fields[name].label)

    @property
    def seen_field(self) -> forms.BoundField:
        """The hidden field, which a template cannot reach by its own name."""
        return self.fields[SEEN].get_bound_field(cast("forms.Form", self), SEEN)

    @property
    def clash_words(self) -> str:
        """Say what happened and that nothing is lost."""
        return ngettext(
            "Someone else, or another window of yours, changed this in the meantime. "
            "Choose which one to keep, then save. Everything you typed is still below.",
            "Someone else, or another window of yours, changed these in the meantime. "
            "Choose which ones to keep, then save. Everything you typed is still below.",
            len(self.clashes),
        )


def shown(field: forms.Field, value: Any) -> str:
    """Return a value as readers know it: labels instead of keys, and numbers as they are typed."""
    choices = dict(flatten_choices(getattr(field, "choices", ())))
    several = value if isinstance(value, (list, tuple)) else [value]
    words = [str(choices.get(v, field.prepare_value(v) or "")) for v in several if v is not None]
    return ", ".join(filter(None, words)) or gettext("(empty)")


def _fill(data: QueryDict, name: str, value: Any) -> None:
    several = value if isinstance(value, (list, tuple)) else [value]
    if value is False:
        data.pop(name, None)
    else:
        data.setlist(name, ["" if one is None else str(one) for one in several])


def _written(marks: Mapping[str, str]) -> str:
    return " ".join(f"{name}={found}" for name, found in marks.items() if found)
