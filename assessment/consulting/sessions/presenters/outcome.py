"""The page on which both sides sign what was agreed, as values that never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from assessment.consulting.sessions.models import PointKind, SessionPoint
from assessment.consulting.sessions.queries import SessionNow, result_of
from assessment.domain.model.answers import NOT_SURE, SET_ASIDE
from assessment.domain.model.maturity import Dimension, Practice
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.typed_text import for_paper
from assessment.foundation.pdf.fingerprint import fingerprint_of
from assessment.journey.questionnaire.models import BLANK
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment
from assessment.journey.results.presenters.levels import area_level, whole_level
from assessment.journey.results.wording import verdict
from assessment.outputs.reports.presenters.build_document import language_of_page

AIRY_UP_TO = 5
"""How many points the printed page has with its usual space between the parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeAction:
    """An action that was agreed: what, who and by when, as far as that was said."""

    text: str
    who: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeArea:
    """One area: its answers in a word or two, and its score and level once sent."""

    title: str
    answered: int
    total: int
    points: str = ""
    level: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage:
    """Everything on the page; `signed` are the names typed for the practice and the business.

    `points` and `level` are empty while the check has not been sent.
    """

    language: str
    business: str
    practice: str
    quarter: str
    held_on: date
    signed_at: datetime
    points: str
    level: str
    areas: tuple[OutcomeArea, ...]
    agreed: tuple[OutcomeAction, ...]
    later: tuple[str, ...]
    present: tuple[str, ...]
    signed: tuple[str, ...]

    @property
    def is_sent(self) -> bool:
        """Whether the check had been sent when this was signed."""
        return any(area.level for area in self.areas)

    @property
    def is_full(self) -> bool:
        """Whether so much was written down that the printed page has to be set closely."""
        return len(self.agreed) + len(self.later) > AIRY_UP_TO

    @property
    def mark(self) -> str:
        """A mark of everything that is read before signing, which changes with it."""
        unsigned = replace(self, signed_at=None, present=(), signed=())  # type: ignore[arg-type]
        return fingerprint_of(unsigned)

    def is_signed_by(self, for_practice: str, for_business: str) -> bool:
        """Return whether these are the names that were typed to sign."""
        return self.signed == (for_paper(for_practice), for_paper(for_business))

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "OutcomePage":
        """Read a page back from the database, where its dates are texts."""
        lists = {name: tuple(content[name]) for name in ("later", "present", "signed")}
        return cls(
            **{
                **content,
                **lists,
                "held_on": date.fromisoformat(content["held_on"]),
                "signed_at": datetime.fromisoformat(content["signed_at"]),
                "areas": tuple(
                    OutcomeArea(**{**area, "answers": tuple(area["answers"])})
                    for area in content["areas"]
                ),
                "agreed": tuple(
                    OutcomeAction(
                        text=one["text"],
                        who=one["who"],
                        due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
                    )
                    for one in content["agreed"]
                ),
            }
        )


def outcome_page(
    now: SessionNow,
    points: Sequence[SessionPoint],
    *,
    practice: str,
    at: datetime,
    present: Sequence[str] = (),
    signed: Sequence[str] = (),
) -> OutcomePage:
    """Return the page as it would be signed at this moment."""
    check, business = now.check, now.check.business
    sent = result_of(check)
    return OutcomePage(
        language=language_of_page(),
        business=for_paper(business.name),
        practice=for_paper(practice),
        quarter=quarter_name(check.quarter),
        held_on=business.day(at),
        signed_at=at.replace(microsecond=0),
        points=verdict.points(sent.scored.overall) if sent and sent.scored.overall.level else "",
        level=whole_level(sent).words if sent else "",
        areas=tuple(_area(check, area, sent) for area in check.model.dimensions),
        agreed=tuple(
            OutcomeAction(text=for_paper(one.text), who=for_paper(one.who), due_on=one.due_on)
            for one in points
            if one.kind == PointKind.AGREED
        ),
        later=tuple(for_paper(one.text) for one in points if one.kind == PointKind.LATER),
        present=tuple(map(for_paper, present)),
        signed=tuple(map(for_paper, signed)),
    )


def _area(check: CurrentAssessment, area: Dimension, sent: Submission | None) -> OutcomeArea:
    given = [p for p in area.practices if check.answer_to(p).given]
    return OutcomeArea(
        title=area.title,
        answered=len(given),
        total=len(area.practices),
        points=verdict.points(sent.scored.dimension(area.key)) if sent else "",
        level=area_level(sent, area.key).words if sent else "",
        answers=tuple(
            _("%(question)s: %(answer)s") % {"question": p.short, "answer": label_of(check, p)}
            for p in given
        ),
    )


def label_of(check: CurrentAssessment, practice: Practice) -> str:
    """Name the current answer to a question in a word or two; empty without one."""
    value = check.answer_to(practice).value
    others = {
        BLANK: "",
        NOT_SURE: _("Not sure"),
        SET_ASIDE: _("Hasn’t come up") if practice.event else _("Doesn’t apply"),
    }
    return others[value] if value in others else check.model.answers.labels[int(value)]
