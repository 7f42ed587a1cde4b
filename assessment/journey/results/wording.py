"""Whole, translatable sentences that depend on the numbers of a result."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Evidence, Value
from assessment.domain.model.maturity import MaturityModel, Tier
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.cairns import CairnTier
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import Change, change_of, comparable, overall_change
from assessment.domain.trends.mappings import Reread
from assessment.foundation.formatting.dates import quarter_months

CLOSE_WITHIN = 3
"""Areas at most this many displayed points above the weakest are named with it."""


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence: "Culture, Policies and Consistency"."""
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def titles(submission: Submission, scores: Sequence[DimensionScore]) -> str:
    return listed([submission.model.dimension(score.key).title for score in scores])


# ---- how well the score is supported


def nothing_to_support(submission: Submission) -> bool:
    """Whether no answer is high enough to need a note, and none has one."""
    overall = submission.scored.overall
    sure = shown(overall.upper) == shown(overall.points) == shown(overall.supported)
    answers = submission.sheet.answers.values()
    return sure and all(answer.evidence == Evidence.NONE for answer in answers)


def support_title(submission: Submission) -> str:
    overall = submission.scored.overall
    if nothing_to_support(submission):
        return _("Nothing to support yet.")
    # Compare displayed scores: a range hidden by rounding would read "Between 59 and 59".
    if shown(overall.upper) == shown(overall.points):
        return {
            "well": _("Well supported."),
            "partly": _("Partly supported."),
            "opinion": _("Mostly opinion."),
        }[overall.support]
    between = {
        "well": _("Between %(low)s and %(high)s, well supported."),
        "partly": _("Between %(low)s and %(high)s, partly supported."),
        "opinion": _("Between %(low)s and %(high)s, mostly opinion."),
    }[overall.support]
    return between % {"low": shown(overall.supported), "high": shown(overall.upper)}


def support_text(submission: Submission) -> str:
    overall = submission.scored.overall
    supported, points = shown(overall.supported), shown(overall.points)
    unsure = sum(answer.value == NOT_SURE for answer in submission.sheet.answers.values())
    if unsure:
        return ngettext(
            "One answer is “I’m not sure”. Finding out narrows the range.",
            "%(count)s answers are “I’m not sure”. Finding out narrows the range.",
            unsure,
        ) % {"count": unsure}
    if nothing_to_support(submission):
        highest = submission.model.answers.labels[submission.rule.unbacked_from - 1]
        return _("No answer is higher than “%(least)s”, so none needs a note.") % {"least": highest}
    if supported == points:
        return _("Notes support all of it.")
    return _(
        "Notes support %(supported)s of the %(points)s points. The rest is your own judgement."
    ) % {"supported": supported, "points": points}


# ---- the way up


def level_line(submission: Submission) -> str:
    overall = submission.scored.overall
    levels = submission.model.levels
    if not overall.level:
        return ""
    return _("Level %(number)s of %(levels)s, %(title)s.") % {
        "number": overall.level.rank + 1,
        "levels": len(levels),
        "title": overall.level.title,
    }


def way_up(submission: Submission) -> str:
    """Return the steps to the next level, or the areas short of support if steps do not help."""
    overall = submission.scored.overall
    if overall.next_level is None:
        return _("You’ve reached the top level.")
    if overall.steps_to_next is not None:
        return ngettext(
            "%(count)s step to %(level)s.", "%(count)s steps to %(level)s.", overall.steps_to_next
        ) % {"count": overall.steps_to_next, "level": overall.next_level.title}
    needed = submission.model.scoring.signature_supported
    short = [d for d in submission.scored.dimensions if d.supported < needed]
    return _(
        "For %(level)s, notes must support %(needed)s points in every area. Still short: %(areas)s."
    ) % {"level": overall.next_level.title, "needed": needed, "areas": titles(submission, short)}


