"""The headline of a result, how sure it is, and the way up."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.answers import NOT_SURE, Evidence
from assessment.domain.model.maturity import Dimension, Level
from assessment.domain.scoring.backing import backed_points
from assessment.domain.scoring.scores import DimensionScore, OverallScore, Support, shown
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.wording.areas import titles
from assessment.journey.results.wording.levels import (
    level_number,
    level_words,
    range_means,
    to_the_top,
)

Score = OverallScore | DimensionScore


def not_sure(submission: Submission) -> int:
    """Count the answers "I'm not sure"."""
    return sum(answer.value == NOT_SURE for answer in submission.sheet.answers.values())


# ---- the headline, or the range where too little is known


def points(score: Score) -> str:
    """Return a score as text: a number, or "0–100" where the range is too wide for one number."""
    if not score.known_level:
        return f"{shown(score.supported)}–{shown(score.upper)}"
    return str(shown(score.points))


def verdict(submission: Submission) -> str:
    """Return the headline of a scored result: the range first where too little is known."""
    overall = submission.scored.overall
    if overall.level is None:
        return ""
    if overall.is_range and submission.doubt and submission.doubt.overall:
        return level_words(submission, submission.doubt.overall)
    return between(overall) if overall.wide else overall.level.verdict


def between(score: Score) -> str:
    return _("Between %(low)s and %(high)s out of 100") % {
        "low": shown(score.supported),
        "high": shown(score.upper),
    }


def possible_range(score: Score) -> str:
    """Return the range as text, or one number where both ends are shown alike."""
    low, high = shown(score.supported), shown(score.upper)
    if low == high:
        return str(high)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def means(submission: Submission) -> str:
    """Explain the headline."""
    overall = submission.scored.overall
    if overall.level is None:
        return ""
    if overall.is_range:
        return range_means()
    return too_little_known(submission) if overall.wide else overall.level.means


def reading(submission: Submission, dimension: Dimension) -> str:
    """Describe an area; where too little is known, say so instead. Empty without a score."""
    score = submission.scored.dimension(dimension.key)
    if score.level is None:
        return ""
    if not score.unknown:
        return dimension.readings[score.level.key]
    answers = [submission.sheet.answers[practice.code] for practice in dimension.practices]
    unsure = sum(answer.value == NOT_SURE for answer in answers)
    if not unsure:
        return _("Too few answers here have a note to say more.")
    return ngettext(
        "One answer here is “I’m not sure”, so this area isn’t described yet.",
        "%(count)s answers here are “I’m not sure”, so this area isn’t described yet.",
        unsure,
    ) % {"count": unsure}


def too_little_known(submission: Submission) -> str:
    """Say why the range is wide, and which levels are possible."""
    unsure, (low, high) = not_sure(submission), possible_levels(submission)
    facts = {"count": unsure, "low": low.title, "high": high.title}
    if not unsure:
        return _("Few answers have a note. As answered, the level is %(low)s.") % facts
    why = (
        ngettext("One answer is “I’m not sure”.", "%(count)s answers are “I’m not sure”.", unsure)
        % facts
    )
    if low == high:
        return f"{why} {_('The level is %(low)s whatever they turn out to be.') % facts}"
    could = _("Depending on those, the level is anything from %(low)s to %(high)s.")
    return f"{why} {could % facts}"


def possible_levels(submission: Submission) -> tuple[Level, Level]:
    """Return the levels with every "not sure" at its worst and at its best."""
    best = replace(submission, sheet=submission.sheet.at_best(submission.model.practices))
    low, high, levels = submission.scored.overall, best.scored.overall, submission.model.levels
    return low.level or levels[0], high.level or levels[0]


# ---- the level, and the way up


def level_line(submission: Submission) -> str:
    """Name the level; where too little is known, the lowest and the highest possible one."""
    overall, levels = submission.scored.overall, submission.model.levels
    if not overall.level:
        return ""
    if submission.doubt and submission.doubt.overall:
        return level_number(submission, level_words(submission, submission.doubt.overall))
    low, high = possible_levels(submission)
    facts = {"number": low.rank + 1, "levels": len(levels), "title": low.title}
    if overall.wide and low != high:
        more = {"high_number": high.rank + 1, "high_title": high.title}
        return _(
            "Between level %(number)s of %(levels)s, %(title)s, "
            "and level %(high_number)s, %(high_title)s."
        ) % (facts | more)
    return _("Level %(number)s of %(levels)s, %(title)s.") % facts


def way_up(submission: Submission) -> str:
    """Return the steps to the next level, or what keeps the top level out of reach of steps."""
    overall = submission.scored.overall
    if overall.next_level is None:
        return _("You’ve reached the top level.")
    steps, facts = overall.steps_to_next, {"level": overall.next_level.title}
    if steps is None and (texts := submission.model.level_texts):
        return to_the_top(submission, texts)
    if steps is None:
        needed = submission.model.scoring.signature_supported
        short = [d for d in submission.scored.dimensions if d.supported < needed]
        return _(
            "For %(level)s, the cautious score must reach %(needed)s in every area. "
            "Still short: %(areas)s. Notes and checks raise it."
        ) % {"needed": needed, "areas": titles(submission, short), **facts}
    if not_sure(submission):
        words = ngettext(
            "At most %(count)s step to %(level)s.", "At most %(count)s steps to %(level)s.", steps
        )
    else:
        words = ngettext("%(count)s step to %(level)s.", "%(count)s steps to %(level)s.", steps)
    return words % {"count": steps, **facts}


# ---- what notes and checks back


def nothing_to_support(submission: Submission) -> bool:
    """Whether no answer is high enough to need a note, and none has one."""
    overall = submission.scored.overall
    sure = shown(overall.upper) == shown(overall.points) == shown(overall.supported)
    answers = submission.sheet.answers.values()
    return sure and all(answer.evidence == Evidence.NONE for answer in answers)


def support_label(submission: Submission) -> Support:
    """Say how well a score is supported: the weaker of its range and its backing.

    Low answers need no note, so a narrow range alone does not mean that any notes exist.
    """
    overall, backed = submission.scored.overall, backed_points(submission)
    if not backed:
        return "opinion"
    half_backed = 2 * backed >= overall.points
    return "partly" if overall.support == "well" and not half_backed else overall.support


def support_title(submission: Submission) -> str:
    overall = submission.scored.overall
    if overall.wide:
        return _("Not known yet.")
    if nothing_to_support(submission):
        return _("Nothing to support yet.")
    # Compare displayed scores: a range hidden by rounding would read "Between 59 and 59".
    if shown(overall.upper) == shown(overall.points):
        return {
            "well": _("Well supported."),
            "partly": _("Partly supported."),
            "opinion": _("Mostly opinion."),
        }[support_label(submission)]
    between = {
        "well": _("Between %(low)s and %(high)s, well supported."),
        "partly": _("Between %(low)s and %(high)s, partly supported."),
        "opinion": _("Between %(low)s and %(high)s, mostly opinion."),
    }[support_label(submission)]
    return between % {"low": shown(overall.supported), "high": shown(overall.upper)}


def support_text(submission: Submission, *, for_others: bool = False) -> str:
    """Say what notes and checks back; to the owner, or to readers outside the business."""
    unsure = not_sure(submission)
    if unsure:
        open_ones = ngettext(
            "One answer is “I’m not sure”. Finding out narrows the range.",
            "%(count)s answers are “I’m not sure”. Finding out narrows the range.",
            unsure,
        ) % {"count": unsure}
        return f"{open_ones} {backing(submission, for_others=for_others)}".strip()
    if nothing_to_support(submission):
        highest = submission.model.answers.labels[submission.rule.unbacked_from - 1]
        return _("No answer is higher than “%(least)s”, so none needs a note.") % {"least": highest}
    return backing(submission, for_others=for_others)


def backing(submission: Submission, *, for_others: bool = False) -> str:
    """Say how many points notes and checks back, and whose word the others are."""
    exact, backed = submission.scored.overall.points, backed_points(submission)
    facts = {"points": shown(exact), "backed": shown(backed)}
    facts["rest"] = facts["points"] - facts["backed"]
    if not exact:
        return ""
    if not backed:
        mine = _("No note or check backs this. All %(points)s points are your word alone.")
        theirs = _("No note or check backs this. All %(points)s points are the owner’s word alone.")
    elif backed == exact:
        mine = theirs = _("Notes and checks back all %(points)s points.")
    # Shares that round to all or nothing would read "59 of the 59 points".
    elif not facts["rest"]:
        mine = theirs = _("Notes and checks back nearly all of it.")
    elif not facts["backed"]:
        mine = theirs = _("Notes and checks back hardly any of it.")
    else:
        mine = _(
            "Notes and checks back %(backed)s of the %(points)s points. "
            "The other %(rest)s are your word alone."
        )
        theirs = _(
            "Notes and checks back %(backed)s of the %(points)s points. "
            "The other %(rest)s are the owner’s word alone."
        )
    return (theirs if for_others else mine) % facts
