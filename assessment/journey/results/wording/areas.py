"""The areas of a result, its cairn, and what a plan would add."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.answers import NOT_SURE
from assessment.domain.model.maturity import Action, Dimension, Tier
from assessment.domain.planning.planned_actions import Status
from assessment.domain.planning.plans import QuarterPlan
from assessment.domain.scoring.cairns import CairnTier
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.formatting.dates import day

CLOSE_WITHIN = 3
"""Areas at most this many displayed points above the weakest are named with it."""


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence: "Culture, Policies and Consistency"."""
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def listed_in_quotes(names: Sequence[str]) -> str:
    """Join the names of questions or actions for a sentence: “This” and “that”."""
    return listed([_("“%(words)s”") % {"words": name} for name in names])


def quoted(actions: Sequence[Action]) -> str:
    """Join the titles of actions: “This” and “that”."""
    return listed_in_quotes([action.title for action in actions])


def titles(submission: Submission, scores: Sequence[DimensionScore]) -> str:
    return listed([submission.model.dimension(score.key).title for score in scores])


def weakest_line(submission: Submission) -> str:
    """Say which area is lowest, leaving out those whose place is not known."""
    scored = [score for score in weakest_first(submission) if score.scored]
    open_ones = [score for score in submission.scored.dimensions if score.unknown]
    known = [score for score in scored if not score.unknown]
    said = [_unknown_line(submission, open_ones)] if open_ones else []
    if len(known) > 1:
        whole = len(known) == len(submission.scored.dimensions)
        said.append(_lowest_line(submission, known, whole=whole))
    return " ".join(said)


def _unknown_line(submission: Submission, scores: Sequence[DimensionScore]) -> str:
    return ngettext(
        "Too little is known to place %(areas)s.",
        "Too little is known to place these areas: %(areas)s.",
        len(scores),
    ) % {"areas": titles(submission, scores)}


def _lowest_line(submission: Submission, known: Sequence[DimensionScore], *, whole: bool) -> str:
    lowest, *others = known
    limit = shown(lowest.points) + CLOSE_WITHIN
    close = [score for score in others if shown(score.points) <= limit]
    facts = {"area": titles(submission, [lowest]), "close": titles(submission, close)}
    if len(close) == len(others):
        every = _("All areas are close together.")
        return every if whole else _("The areas we can place are close together.")
    if whole:
        alone = _("%(area)s is the lowest.")
        with_others = _("%(area)s is the lowest, with %(close)s close by.")
    else:
        alone = _("Of the areas we can place, %(area)s is the lowest.")
        with_others = _(
            "Of the areas we can place, %(area)s is the lowest, with %(close)s close by."
        )
    return (with_others if close else alone) % facts


def weakest_first(submission: Submission) -> list[DimensionScore]:
    """Return the areas by score, ties in the model's order; those without a score last."""
    return sorted(submission.scored.dimensions, key=lambda score: (not score.scored, score.points))


# ---- the cairn and the grid


def lowest_open(cairn: Sequence[CairnTier]) -> int | None:
    """Return the index of the lowest stone that an area with a score leaves incomplete.

    Stones are counted from the bottom.
    """
    return next((n for n, stone in enumerate(cairn) if not stone.full and stone.steps), None)


def missing_in(submission: Submission, stone: CairnTier) -> list[DimensionScore]:
    """Return the scored areas that do not fill their slot in a stone."""
    pairs = zip(submission.scored.dimensions, stone.filled, strict=True)
    return [score for score, filled in pairs if score.scored and not filled]


def steps_lines(submission: Submission, cairn: Sequence[CairnTier]) -> str:
    """Say how far the areas are from the lowest tier that is not met everywhere."""
    n = lowest_open(cairn)
    if n is None:
        if all(score.scored for score in submission.scored.dimensions):
            return _("Every tier is met in every area.")
        return _("Every tier is met in every area that has a score.")
    tier = cairn[n].tier
    steps: dict[int, list[DimensionScore]] = {}
    for score in missing_in(submission, cairn[n]):
        to_go = sum(t.steps for t in score.tiers[: n + 1])
        steps.setdefault(to_go, []).append(score)
    lines = [_steps_line(submission, tier, to_go, steps[to_go]) for to_go in sorted(steps)[:2]]
    if any(answer.value == NOT_SURE for answer in submission.sheet.answers.values()):
        lowest = submission.model.answers.labels[0]
        lines.append(_("“I’m not sure” counts as “%(lowest)s” here.") % {"lowest": lowest})
    return " ".join(lines)


