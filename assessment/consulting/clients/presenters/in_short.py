"""Sentences for the summary of a client, drafted from its numbers, and whether they still hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.consulting.clients.queries.client import ClientRecord
from assessment.consulting.clients.queries.summaries import WrittenSummary
from assessment.consulting.clients.wording.meeting import named
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.dates import quarter_name
from assessment.journey.planning.queries.saved_plans import SavedPlan
from assessment.journey.results.presenters.levels import whole_level
from assessment.journey.results.wording.areas import weakest_line
from assessment.journey.results.wording.changes import clear_changes, overall_line
from assessment.journey.results.wording.verdict import points, way_up


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """One sentence drafted from numbers; `key` and `title` name them, and `url` is their page."""

    key: str
    title: str
    text: str
    url: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One sentence of a summary: as drafted now, as the consultant wrote it, and if it holds.

    Attributes:
        draft: What the numbers say today; None if they are no longer known.
        says: The sentence in the summary; empty if it was left out.
        fact: What was drafted from the numbers that it was made from.
        outdated: Whether it was made from other numbers than today's.
    """

    key: str
    draft: DraftSentence | None
    says: str
    fact: str
    outdated: bool


def drafted(record: ClientRecord) -> tuple[DraftSentence, ...]:
    """Return the sentences that today's numbers make; none before the first result."""
    submission = record.submission
    if submission is None:
        return ()
    found: list[DraftSentence] = []
    results = reverse("results", args=[record.business.slug, submission.quarter.slug])
    plan = reverse("plan", args=[record.business.slug])
    trends = reverse("trends", args=[record.business.slug])
    the_result, the_areas = (_("the result"), results), (_("the areas"), f"{results}#h-areas")
    found.append(_sentence("level", _("Score and level"), _level(submission), the_result))
    if record.both is not None:
        change, moved = overall_line(record.both), " ".join(clear_changes(record.both))
        found.append(_sentence("change", _("Since last time"), change, (_("the trends"), trends)))
        found.append(_sentence("areas", _("Areas that changed"), moved, the_areas))
    found.append(_sentence("weakest", _("The lowest area"), weakest_line(submission), the_areas))
    did = (_("what was done"), f"{trends}#h-did")
    found.append(_sentence("done_since", _("What was done"), _done_since(record), did))
    found.append(
        _sentence("plan", _("The current plan"), plan_so_far(record.saved), (_("the plan"), plan))
    )
    found.append(_sentence("way_up", _("The way up"), way_up(submission), the_result))
    return tuple(sentence for sentence in found if sentence.text)


def _sentence(key: str, title: str, text: str, where: tuple[str, str]) -> DraftSentence:
    place, url = where
    return DraftSentence(key=key, title=title, text=text, url=url, place=place)


def _level(submission: Submission) -> str:
    named_level = whole_level(submission)
    facts = {
        "quarter": quarter_name(submission.quarter),
        "points": points(submission.scored.overall),
        "level": named_level.words,
    }
    if submission.scored.overall.level is None:
        return ""
    if not named_level.words:
        return _("In %(quarter)s, the score is %(points)s of 100.") % facts
    return _("In %(quarter)s, the score is %(points)s of 100, and the level is %(level)s.") % facts


def _done_since(record: ClientRecord) -> str:
    done = [planned.title for planned in record.done_since]
    if not done:
        return ""
    return ngettext(
        "Since the check before, %(actions)s was done.",
        "Since the check before, %(actions)s were done.",
        len(done),
    ) % {"actions": named(done)}


def plan_so_far(saved: SavedPlan | None) -> str:
    if saved is None or not saved.counted:
        return ""
    return ngettext(
        "Of the current plan, %(done)s of %(count)s action is done.",
        "Of the current plan, %(done)s of %(count)s actions are done.",
        len(saved.counted),
    ) % {"done": len(saved.done), "count": len(saved.counted)}


# ---- the sentences of a summary


def summary_lines(
    drafts: Sequence[DraftSentence], summary: WrittenSummary
) -> tuple[SummaryLine, ...]:
    """Return every sentence that could be in a summary, with its text as it is now."""
    kept = {s["key"]: s for s in summary.sources if s["says"] in summary.text}
    known = {draft.key: draft for draft in drafts}
    return tuple(
        SummaryLine(
            key=key,
            draft=known.get(key),
            says=kept[key]["says"] if key in kept else "",
            fact=kept[key]["fact"] if key in kept else "",
            outdated=key in kept and (key not in known or known[key].text != kept[key]["fact"]),
        )
        for key in [*known, *(key for key in kept if key not in known)]
    )


def outdated_in(record: ClientRecord, summary: WrittenSummary) -> int:
    """Count the sentences of a summary that were made from other numbers than today's."""
    lines = summary_lines(drafted(record), summary)
    return sum(line.outdated for line in lines)


def own_words(summary: WrittenSummary) -> str:
    """Return the text of a summary without the drafted sentences."""
    text = summary.text
    for source in summary.sources:
        text = text.replace(source["says"], "", 1)
    return "\n".join(line for line in (part.strip() for part in text.splitlines()) if line)
