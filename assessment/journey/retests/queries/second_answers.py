"""The answers of a whole site that were given twice, for its figures of doubt."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q

from assessment.domain.scoring.calibration import Repeated, Retest
from assessment.journey.questionnaire.models import Answer, as_value
from assessment.journey.retests.models import RetestKind, RetestSheet
from assessment.journey.retests.queries.asked_again import CLOSES_AFTER
from assessment.parties.catalogue.models import ModelVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondAnswers:
    """What businesses answered twice, each at most once, and the days on which they did.

    `same` was answered again by the person who sent the check, `other` by somebody else.
    """

    same: Sequence[Retest]
    other: Sequence[Retest]
    days: Sequence[date]


def second_answers(version: ModelVersion) -> SecondAnswers:
    """Return the newest second answers of each business under a version; two queries.

    Calibrated versions ask the same questions, so theirs count for the version they are laid over.
    Only pairs of numbers count, and of the same person only what that person answered the first
    time. Of somebody else, only a whole sheet within 28 days counts.
    """
    asked = Q(assessment__model_version=version)
    asked |= Q(assessment__model_version__key__startswith=f"{version.key}.")
    questions = len(version.maturity.practices)
    groups: dict[str, list[Retest]] = {kind: [] for kind in RetestKind.values}
    days = []
    pairs = _pairs(asked)
    for sheet in _newest(asked):
        given = pairs[sheet.pk]
        whole = len(given) == questions and sheet.delay <= CLOSES_AFTER
        if sheet.kind == RetestKind.OTHER and not whole:
            continue
        retest = [pair for pair in given if pair]
        if retest and sheet.answered_at:
            groups[sheet.kind].append(retest)
            days.append(sheet.answered_at.date())
    return SecondAnswers(
        same=groups[RetestKind.SAME], other=groups[RetestKind.OTHER], days=sorted(days)
    )


def _newest(asked: Q) -> Iterator[RetestSheet]:
    """Yield the newest sheet of each business and kind, so that each counts once."""
    sheets = RetestSheet.objects.answered().filter(asked, assessment__business__archived_at=None)
    seen = set()
    for sheet in sheets.select_related("assessment").order_by("-answered_at", "-pk").iterator():
        key = (sheet.kind, sheet.assessment.business_id)
        if key not in seen:
            seen.add(key)
            yield sheet


def _pairs(asked: Q) -> defaultdict[int, list[Repeated | None]]:
    """Return each answer that was given twice, by sheet; None if the two cannot be compared."""
    answered = {f"{AGAIN}__answered_at__isnull": False}
    same = {f"{AGAIN}__answers__practice": F("practice")}
    answers = Answer.objects.given().filter(asked, **answered, **same)
    found: defaultdict[int, list[Repeated | None]] = defaultdict(list)
    for given in map(AnsweredTwice._make, answers.values_list(*COLUMNS).iterator()):
        found[given.sheet].append(given.pair)
    return found


class AnsweredTwice(NamedTuple):
    """One answer of a check, and a second one to the same question."""

    sheet: int
    kind: str
    person: int
    second: str
    frozen: str
    practice: str
    value: str
    note: str
    checked: bool
    answered_by: int

    @property
    def pair(self) -> Repeated | None:
        """Both answers if they are numbers, and were given by whom the kind says."""
        answer = Answer(value=self.frozen or self.value, note=self.note, checked=self.checked)
        first, second = answer.as_sheet_answer(), as_value(self.second)
        if not (isinstance(first.value, int) and isinstance(second, int)):
            return None
        if self.kind == RetestKind.SAME and self.answered_by != self.person:
            return None
        return Repeated(self.practice, first.value, second, first.evidence)


AGAIN = "assessment__retests"
COLUMNS = (
    *(f"{AGAIN}__pk", f"{AGAIN}__kind", f"{AGAIN}__person", f"{AGAIN}__answers__value"),
    f"{AGAIN}__answers__first",
    *("practice", "value", "note", "checked", "answered_by"),
)
