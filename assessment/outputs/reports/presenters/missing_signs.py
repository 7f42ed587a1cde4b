"""Characters in a report that no font can show, and where they were typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from assessment.foundation.pdf.fonts import drawn
from assessment.outputs.reports.presenters.areas import AreaPart
from assessment.outputs.reports.presenters.document import ReportDocument

MOST_SIGNS = 12
"""How many characters are named for one place."""


@dataclass(frozen=True, slots=True)
class MissingSigns:
    """Characters that will print as empty boxes, and a phrase for the place that has them."""

    signs: str
    place: str

    def __str__(self) -> str:
        return _("%(signs)s in %(place)s") % {"signs": self.signs, "place": self.place}


def missing_signs(document: ReportDocument, missing: frozenset[str]) -> tuple[MissingSigns, ...]:
    """Say where the missing characters are, in the order of the report."""
    found = []
    left = set(missing)
    for place, text in _places(document):
        here = missing & drawn(text)
        left -= here
        if here:
            found.append(MissingSigns(_listed(text, here), place))
    if left:
        found.append(MissingSigns(_listed(" ".join(sorted(left)), left), _("other text")))
    return tuple(found)


def _listed(text: str, signs: frozenset[str] | set[str]) -> str:
    """List the characters in the order in which they were typed, neighbours together, each once."""
    runs = groupby(text, key=signs.__contains__)
    ordered = list(dict.fromkeys("".join(run) for is_missing, run in runs if is_missing))
    shown = " ".join(ordered[:MOST_SIGNS])
    return f"{shown} …" if len(ordered) > MOST_SIGNS else shown


# ---- where people type


def _places(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """Yield each place where people type, as a phrase, with its text."""
    by = document.consultant
    yield _("the name of the business"), document.business
    yield _("the name of the person who checked"), document.checked_by
    yield _("the name of the consultancy"), by.name
    yield _("the consultancy’s contact details"), by.contact
    yield _("the consultancy’s closing words"), by.disclaimer
    yield _("the comment on the whole result"), by.summary
    for area in document.areas:
        yield from _places_in(area)
    for action in document.plan.actions:
        texts = (action.planned.title, action.who, action.outcome)
        yield _("action %(number)s of the plan") % {"number": action.number}, " ".join(texts)
    if document.since and document.since.plan:
        for past in document.since.plan.actions:
            texts = (past.planned.title, past.went, past.outcome)
            yield _("the plan of the last quarter"), " ".join(texts)


def _places_in(area: AreaPart) -> Iterator[tuple[str, str]]:
    yield _("the comment on %(area)s") % {"area": area.title}, area.comment
    for number, answer in enumerate(area.answers, start=1):
        place = {"area": area.title, "number": number}
        notes = " ".join(note.text for note in answer.notes)
        yield _("your note on %(area)s, question %(number)s") % place, notes
        yield _("the comment on %(area)s, question %(number)s") % place, answer.comment
