"""The agenda of a session: each area with the time it took, and what is next."""

from dataclasses import dataclass
from datetime import datetime

from assessment.consulting.sessions.queries import SessionNow
from assessment.domain.model.maturity import Dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One area: minutes planned and used, answers so far, and whether it is shown or next."""

    area: Dimension
    planned: int
    used: int
    answered: int
    is_here: bool
    is_next: bool

    @property
    def total(self) -> int:
        return len(self.area.practices)

    @property
    def is_done(self) -> bool:
        return self.answered == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """All areas, and the minutes of the whole session."""

    lines: tuple[AgendaLine, ...]
    minutes: int
    gone: int

    @property
    def left(self) -> int:
        return max(self.minutes - self.gone, 0)

    @property
    def beyond(self) -> int:
        """The minutes by which the session is longer than planned."""
        return max(self.gone - self.minutes, 0)


def agenda_of(now: SessionNow, at: datetime) -> Agenda:
    """Return the agenda: every area gets the same share of the time planned."""
    session, check = now.session, now.check
    areas = check.model.dimensions
    after = now.following
    lines = []
    for area in areas:
        seconds = session.spent.get(area.key, 0)
        if area == now.area:
            seconds += int((at - session.area_since).total_seconds())
        lines.append(
            AgendaLine(
                area=area,
                planned=round(session.minutes / len(areas)),
                used=seconds // 60,
                answered=check.answered_in(area),
                is_here=area == now.area,
                is_next=area == after,
            )
        )
    gone = int((at - session.started_at).total_seconds()) // 60
    return Agenda(lines=tuple(lines), minutes=session.minutes, gone=gone)
