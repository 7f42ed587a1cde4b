"""A level with its doubt, as every page, file and email names it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.domain.model.maturity import Level
from assessment.domain.scoring.level_doubt import Certainty, LevelDoubt
from assessment.domain.scoring.scores import DimensionScore, OverallScore
from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.wording import levels as words
from assessment.journey.results.wording.areas import listed_in_quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLevel:
    """A level in words; under a rule that names no doubt, only `level` and `words` are there.

    Attributes:
        level: The level, or the lowest of a range; None if it is not known.
        words: The level as it is named, such as "Solid, perhaps Smooth"; empty if not known.
        sure: How sure it is, or what it depends on.
        gap: What is missing below it.
        lighter: The other levels it may be, which are drawn lighter.
        percents: The chance of each level if the questions were answered again, by rank.
    """

    level: Level | None = None
    words: str = ""
    sure: str = ""
    gap: str = ""
    lighter: tuple[Level, ...] = ()
    percents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOn:
    """What one step would do to the overall level, and the questions where it would."""

    words: str
    practices: tuple[str, ...] = ()

    @property
    def listed(self) -> str:
        """The questions as the end of a sentence."""
        return _("%(questions)s.") % {"questions": listed_in_quotes(self.practices)}


def whole_level(submission: Submission) -> NamedLevel:
    """Name the overall level."""
    doubt = submission.doubt.overall if submission.doubt else None
    return _named(submission, submission.scored.overall, doubt)


def area_level(submission: Submission, key: str) -> NamedLevel:
    """Name the level of an area."""
    doubt = submission.doubt.dimensions.get(key) if submission.doubt else None
    score = submission.scored.dimension(key)
    return _named(submission, score, doubt, gap=words.gap_line(submission, score))


def hangs_on(submission: Submission) -> tuple[HangsOn, ...]:
    """Return the single answers that the overall level depends on; none without doubt."""
    found, texts = submission.doubt, submission.model.level_texts
    if found is None or found.overall is None or texts is None:
        return ()
    levels, level = submission.model.levels, found.overall.level
    ways = ((found.falls_with, -1, texts.fragile_down), (found.rises_with, 1, texts.fragile_up))
    lines = tuple(
        HangsOn(
            words=sentence.format(other=levels[level.rank + way].title, level=level.title),
            practices=tuple(practice.short for practice in practices),
        )
        for practices, way, sentence in ways
        if practices
    )
    return lines or (HangsOn(words=texts.fragile_none.format(level=level.title)),)


def _named(
    submission: Submission,
    score: OverallScore | DimensionScore,
    doubt: LevelDoubt | None,
    gap: str = "",
) -> NamedLevel:
    texts = submission.model.level_texts
    if doubt is None or texts is None:
        level = score.known_level
        return NamedLevel(level=level, words=level.title if level else "")
    return NamedLevel(
        level=doubt.level,
        words=words.level_words(submission, doubt),
        sure=words.how_sure(doubt, texts),
        gap=gap,
        lighter=_lighter(submission.model.levels, doubt),
        percents=tuple(words.percent(chance) for chance in doubt.chances),
    )


def _lighter(levels: tuple[Level, ...], doubt: LevelDoubt) -> tuple[Level, ...]:
    rank = doubt.level.rank
    if doubt.certainty is Certainty.RANGE:
        return levels[rank + 1 : doubt.level_to.rank + 1]
    if doubt.certainty is Certainty.GIVE_OR_TAKE:
        return (levels[rank - 1], levels[rank + 1])
    return (doubt.other,) if doubt.other else ()
