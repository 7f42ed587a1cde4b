"""Sentences about access: what each level lets a practice do, and for how long."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.parties.access.rules import CAPABILITIES, Capability
from assessment.parties.consultancies.models import AccessLevel

FOR_OWNERS: dict[str, Promise] = {
    AccessLevel.SEE: _("They read. They change nothing."),
    AccessLevel.WORK: _(
        "They also answer questions, suggest changes to your plan and write comments. "
        "You send the check in."
    ),
    AccessLevel.SEND: _("They also change the plan, share results and send the finished check in."),
}
FOR_PRACTICES: dict[str, Promise] = {
    AccessLevel.SEE: _("Read results, answers, plan and reports. Change nothing."),
    AccessLevel.WORK: _(
        "Also answer questions, suggest changes to the plan and write comments. "
        "The owner sends the check in."
    ),
    AccessLevel.SEND: _("Also change the plan, share results and send the finished check in."),
}
ASKS_TO: dict[str, Promise] = {
    AccessLevel.SEE: _("They ask to read your results, answers, plan and reports."),
    AccessLevel.WORK: _(
        "They ask to read everything, answer questions, suggest changes to your plan and comment."
    ),
    AccessLevel.SEND: _(
        "They ask to answer questions, change your plan, share results and send the check in."
    ),
}
LINES: tuple[tuple[Promise, Capability], ...] = (
    (_("Read results, answers, plan and reports"), Capability.VIEW),
    (_("Answer questions and write notes"), Capability.ANSWER),
    (_("Suggest changes to your plan"), Capability.SUGGEST),
    (_("Write comments for your report"), Capability.COMMENT),
    (_("Change your plan"), Capability.PLAN),
    (_("Send the check in"), Capability.SUBMIT),
    (_("Share a result by a link"), Capability.SHARE),
    (_("Invite people, change settings or delete"), Capability.MANAGE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MayLine:
    """One thing that can be done, and by level, from the lowest up, whether it is allowed."""

    words: str
    cells: tuple[tuple[str, bool], ...]


def may_lines() -> list[MayLine]:
    """Say exactly what each level allows, as the access rules have it."""
    return [
        MayLine(
            words=str(words),
            cells=tuple((level, capability in CAPABILITIES[level]) for level in AccessLevel),
        )
        for words, capability in LINES
    ]