def level_change(before: Submission | None, now: Submission) -> str:
    """Return how many levels were gained or lost; empty if none, or if they cannot be compared."""
    then = Reread(submission=before, model=now.model).overall if before else None
    old, new = then.level if then else None, now.scored.overall.level
    if old is None or new is None:
        return ""
    gained = new.rank - old.rank
    if gained > 0:
        return ngettext(
            "One level up since your last check.",
            "%(count)s levels up since your last check.",
            gained,
        ) % {"count": gained}
    if gained < 0:
        return ngettext(
            "One level down since your last check.",
            "%(count)s levels down since your last check.",
            -gained,
        ) % {"count": -gained}
    return ""


# ---- what changed


def overall_line(before: Submission | None, now: Submission) -> str:
    """Return the overall change and whether it is clear; empty if nothing can be compared."""
    change = overall_change(before, now) if before else None
    if before is None or change is None:
        return ""
    facts = {"points": change.fallen, "months": quarter_months(before.quarter)}
    if not change.shown:
        return _("The score is the same as in %(months)s.") % facts
    if change.shown > 0:
        clear = _("The score is clearly up since %(months)s, by %(points)s.")
        unclear = _("The score is up by %(points)s since %(months)s. This may just be chance.")
    else:
        clear = _("The score is clearly down since %(months)s, by %(points)s.")
        unclear = _("The score is down by %(points)s since %(months)s. This may just be chance.")
    return (clear if change.clear else unclear) % facts


def moved_line(before: Submission, now: Submission) -> str:
    """Say which quarter the answers are compared with."""
    facts = {"months": quarter_months(before.quarter)}
    if before.model.key != now.model.key:
        return (
            _("Some questions have changed since %(months)s. Those that stayed are compared.")
            % facts
        )
    if before.quarter == now.quarter:
        return _("Compared with your check for %(months)s.") % facts
    return _("Compared with %(months)s. Whatever the score says, these changes are yours.") % facts


def from_to(model: MaturityModel, before: Value, now: Value) -> str:
    """Describe a change of answer: "sometimes to usually"."""
    return _("%(before)s to %(after)s") % {
        "before": answer_word(model, before),
        "after": answer_word(model, now),
    }


def answer_word(model: MaturityModel, value: Value) -> str:
    """Return an answer in a word or two, in lower case for the middle of a line."""
    if value == NOT_SURE:
        return _("not sure")
    if value == SET_ASIDE:
        return _("doesn’t apply")
    label = model.answers.labels[int(value)]
    return label[:1].lower() + label[1:]


# ---- the areas


def areas_line(before: Submission | None, now: Submission) -> str:
    """Say which areas have clearly changed, and which is weakest."""
    if before is None:
        return _(
            "This is your starting point. "
            "From your next check, this page will also show what has changed."
        )
    if not comparable(before, now):
        return _("The questions have changed since your last check, so there is no comparison.")
    return " ".join([*_clear_changes(before, now), weakest_line(now)]).strip()


def _clear_changes(before: Submission, now: Submission) -> list[str]:
    changes = [(d, change_of(before, now, d)) for d in now.model.dimensions]
    clear = [(d.title, c.now > c.before) for d, c in changes if c and c.clear]
    risen = [title for title, up in clear if up]
    fallen = [title for title, up in clear if not up]
    if not clear:
        return [_("No area has clearly changed since your last check.")]
    found = []
    if risen:
        found.append(
            ngettext(
                "%(areas)s has clearly improved since your last check.",
                "%(areas)s have clearly improved since your last check.",
                len(risen),
            )
            % {"areas": listed(risen)}
        )
    if fallen:
        found.append(
            ngettext(
                "%(areas)s has clearly dropped since your last check.",
                "%(areas)s have clearly dropped since your last check.",
                len(fallen),
            )
            % {"areas": listed(fallen)}
        )
    return found


