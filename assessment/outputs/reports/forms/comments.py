"""The form for a consultant's comments on a result, its areas and its practices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.domain.limits import LONGEST_COMMENT
from assessment.domain.model.maturity import MaturityModel
from assessment.foundation.parsing.edit_forms import EditMixin
from assessment.foundation.parsing.edits import Edit, EditedMeanwhile
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.queries import Subject

CLIENT, PRIVATE = "client", "private"
WHOLE = _("The result as a whole")


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


class CommentsForm(EditMixin, forms.Form):
    """Every comment on a result in one form."""

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        model: MaturityModel,
        comments: Mapping[Subject, Comment],
    ) -> None:
        self.model = model
        stored = self._texts(comments)
        super().__init__(sent, stored=stored, initial=stored)
        for about, private in self._subjects():
            self.fields[_name(about, private)] = _text(private=private)

    def _subjects(self) -> Sequence[Subject]:
        areas = [area.key for area in self.model.dimensions]
        practices = [practice.code for practice in self.model.practices]
        return [(about, private) for about in ["", *areas, *practices] for private in (False, True)]

    def _texts(self, comments: Mapping[Subject, Comment]) -> dict[str, str]:
        return {
            _name(*subject): comments[subject].text if subject in comments else ""
            for subject in self._subjects()
        }

    @property
    def whole(self) -> CommentFields:
        return self._fields_about("", str(WHOLE))

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

    def values(self) -> dict[str, str]:
        """Return the texts with uniform line ends, in which they are stored."""
        return {name: "\n".join(text.splitlines()) for name, text in super().values().items()}

    def comments(self) -> Edit[Subject]:
        """Return what was sent, by subject."""
        edit = self.edit()
        by_subject = {subject: _name(*subject) for subject in self._subjects()}
        return Edit(
            values={s: edit.values[name] for s, name in by_subject.items() if name in edit.values},
            seen={s: edit.seen[name] for s, name in by_subject.items() if name in edit.seen},
        )

    def let_choose_comments(
        self, meanwhile: EditedMeanwhile, comments: Mapping[Subject, Comment]
    ) -> None:
        """Ask which comments to keep, those of somebody else or those of this writer."""
        theirs = {_name(*subject): text or "" for subject, text in meanwhile.theirs.items()}
        self.let_choose(EditedMeanwhile(theirs), self._texts(comments))

    def label_of(self, name: str) -> str:
        """Name the subject too, because every subject has the same two fields."""
        kind, _dash, about = name.partition("-")
        titles = {area.key: area.title for area in self.model.dimensions}
        titles |= {practice.code: practice.short for practice in self.model.practices}
        said = _("%(subject)s, private") if kind == PRIVATE else _("%(subject)s, for the client")
        return said % {"subject": titles.get(about, WHOLE)}


def _name(about: str, private: bool) -> str:  # noqa: FBT001 - the two make up a subject
    kind = PRIVATE if private else CLIENT
    return f"{kind}-{about}" if about else kind


def _text(*, private: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Private (not in any report)") if private else _("For the client"),
        required=False,
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
