"""How a result compares with an earlier one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Value
from assessment.domain.model.maturity import Dimension, MaturityModel, Practice
from assessment.domain.model.texts import ChangeTexts
from assessment.domain.scoring.verdicts import Verdict
from assessment.domain.trends.changes import Change
from assessment.domain.trends.comparison import Comparison
from assessment.foundation.formatting.dates import quarter_months
from assessment.journey.results.models import Movement
from assessment.journey.results.wording.areas import listed

MOST_NAMED = 3
"""How many questions that came or went are named in a sentence; the others are counted."""


def change_word(change: Change, texts: ChangeTexts | None) -> str:
    """Return the word for how sure a change is, in the model's own words if it has them."""
    if texts is None:
        return _("clear") if change.clear else _("not clear")
    up = change.points > 0
    return {
        Verdict.CLEAR: texts.clear_up if up else texts.clear_down,
        Verdict.LIKELY: texts.likely_up if up else texts.likely_down,
        Verdict.CHANCE: texts.chance,
    }[change.verdict]


def movement_word(movement: str, texts: ChangeTexts | None) -> str:
    """Return the word for how a whole score changed, in the model's own words if it has them."""
    if movement == Movement.FIRST:
        return _("first check")
    if movement == Movement.UNSCORED:
        return _("could not be scored")
    if movement == Movement.UNCOMPARED:
        return texts.not_comparable if texts else _("not compared")
    if texts is None:
        return (
            _("clear") if movement in {Movement.CLEAR_RISE, Movement.CLEAR_FALL} else _("not clear")
        )
    return {
        Movement.CLEAR_RISE: texts.clear_up,
        Movement.CLEAR_FALL: texts.clear_down,
        Movement.LIKELY_RISE: texts.likely_up,
        Movement.LIKELY_FALL: texts.likely_down,
        Movement.CHANCE: texts.chance,
    }[Movement(movement)]


def by_verdict(change: Change, *, clear: str, likely: str, chance: str) -> str:
    """Return the sentence that fits how sure a change is."""
    return {Verdict.CLEAR: clear, Verdict.LIKELY: likely, Verdict.CHANCE: chance}[change.verdict]


def over_questions(change: Change) -> str:
    """Say over how many questions a change is counted; empty if over all that count."""
    if change.whole:
        return ""
    return ngettext("over %(count)s question", "over %(count)s questions", change.questions) % {
        "count": change.questions
    }


# ---- the whole


def overall_line(both: Comparison) -> str:
    """Return the overall change and whether it is clear; empty if it cannot be compared."""
    change = both.overall
    if change is None:
        return ""
    facts = {"points": change.fallen, "months": quarter_months(both.before.quarter)}
    return _whole_line(change, facts) if change.whole else _same_questions_line(change, facts)


def _whole_line(change: Change, facts: dict[str, object]) -> str:
    if not change.shown:
        return _("The score is the same as in %(months)s.") % facts
    if change.shown > 0:
        clear = _("The score is clearly up since %(months)s, by %(points)s.")
        likely = _("The score is probably up since %(months)s, by %(points)s.")
        chance = _("The score is up by %(points)s since %(months)s. This may just be chance.")
    else:
        clear = _("The score is clearly down since %(months)s, by %(points)s.")
        likely = _("The score is probably down since %(months)s, by %(points)s.")
        chance = _("The score is down by %(points)s since %(months)s. This may just be chance.")
    return by_verdict(change, clear=clear, likely=likely, chance=chance) % facts


