"""A level in words: how sure it is, what it rests on, and whether it has really changed."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.texts import LevelTexts
from assessment.domain.scoring.level_doubt import Certainty, LevelDoubt
from assessment.domain.scoring.scores import DimensionScore, shown
from assessment.domain.scoring.submissions import Submission
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.comparison import Comparison
from assessment.journey.results.wording.areas import titles

EVERY_TIME = 100


# ---- how sure a level is


def level_words(submission: Submission, doubt: LevelDoubt) -> str:
    """Name a level in the words of the model."""
    texts = submission.model.level_texts
    return doubt.words(texts) if texts else doubt.level.title


def how_sure(doubt: LevelDoubt, texts: LevelTexts) -> str:
    """Say what the level depends on, or how often the same questions would lead to it."""
    if doubt.certainty is Certainty.RANGE:
        sentence = texts.range_why_one if len(doubt.unsure) == 1 else texts.range_why
        return sentence.format(count=len(doubt.unsure))
    rank = doubt.level.rank
    facts = {
        "level": doubt.level.title,
        "same": percent(doubt.chances[rank]),
        "lower": percent(sum(doubt.chances[:rank], Fraction())),
        "higher": percent(sum(doubt.chances[rank + 1 :], Fraction())),
    }
    return _again(doubt) % facts


def _again(doubt: LevelDoubt) -> str:
    if doubt.certainty is Certainty.GIVE_OR_TAKE:
        return _(
            "Answered again, these questions would lead to %(level)s about %(same)s times in 100, "
            "lower about %(lower)s times and higher about %(higher)s times."
        )
    if percent(doubt.chances[doubt.level.rank]) == EVERY_TIME:
        return _("Answered again, these questions would lead to %(level)s nearly every time.")
    if doubt.other is None:
        return _(
            "Answered again, these questions would lead to %(level)s about %(same)s times in 100."
        )
    if doubt.other.rank > doubt.level.rank:
        return _(
            "Answered again, these questions would lead to %(level)s about %(same)s times in 100, "
            "and higher about %(higher)s times."
        )
    return _(
        "Answered again, these questions would lead to %(level)s about %(same)s times in 100, "
        "and lower about %(lower)s times."
    )


def chances_line() -> str:
    """Say what the chances are made from."""
    return _(
        "We assume that an answer may be a step higher or lower than given: rarely with a check, "
        "more often without a note. This is how often each level would then come out."
    )


def percent(chance: Fraction | int) -> int:
    return shown(Fraction(100 * chance))


def range_means() -> str:
    return _("Some answers are still open, so here are the lowest and the highest level that fit.")


def range_for_others(unsure: int) -> str:
    """Say to readers outside the business what a range of levels depends on."""
    return ngettext(
        "It depends on %(count)s answer that is “not sure”.",
        "It depends on %(count)s answers that are “not sure”.",
        unsure,
    ) % {"count": unsure}


def gap_line(submission: Submission, score: DimensionScore) -> str:
    """Say what is missing below the level of an area; empty if nothing is."""
    texts = submission.model.level_texts
    if texts is None or not (score.gaps and score.level):
        return ""
    if score.gaps == 1:
        practice = submission.model.practice(score.gap_at).short
        return texts.gap_one.format(practice=practice, level=score.level.title)
    return texts.gap_more.format(steps=score.gaps, level=score.level.title)


def level_number(submission: Submission, words: str) -> str:
    """Name the overall level with its number, or with two numbers where it is a range."""
    overall, levels = submission.scored.overall, submission.model.levels
    if overall.level is None:
        return ""
    facts = {"number": overall.level.rank + 1, "levels": len(levels), "words": words}
    if overall.level_to and overall.is_range:
        more = {"high": overall.level_to.rank + 1}
        return _("Levels %(number)s to %(high)s of %(levels)s: %(words)s.") % (facts | more)
    return _("Level %(number)s of %(levels)s: %(words)s.") % facts


def to_the_top(submission: Submission, texts: LevelTexts) -> str:
    """Say what the highest level still needs, where no single step leads to it."""
    found, top = submission.scored.dimensions, submission.model.levels[-1]
    needed = submission.model.scoring.signature_supported
    unsupported = [score.supported for score in found if score.lacks_support]
    said = []
    if unsupported:
        # As 84.6 is too few, it must not read as the 85 that are needed.
        points = min(shown(min(unsupported)), needed - 1)
        said.append(texts.signature_lacks_support.format(points=points, needed=needed))
    if any(score.lacks_spare for score in found):
        said.append(texts.signature_lacks_spare)
    short = [score for score in found if score.level != top]
    said.append(
        ngettext("Still short: %(areas)s.", "Still short: %(areas)s.", len(short))
        % {"areas": titles(submission, short)}
    )
    return " ".join(said)


# ---- whether a level has changed


def level_news(both: Comparison) -> tuple[str, ...]:
    """Say which levels are shown otherwise than before, each with the word of its points."""
    texts = both.now.model.change_texts
    if texts is None:
        return ()
    sentences = {
        Verdict.CLEAR: texts.level_clear,
        Verdict.LIKELY: texts.level_likely,
        Verdict.CHANCE: texts.level_chance,
    }
    areas = ((area.title, change) for area, change in both.areas)
    said = []
    for name, change in ((both.now.business, both.overall), *areas):
        if change and change.level_news:
            before, now = (level.title for level in change.sheet_levels)
            sentence = sentences[change.level_news]
            said.append(sentence.format(area=name, before=before, now=now))
    return tuple(said)


def comparison_notes(both: Comparison) -> tuple[str, ...]:
    """Say what else a reader of this comparison needs to know; empty under a rule without doubt."""
    texts = both.now.model.change_texts
    if texts is None:
        return ()
    known = len(both.became_known)
    one = _("One answer is known now that was not known before; it is not counted as a change.")
    return tuple(
        sentence
        for needed, sentence in (
            (both.compared and both.other_person, texts.other_person),
            (both.compared and both.reworded, reworded()),
            (known == 1, one),
            (known > 1, texts.became_known.format(count=known)),
        )
        if needed
    )


def reworded() -> str:
    return _("Some sentences were reworded since then, so no change is more than likely.")


# ---- what was worked on


def worked_on(both: Comparison) -> str:
    """Say whether what was worked on rose more than the rest; empty if nothing was."""
    texts, found = both.now.model.change_texts, both.worked_on
    if texts is None or found is None:
        return ""
    if found.verdict is None:
        return texts.acted_not_comparable
    # If it rose less than the rest, that is not a rise, however sure the difference is.
    verdict = found.verdict if found.rose else Verdict.CHANCE
    return {
        Verdict.CLEAR: texts.acted_clear,
        Verdict.LIKELY: texts.acted_likely,
        Verdict.CHANCE: texts.acted_chance,
    }[verdict]


def judged_by_themselves() -> str:
    return _("The people who did the work also judged it, so add a note that shows it.")