def _steps_line(
    submission: Submission, tier: Tier, steps: int, scores: list[DimensionScore]
) -> str:
    facts = {"areas": titles(submission, scores), "steps": steps, "tier": tier.title}
    if submission.rule.names_doubt:
        return _steps_to_complete(steps, len(scores)) % facts
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


def _steps_to_complete(steps: int, areas: int) -> str:
    """Say the same where an area can have reached the level, although steps are missing in it."""
    if steps == 1:
        return ngettext(
            "%(areas)s needs one more step to complete %(tier)s.",
            "%(areas)s need one more step to complete %(tier)s.",
            areas,
        )
    return ngettext(
        "%(areas)s needs %(steps)s more steps to complete %(tier)s.",
        "%(areas)s need %(steps)s more steps to complete %(tier)s.",
        areas,
    )


# ---- the suggested actions and the expected effect of a plan


def place_in_plan(status: Status, on: date) -> str:
    """Say that a suggested action is in the saved plan, and when it is due or ended."""
    words = {
        Status.OPEN: _("In your plan, due on %(day)s"),
        Status.RUNNING: _("Under way, due on %(day)s"),
        Status.DONE: _("Done on %(day)s"),
        Status.PARTLY: _("Partly done on %(day)s"),
    }
    return words[status] % {"day": day(on)}


def estimated(plan: QuarterPlan) -> bool:
    """Whether enough is known to say what score and level the plan should lead to."""
    now, then = plan.now.overall, plan.expected.overall
    return now.known_level is not None and then.scored and not then.unknown


def expected_line(plan: QuarterPlan) -> str:
    """Say what to expect at the next check, if every action is done."""
    if not plan.now.overall.scored:
        return ""
    if not estimated(plan):
        return _("Too little is known yet to say what to expect at the next check.")
    return _("Expected at the next check: from %(before)s now to %(after)s, %(level)s.") % {
        "before": shown(plan.now.overall.points),
        "after": shown(plan.expected.overall.points),
        "level": expected_level(plan),
    }


def gains_line(plan: QuarterPlan) -> str:
    """Say which areas would reach which level if every action were done, and what they rest on."""
    reached: dict[str, list[str]] = {}
    for dimension, score in raised(plan):
        level = score.level.title if score.level else ""
        reached.setdefault(level, []).append(dimension.title)
    sentences = [
        _("%(areas)s would reach %(level)s.") % {"areas": listed(areas), "level": level}
        for level, areas in reached.items()
    ]
    return " ".join([*sentences, *filter(None, [rests_on_gaps(plan)])])


def raised(plan: QuarterPlan) -> Sequence[tuple[Dimension, DimensionScore]]:
    """Return the areas that a plan should lift to another level, with their score after it."""
    pairs = []
    for dimension in plan.model.dimensions:
        old, new = (scored.dimension(dimension.key) for scored in (plan.now, plan.expected))
        # An area of which too little is known may have that level already.
        if old.unknown or not (old.level and new.level):
            continue
        if new.level.rank > old.level.rank:
            pairs.append((dimension, new))
    return pairs


def rests_on_gaps(plan: QuarterPlan) -> str:
    """Say which of the levels to expect would rest on a step still missing; empty if none does."""
    return " ".join(
        ngettext(
            "%(area)s would still miss %(count)s step lower down; a floor above makes up for it.",
            "%(area)s would still miss %(count)s steps lower down; floors above make up for them.",
            score.gaps,
        )
        % {"area": dimension.title, "count": score.gaps}
        for dimension, score in raised(plan)
        if score.gaps
    )


def expected_level(plan: QuarterPlan) -> str:
    """Describe the expected level: "Solid to Smooth", or "still Solid"; empty if not known."""
    old, new = plan.now.overall.level, plan.expected.overall.level
    if old is None or new is None or not estimated(plan):
        return ""
    if old.rank == new.rank:
        return _("still %(level)s") % {"level": new.title}
    return _("%(before)s to %(after)s") % {"before": old.title, "after": new.title}