def _same_questions_line(change: Change, facts: dict[str, object]) -> str:
    """Say the same over the questions answered both times, where others came or went."""
    facts |= {"count": change.questions}
    if not change.shown:
        words = _(
            "Over the %(count)s questions answered both times, "
            "the score is the same as in %(months)s."
        )
        return words % facts
    if change.shown > 0:
        clear = _(
            "Over the %(count)s questions answered both times, "
            "the score is clearly up since %(months)s, by %(points)s."
        )
        likely = _(
            "Over the %(count)s questions answered both times, "
            "the score is probably up since %(months)s, by %(points)s."
        )
        chance = _(
            "Over the %(count)s questions answered both times, the score is up by %(points)s "
            "since %(months)s. This may just be chance."
        )
    else:
        clear = _(
            "Over the %(count)s questions answered both times, "
            "the score is clearly down since %(months)s, by %(points)s."
        )
        likely = _(
            "Over the %(count)s questions answered both times, "
            "the score is probably down since %(months)s, by %(points)s."
        )
        chance = _(
            "Over the %(count)s questions answered both times, the score is down by %(points)s "
            "since %(months)s. This may just be chance."
        )
    return by_verdict(change, clear=clear, likely=likely, chance=chance) % facts


def level_change(both: Comparison) -> str:
    """Return how many levels were gained or lost over the questions answered both times.

    It is empty if there is no such change, or if the levels cannot be compared. If the levels of
    the two checks differ only because other questions counted, it says so.
    """
    change = both.overall
    # If the model has sentences about levels, `level_news` says it with the word of the points.
    if change is None or both.now.model.change_texts:
        return ""
    gained = change.levels_gained
    if not gained:
        alone = change.sheet_levels
        same = alone[0] == alone[-1]
        return "" if same else _("Over the same questions, the level is unchanged.")
    if not change.whole:
        up = ngettext(
            "Over the same questions, one level up since your last check.",
            "Over the same questions, %(count)s levels up since your last check.",
            abs(gained),
        )
        down = ngettext(
            "Over the same questions, one level down since your last check.",
            "Over the same questions, %(count)s levels down since your last check.",
            abs(gained),
        )
    else:
        up = ngettext(
            "One level up since your last check.",
            "%(count)s levels up since your last check.",
            abs(gained),
        )
        down = ngettext(
            "One level down since your last check.",
            "%(count)s levels down since your last check.",
            abs(gained),
        )
    return (up if gained > 0 else down) % {"count": abs(gained)}


def worked_out(change: Change, before: str, now: str) -> str:
    """Say the overall change with exact points, already formatted, and whether it is clear."""
    facts = {"before": before, "now": now, "count": change.questions}
    if before == now:
        same = _("Overall still %(now)s.")
        same_over_some = _("Over %(count)s questions, still %(now)s.")
        return (same if change.whole else same_over_some) % facts
    if change.whole:
        clear = _("Overall from %(before)s to %(now)s: a clear change.")
        likely = _("Overall from %(before)s to %(now)s: probably a change.")
        chance = _("Overall from %(before)s to %(now)s: not a clear change.")
    else:
        clear = _("Over %(count)s questions, from %(before)s to %(now)s: a clear change.")
        likely = _("Over %(count)s questions, from %(before)s to %(now)s: probably a change.")
        chance = _("Over %(count)s questions, from %(before)s to %(now)s: not a clear change.")
    return by_verdict(change, clear=clear, likely=likely, chance=chance) % facts


def judged_together() -> str:
    """Say how areas are compared under a rule that judges them all together."""
    return _(
        "All areas are judged together: the largest change needs the most points. "
        "Once one falls short, so do the smaller ones."
    )


# ---- the areas


def areas_line(both: Comparison | None, weakest: str) -> str:
    """Say which areas have clearly changed, and which is weakest."""
    if both is None:
        return _(
            "This is your starting point. "
            "From your next check, this page will also show what has changed."
        )
    if not both.comparable:
        return _("The questions have changed since your last check, so there is no comparison.")
    return " ".join([*clear_changes(both), weakest]).strip()


def clear_changes(both: Comparison) -> list[str]:
    """Say which areas have clearly or probably changed, and which cannot be compared."""
    if not both.compared:
        return [nothing_in_common()]
    found = [*_surely_changed(both), *_probably_changed(both)]
    if not found:
        found.append(_("No area has clearly changed since your last check."))
    if both.uncompared:
        found.append(why_not_compared(both))
    return found


