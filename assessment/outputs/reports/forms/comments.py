"""The form for a consultant's comments on a result, its areas and its practices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LONGEST_COMMENT
from assessment.domain.model.maturity import MaturityModel
from assessment.foundation.parsing.edits import mark, marks_of
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import Subject

CLIENT, PRIVATE = "client", "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFields:
    """The two fields of one subject: for the client, and for the consultants only."""

    title: str
    client: BoundField
    private: BoundField

    @property
    def fields(self) -> tuple[BoundField, BoundField]:
        return self.client, self.private

    @property
    def written(self) -> bool:
        """Whether to show it open: it contains text or an error."""
        return any(field.value() or field.errors for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCommentFields:
    """The fields of an area and of the questions in it."""

    area: CommentFields
    practices: tuple[CommentFields, ...]


class CommentsForm(forms.Form):
    """Every comment on a result in one form; `seen` has the marks of those it was rendered with."""

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
        # A plain dictionary, because `let_try_again` replaces values and a QueryDict is immutable.
        super().__init__(sent.dict() if sent is not None else None)
        self.fields["seen"].initial = self._marks_now()
        for subject in self._subjects():
            self.fields[_name(*subject)] = _text(private=subject[1], text=self._text_now(subject))

    def _text_now(self, subject: Subject) -> str:
        return self._comments[subject].text if subject in self._comments else ""

    def _marks_now(self) -> str:
        marks = marks_of({subject: comment.text for subject, comment in self._comments.items()})
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
        """Return the texts with uniform line ends, in which they are stored."""
        return {
            subject: "\n".join(self.cleaned_data[_name(*subject)].splitlines())
            for subject in self._subjects()
        }

    def seen_marks(self) -> dict[Subject, str]:
        """Return the marks of the comments that the form was rendered with; empty for none."""
        marks = dict(part.partition("=")[::2] for part in self.cleaned_data["seen"].split())
        return {subject: marks.get(_name(*subject), "") for subject in self._subjects()}

    def let_try_again(
        self, clashes: Collection[Subject], comments: Mapping[Subject, Comment]
    ) -> None:
        """Refill the form with the current comments, keeping what this writer changed.

        Where someone else changed the same subject, an error quotes their text. The new `seen`
        marks make the next attempt compare with the current comments.
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
                    _("In the meantime, this was saved: “%(text)s”")
                    if theirs
                    else _("In the meantime, the text was deleted.")
                )
                self.add_error(name, said % {"text": theirs})
        self.data = {**self.data, **fresh}


def _name(about: str, private: bool) -> str:  # noqa: FBT001 - the two make up a subject
    kind = PRIVATE if private else CLIENT
    return f"{kind}-{about}" if about else kind


def _text(*, private: bool, text: str) -> forms.CharField:
    return forms.CharField(
        label=_("Private (not in any report)") if private else _("For the client"),
        required=False,
        initial=text,
        widget=forms.Textarea(attrs={"rows": 2 if private else 3}),
        # Not `max_length`: browsers would then silently cut off a pasted text at the limit.
        validators=[
            MaxLengthValidator(
                LONGEST_COMMENT,
                _(
                    "This is longer than %(limit_value)s characters. "
                    "Nothing has been saved yet: please shorten it."
                ),
            )
        ],
    )
