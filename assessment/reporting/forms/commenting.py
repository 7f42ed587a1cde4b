"""What a consultant writes about a result: as a whole, about areas and about practices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.maturity import MaturityModel
from assessment.reporting.models import Comment
from assessment.reporting.queries.remarks import Subject, mark_of

LONGEST = 5_000
CLIENT, PRIVATE = "client", "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one thing can be written about: for the client, and for the practice alone."""

    title: str
    client: BoundField
    private: BoundField

    @property
    def fields(self) -> tuple[BoundField, BoundField]:
        return self.client, self.private

    @property
    def written(self) -> bool:
        """Whether it is shown open: it holds something, or something is wrong with it."""
        return any(field.value() or field.errors for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPlaces:
    """An area, and the questions in it."""

    area: Place
    practices: tuple[Place, ...]

    @property
    def written(self) -> int:
        return sum(place.written for place in self.practices)


class CommentsForm(forms.Form):
    """Every remark on a result in one form; `seen` says which ones it was filled in from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        model: MaturityModel,
        remarks: Mapping[Subject, Comment],
    ) -> None:
        self.model = model
        super().__init__(sent.dict() if sent is not None else None)
        self.fields["seen"].initial = mark_of(remarks)
        for subject in self._subjects():
            self.fields[_name(*subject)] = _text(
                private=subject[1], text=remarks[subject].text if subject in remarks else ""
            )

    def _subjects(self) -> Sequence[Subject]:
        areas = [area.key for area in self.model.dimensions]
        practices = [practice.code for practice in self.model.practices]
        return [(about, private) for about in ["", *areas, *practices] for private in (False, True)]

    @property
    def whole(self) -> Place:
        return self._place("", str(_("The result as a whole")))

    @property
    def areas(self) -> tuple[AreaPlaces, ...]:
        return tuple(
            AreaPlaces(
                area=self._place(area.key, area.title),
                practices=tuple(self._place(p.code, p.short) for p in area.practices),
            )
            for area in self.model.dimensions
        )

    def _place(self, about: str, title: str) -> Place:
        return Place(
            title=title, client=self[_name(about, False)], private=self[_name(about, True)]
        )

    def texts(self) -> dict[Subject, str]:
        """With every line end as one sign, so that a text that was not touched is the same."""
        return {
            subject: "\n".join(self.cleaned_data[_name(*subject)].splitlines())
            for subject in self._subjects()
        }

    def seen_now(self, remarks: Mapping[Subject, Comment]) -> None:
        """Let the next try be about the remarks as they are now."""
        self.data = {**self.data, "seen": mark_of(remarks)}


def _name(about: str, private: bool) -> str:  # noqa: FBT001 - the two make up a subject
    kind = PRIVATE if private else CLIENT
    return f"{kind}-{about}" if about else kind


def _text(*, private: bool, text: str) -> forms.CharField:
    return forms.CharField(
        label=_("Private, in no report") if private else _("For the client"),
        required=False,
        initial=text,
        widget=forms.Textarea(attrs={"rows": 2 if private else 3}),
        # By a validator: `max_length` would have browsers cut off what is pasted, without a word.
        validators=[
            MaxLengthValidator(
                LONGEST,
                _("This is longer than 5000 letters. Nothing was saved yet: shorten it."),
            )
        ],
    )
