"""What a consultant writes about a result: as a whole, about areas and about practices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LONGEST_COMMENT
from assessment.domain.model.maturity import MaturityModel
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import Subject, mark, marks_of

CLIENT, PRIVATE = "client", "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFields:
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
class AreaCommentFields:
    """An area, and the questions in it."""

    area: CommentFields
    practices: tuple[CommentFields, ...]

    @property
    def written(self) -> int:
        return sum(each.written for each in self.practices)


class CommentsForm(forms.Form):
    """Every comment on a result in one form; `seen` says which ones it was filled in from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        model: MaturityModel,
        comments: Mapping[Subject, Comment],
    ) -> None:
        self.model = model
        self._comments = comments
        super().__init__(sent.dict() if sent is not None else None)
        self.fields["seen"].initial = self._marks_now()
        for subject in self._subjects():
            self.fields[_name(*subject)] = _text(private=subject[1], text=self._text_now(subject))

    def _text_now(self, subject: Subject) -> str:
        return self._comments[subject].text if subject in self._comments else ""

    def _marks_now(self) -> str:
        marks = marks_of(self._comments)
        return " ".join(f"{_name(*s)}={marks[s]}" for s in self._subjects() if s in marks)

    def _subjects(self) -> Sequence[Subject]:
        areas = [area.key for area in self.model.dimensions]
        practices = [practice.code for practice in self.model.practices]
        return [(about, private) for about in ["", *areas, *practices] for private in (False, True)]

    @property
    def whole(self) -> CommentFields:
        return self._fields_about("", str(_("The result as a whole")))

    @property
    def areas(self) -> tuple[AreaCommentFields, ...]:
        return tuple(
            AreaCommentFields(
                area=self._fields_about(area.key, area.title),
                practices=tuple(self._fields_about(p.code, p.short) for p in area.practices),
            )
            for area in self.model.dimensions
        )

    def _fields_about(self, about: str, title: str) -> CommentFields:
        return CommentFields(
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
        self, clashes: Collection[Subject], comments: Mapping[Subject, Comment]
    ) -> None:
        """Show what is there by now, and in it what the writer changed; the next try is about that.

        Where both wrote about the same, their text is said beside the field.
        """
        self._comments = comments
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
                LONGEST_COMMENT,
                _(
                    "This is longer than %(limit_value)s letters. "
                    "Nothing was saved yet: shorten it."
                ),
            )
        ],
    )