def weakest_line(submission: Submission) -> str:
    scored = weakest_first(submission)
    scored = [score for score in scored if score.scored]
    if len(scored) < 2:  # noqa: PLR2004
        return ""
    lowest, *others = scored
    limit = shown(lowest.points) + CLOSE_WITHIN
    close = [score for score in others if shown(score.points) <= limit]
    facts = {"area": titles(submission, [lowest]), "close": titles(submission, close)}
    if len(close) == len(others):
        return _("All areas are close together.")
    if close:
        return _("%(area)s is the lowest, with %(close)s close by.") % facts
    return _("%(area)s is the lowest.") % facts


def weakest_first(submission: Submission) -> list[DimensionScore]:
    """Return the areas by score, ties in the model's order; those without a score last."""
    return sorted(submission.scored.dimensions, key=lambda score: (not score.scored, score.points))


# ---- the cairn and the grid


def lowest_open(cairn: Sequence[CairnTier]) -> int | None:
    """Return the index of the lowest incomplete stone, counted from the bottom."""
    return next((n for n, stone in enumerate(cairn) if not stone.full), None)


def missing_in(submission: Submission, stone: CairnTier) -> list[DimensionScore]:
    """Return the scored areas that do not fill their slot in a stone."""
    pairs = zip(submission.scored.dimensions, stone.filled, strict=True)
    return [score for score, filled in pairs if score.scored and not filled]


def steps_lines(submission: Submission, cairn: Sequence[CairnTier]) -> str:
    """Say how far the areas are from the lowest tier that is not met everywhere."""
    n = lowest_open(cairn)
    if n is None:
        return _("Every tier is met in every area.")
    tier = cairn[n].tier
    steps: dict[int, list[DimensionScore]] = {}
    for score in missing_in(submission, cairn[n]):
        to_go = sum(t.steps for t in score.tiers[: n + 1])
        steps.setdefault(to_go, []).append(score)
    return " ".join(
        _steps_line(submission, tier, to_go, steps[to_go]) for to_go in sorted(steps)[:2]
    )


def _steps_line(
    submission: Submission, tier: Tier, steps: int, scores: list[DimensionScore]
) -> str:
    facts = {"areas": titles(submission, scores), "steps": steps, "tier": tier.title}
    if steps == 1:
        return (
            ngettext(
                "%(areas)s is one step from %(tier)s.",
                "%(areas)s are one step from %(tier)s.",
                len(scores),
            )
            % facts
        )
    return (
        ngettext(
            "%(areas)s is %(steps)s steps from %(tier)s.",
            "%(areas)s are %(steps)s steps from %(tier)s.",
            len(scores),
        )
        % facts
    )


# ---- the expected effect of a plan


def gains_line(plan: QuarterPlan) -> str:
    """Say which areas would reach which level if every action were done."""
    reached: dict[str, list[str]] = {}
    for dimension in plan.model.dimensions:
        old, new = (scored.dimension(dimension.key).level for scored in (plan.now, plan.expected))
        if old and new and new.rank > old.rank:
            reached.setdefault(new.title, []).append(dimension.title)
    return " ".join(
        _("%(areas)s would reach %(level)s.") % {"areas": listed(areas), "level": level}
        for level, areas in reached.items()
    )


def expected_level(plan: QuarterPlan) -> str:
    """Describe the expected level: "Solid to Smooth", or "still Solid"."""
    old, new = plan.now.overall.level, plan.expected.overall.level
    if old is None or new is None:
        return ""
    if old.rank == new.rank:
        return _("still %(level)s") % {"level": new.title}
    return _("%(before)s to %(after)s") % {"before": old.title, "after": new.title}


def change_word(change: Change) -> str:
    return _("clear") if change.clear else _("not clear")


# ---- messages after sending


def nothing_changed() -> str:
    return _("You didn’t change any answers, so the result stays the same.")


def corrected() -> str:
    return _("Your answers have been corrected. You can still read the earlier result.")


def cannot_be_corrected() -> str:
    return _(
        "You can only correct your latest answers, up to two weeks into the next quarter. "
        "These stay as they were sent."
    )


def about_another_assessment() -> str:
    return _("That page was for another check, so nothing was sent. This is the one open now.")