def _surely_changed(both: Comparison) -> list[str]:
    rise = ngettext(
        "%(areas)s has clearly improved since your last check.",
        "%(areas)s have clearly improved since your last check.",
        len(both.risen),
    )
    fall = ngettext(
        "%(areas)s has clearly dropped since your last check.",
        "%(areas)s have clearly dropped since your last check.",
        len(both.fallen),
    )
    return _of_areas(both, (rise, both.risen), (fall, both.fallen))


def _probably_changed(both: Comparison) -> list[str]:
    risen, fallen = both.probably_risen, both.probably_fallen
    rise = ngettext(
        "%(areas)s has probably improved since your last check.",
        "%(areas)s have probably improved since your last check.",
        len(risen),
    )
    fall = ngettext(
        "%(areas)s has probably dropped since your last check.",
        "%(areas)s have probably dropped since your last check.",
        len(fallen),
    )
    return _of_areas(both, (rise, risen), (fall, fallen))


def _of_areas(both: Comparison, *said: tuple[str, Sequence[Dimension]]) -> list[str]:
    """Fill each sentence with its areas, in the order of the questions; none without areas."""
    order = [area.key for area, _change in both.areas]
    return [
        sentence
        % {"areas": listed([a.title for a in sorted(areas, key=lambda a: order.index(a.key))])}
        for sentence, areas in said
        if areas
    ]


def nothing_in_common() -> str:
    return _("Too few questions have a number in both checks, so there is no comparison.")


def not_compared(titles: Sequence[str]) -> str:
    return _("Not compared: %(areas)s.") % {"areas": listed(titles)}


def why_not_compared(both: Comparison) -> str:
    """Name the areas that cannot be compared, and say if the reason is that questions are new."""
    titles = [area.title for area in both.uncompared]
    all_new = all(both.has_new_questions(area.key) for area in both.uncompared)
    if both.now.model.change_texts is None or not all_new:
        return not_compared(titles)
    return ngettext(
        "%(areas)s and the overall score can’t be compared, because some questions there are new.",
        "%(areas)s and the overall score can’t be compared, because some questions there are new.",
        len(titles),
    ) % {"areas": ", ".join(titles)}


# ---- the answers


def moved_line(both: Comparison) -> str:
    """Say which quarter the answers are compared with."""
    before, now = both.before, both.now
    facts = {"months": quarter_months(before.quarter)}
    if before.model.key != now.model.key:
        return (
            _("Some questions have changed since %(months)s. Those that stayed are compared.")
            % facts
        )
    if before.quarter == now.quarter:
        return _("Compared with your check for %(months)s.") % facts
    if now.rule.names_doubt:
        return _("Compared with %(months)s. A single answer can also move by chance.") % facts
    return _("Compared with %(months)s. Whatever the score says, these changes are yours.") % facts


def came_or_went_line(both: Comparison) -> str:
    """Name the questions that have a number in only one of the checks; empty if there are none."""
    found = both.came_or_went
    if not found:
        return ""
    named = [
        _("“%(question)s” (%(change)s)")
        % {
            "question": one.practice.short,
            "change": from_to(both.now.model, one.practice, one.before, one.now),
        }
        for one in found[:MOST_NAMED]
    ]
    if more := len(found) - len(named):
        named.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return _("Left out of the comparison: %(questions)s.") % {"questions": listed(named)}


def from_to(model: MaturityModel, practice: Practice, before: Value, now: Value) -> str:
    """Describe a change of answer: "sometimes to usually"."""
    return _("%(before)s to %(after)s") % {
        "before": answer_word(model, practice, before),
        "after": answer_word(model, practice, now),
    }


def answer_word(model: MaturityModel, practice: Practice, value: Value) -> str:
    """Return an answer in a word or two, in lower case for the middle of a line."""
    if value == NOT_SURE:
        return _("not sure")
    if value == SET_ASIDE:
        return _("hasn’t come up") if practice.event else _("doesn’t apply")
    label = model.answers.labels[int(value)]
    return label[:1].lower() + label[1:]
