"""What a consultant writes about a result: as a whole, about areas and about practices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LONGEST_REMARK
from assessment.domain.model.maturity import MaturityModel
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries.comments import Subject, mark, marks_of

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
        self._remarks = remarks
        super().__init__(sent.dict() if sent is not None else None)
        self.fields["seen"].initial = self._marks_now()
        for subject in self._subjects():
            self.fields[_name(*subject)] = _text(private=subject[1], text=self._text_now(subject))

    def _text_now(self, subject: Subject) -> str:
        return self._remarks[subject].text if subject in self._remarks else ""

    def _marks_now(self) -> str:
        marks = marks_of(self._remarks)
        return " ".join(f"{_name(*s)}={marks[s]}" for s in self._subjects() if s in marks)

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

    def seen_marks(self) -> dict[Subject, str]:
        """What the writer had before them; what the form does not know was not there."""
        marks = dict(part.partition("=")[::2] for part in self.cleaned_data["seen"].split())
        return {subject: marks.get(_name(*subject), "") for subject in self._subjects()}

    def let_try_again(
        self, clashes: Collection[Subject], remarks: Mapping[Subject, Comment]
    ) -> None:
        """Show what is there by now, and in it what the writer changed; the next try is about that.

        Where both wrote about the same, their text is said beside the field.
        """
        self._remarks = remarks
        seen, texts = self.seen_marks(), self.texts()
        fresh = {"seen": self._marks_now()}
        for subject in self._subjects():
            untouched = mark(texts[subject]) == seen[subject]
            name = _name(*subject)
            fresh[name] = self._text_now(subject) if untouched else texts[subject]
            if subject in clashes:
                theirs = self._text_now(subject)
                said = (
                    _("Meanwhile this was saved: “%(text)s”")
                    if theirs
                    else _("Meanwhile the text was taken away.")
                )
                self.add_error(name, said % {"text": theirs})
        self.data = {**self.data, **fresh}


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
                LONGEST_REMARK,
                _(
                    "This is longer than %(limit_value)s letters. "
                    "Nothing was saved yet: shorten it."
                ),
            )
        ],
    )
