"""Sentences about what customers said: counts, the score with its band, and its change."""

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from assessment.domain.model.voice_texts import CustomerSurvey
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.scores import shown
from assessment.domain.voices.loyalty import Recommendations
from assessment.domain.voices.outcomes import HeardOutcomes
from assessment.foundation.formatting.dates import quarter_name
from assessment.foundation.formatting.numbers import signed, spelt_out


def score_name(texts: CustomerSurvey | None) -> str:
    """Return what the score is called, even if the current questions ask no customers."""
    return texts.recommend.shown_as if texts else gettext("Recommend score (NPS®)")


def heading(counts: Recommendations) -> str:
    """Say what most of those who answered said; under five answers, how many there are."""
    if not counts.answers:
        return gettext("Nobody has answered yet")
    if not counts.shown:
        said = ngettext("One has answered", "%(count)s have answered", counts.answers)
        return said % {"count": spelt_out(counts.answers).capitalize()}
    half = counts.answers / 2
    if counts.promoters > half:
        return gettext("Most would recommend you")
    if counts.detractors > half:
        return gettext("Most would not recommend you")
    return gettext("Customers are of different minds")


def lead(counts: Recommendations) -> str:
    """Say how many answered and where the true figure lies; under five answers, what they chose."""
    if not counts.answers:
        return gettext("As soon as a customer answers, you can read it here.")
    if not counts.shown:
        return three_counts(counts)
    said = gettext("%(people)s customers answered. The true score is probably between %(band)s.")
    return said % {"people": people(counts.answers), "band": band_between(counts)}


def three_counts(counts: Recommendations) -> str:
    """Spell the three counts out, for quarters with too few answers for a score."""
    said = gettext("Would recommend you: %(would)s. In between: %(between)s. Would not: %(not)s.")
    numbers = {"would": counts.promoters, "between": counts.passives, "not": counts.detractors}
    return said % {name: spelt_out(n) if n else gettext("none") for name, n in numbers.items()}


def three_groups(counts: Recommendations) -> list[tuple[str, str, int]]:
    """Return each group with its name, the numbers in it, and how many customers it has."""
    return [
        (gettext("Would"), gettext("9 or 10"), counts.promoters),
        (gettext("In between"), gettext("7 or 8"), counts.passives),
        (gettext("Would not"), gettext("0 to 6"), counts.detractors),
    ]


def how_many_more(needed: int) -> str:
    said = ngettext(
        "One more answer and there is a score. With fewer than five, a single “no” would turn it.",
        "%(count)s more answers and there is a score. "
        "With fewer than five, a single “no” would turn it.",
        needed,
    )
    return said % {"count": spelt_out(needed).capitalize()}


def score_text(counts: Recommendations) -> str:
    """Return the score with its sign, or nothing if there is none."""
    return "" if counts.score is None else signed(shown(counts.score))


def band_text(counts: Recommendations) -> str:
    """Return the ends of the band, or nothing if there is no score."""
    ends = _ends(counts)
    return gettext("%(low)s to %(high)s") % ends if ends else ""


def band_between(counts: Recommendations) -> str:
    """Return the ends of the band as they follow “between”."""
    ends = _ends(counts)
    return gettext("%(low)s and %(high)s") % ends if ends else ""


def score_line(counts: Recommendations) -> str:
    """Say the score with its band in one sentence; under five answers, the three counts."""
    if not counts.shown:
        return three_counts(counts)
    said = gettext("Recommend score (NPS®): %(score)s, and probably between %(band)s.")
    return said % {"score": score_text(counts), "band": band_between(counts)}


def explained(counts: Recommendations) -> str:
    """Say what the score is made of, and its band."""
    said = gettext(
        "%(would)s would, %(not)s would not. The score is the share of those who would, "
        "less the share of those who would not."
    )
    return said % {"would": people(counts.promoters), "not": people(counts.detractors)}


def change(now: Recommendations, before: Recommendations, quarter: Quarter) -> str:
    """Say how the shown scores differ, and whether that is clear; nothing if one is not shown.

    The number is the difference of the two numbers on the page. Whether it is clear was decided on
    the exact figures.
    """
    found = now.change_since(before)
    if found is None or now.score is None or before.score is None:
        return ""
    points = shown(now.score) - shown(before.score)
    facts = {"points": abs(points), "quarter": quarter_name(quarter)}
    if not points:
        return gettext("The same as in %(quarter)s.") % facts
    if found.clear and (points > 0) == (found.points > 0):
        return (
            gettext("Up %(points)s on %(quarter)s: a clear change.")
            if points > 0
            else gettext("Down %(points)s on %(quarter)s: a clear change.")
        ) % facts
    return (
        gettext("Up %(points)s on %(quarter)s: no clear change yet.")
        if points > 0
        else gettext("Down %(points)s on %(quarter)s: no clear change yet.")
    ) % facts


def answered(count: int) -> str:
    return ngettext("One answered", "%(count)s answered", count) % {"count": people(count)}


def value(outcomes: HeardOutcomes) -> str:
    """Say how many wanted outcomes there are for each unwanted one; nothing if none was heard."""
    if outcomes.share is None:
        return ""
    facts = {"wanted": people(outcomes.wanted), "unwanted": people(outcomes.unwanted)}
    if outcomes.quotient is None:
        said = ngettext(
            "One customer said what they wanted. Nothing unwanted was heard.",
            "%(wanted)s customers said what they wanted. Nothing unwanted was heard.",
            outcomes.wanted,
        )
        return said % facts
    said = gettext(
        "Wanted: %(wanted)s. In the way: %(unwanted)s. That is %(quotient)s to 1, "
        "or %(share)s wanted in 100."
    )
    facts |= {"quotient": one_decimal(outcomes.quotient), "share": str(shown(outcomes.share))}
    return said % facts


def reasons(count: int) -> str:
    """Say how many wrote something, above what they wrote."""
    said = ngettext(
        "One customer wrote something.",
        "%(count)s customers wrote something. The unkind words come first, because they help most.",
        count,
    )
    return said % {"count": people(count)}


def all_words(count: int) -> str:
    """Name the link to everything that was written in a quarter."""
    return gettext("Everything they wrote (%(count)s)") % {"count": people(count)}


def set_aside(count: int) -> str:
    """Say that answers wait to be looked at; nothing if there are none."""
    if not count:
        return ""
    said = ngettext(
        "One answer came in a flood and is not counted yet.",
        "%(count)s answers came in a flood and are not counted yet.",
        count,
    )
    return said % {"count": people(count)}


def people(count: int) -> str:
    return str(number_format(count, force_grouping=True))


def one_decimal(number: Fraction) -> str:
    """Format a quotient with one decimal, rounded half up."""
    tenths = shown(10 * number)
    return str(number_format(f"{tenths // 10}.{tenths % 10}"))


def _ends(counts: Recommendations) -> dict[str, str]:
    band = counts.band
    if band is None:
        return {}
    low, high = (signed(shown(Fraction(str(end)))) for end in (band.low, band.high))
    return {"low": low, "high": high}
