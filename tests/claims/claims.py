"""Every sentence that a result, a report, a trend or the home page can say, and what makes it true.

A sentence without an entry here fails a test. The entry says how to check that it is true.
"""

import re
from collections.abc import Sequence
from typing import Any

from tests.claims.changes import CHANGE_CLAIMS
from tests.claims.claim import AREAS, NUMBER, WIDE, Claim, always, n
from tests.claims.facts import (
    TIERS,
    Facts,
    at_best,
    backed,
    cautiously,
    rounded,
    titles_in,
    told,
)

# ---- ranges and evidence


def whole_range(f: Facts) -> tuple[int, int]:
    return rounded(f.now.whole(cautiously)), rounded(f.now.whole(at_best))


def is_wide(f: Facts) -> bool:
    return f.now.whole(at_best) - f.now.whole(cautiously) > WIDE


def range_holds(f: Facts, m: re.Match[str]) -> bool:
    return whole_range(f) == (n(m), n(m, 2))


def label_holds(f: Facts, label: str) -> bool:
    """A score that is mostly someone's word is never called well supported."""
    width, share = f.now.whole(at_best) - f.now.whole(cautiously), f.now.whole(backed)
    well = width <= 10 and 2 * share >= f.now.whole()
    partly = width <= 25 and share > 0
    return label.lower() == (
        "well supported" if well else "partly supported" if partly else "mostly opinion"
    )


def shares_hold(f: Facts, m: re.Match[str]) -> bool:
    points, share = rounded(f.now.whole()), rounded(f.now.whole(backed))
    return (n(m), n(m, 2), n(m, 3)) == (share, points, points - share)


CERTAINTY = [
    Claim(
        rf"Between {NUMBER} and {NUMBER} out of 100", lambda f, m: range_holds(f, m) and is_wide(f)
    ),
    Claim(
        rf"Between {NUMBER} and {NUMBER}, (.+ supported|mostly opinion)\.",
        lambda f, m: range_holds(f, m) and label_holds(f, m[3]),
    ),
    Claim(r"(Well supported|Partly supported|Mostly opinion)\.", lambda f, m: label_holds(f, m[1])),
    Claim(r"Not known yet\.", lambda f, _m: is_wide(f)),
    Claim(
        r"Nothing to support yet\.",
        lambda f, _m: f.now.whole(backed) == 0 and f.now.count(2, 3) == 0,
    ),
    Claim(
        r"No answer is higher than “Sometimes”, so none needs a note\.",
        lambda f, _m: f.now.count(2, 3, "dk") == 0,
    ),
    Claim(rf"{NUMBER} answers are “I’m not sure”\.", lambda f, m: n(m) == f.now.count("dk")),
    Claim(r"One answer is “I’m not sure”\.", lambda f, _m: f.now.count("dk") == 1),
    Claim(r"Finding out narrows the range\.", lambda f, _m: f.now.count("dk") > 0),
    Claim(
        rf"Notes and checks back {NUMBER} of the {NUMBER} points\. The other {NUMBER} are "
        r"(?:your|the owner’s) word alone\.",
        shares_hold,
    ),
    Claim(
        rf"No note or check backs this\. All {NUMBER} points are (?:your|the owner’s) word alone\.",
        lambda f, m: f.now.whole(backed) == 0 and n(m) == rounded(f.now.whole()),
    ),
    Claim(
        rf"Notes and checks back all {NUMBER} points\.",
        lambda f, m: f.now.whole(backed) == f.now.whole() and n(m) == rounded(f.now.whole()),
    ),
    Claim(
        rf"Based on {NUMBER} answers, (?:{NUMBER}|(none)) backed by a note or check(?: yet)?\.",
        lambda f, m: (n(m), int(m[2] or 0)) == (30 - f.now.count("na"), f.now.with_evidence),
    ),
    Claim(rf"{NUMBER} questions were set aside\.", lambda f, m: n(m) == f.now.count("na")),
    Claim(r"One question was set aside\.", lambda f, _m: f.now.count("na") == 1),
]

# ---- levels


def possible(f: Facts) -> tuple[str, str]:
    return f.now.level(f.now.overall_rank()), f.now.level(f.now.overall_rank(at_best))


def level_holds(f: Facts, m: re.Match[str]) -> bool:
    rank = f.now.overall_rank()
    named = (n(m), n(m, 2), m[3]) == (rank + 1, 5, f.now.level(rank))
    return named and (not is_wide(f) or len(set(possible(f))) == 1)


def short_of_signature(f: Facts, m: re.Match[str]) -> bool:
    short = {a.title for a in f.now.areas if f.now.points(a, cautiously) < n(m)}
    return f.now.overall_rank() == len(TIERS) and told(titles_in(m[2]), short)


def levels_moved(f: Facts, m: re.Match[str]) -> bool:
    before, now = f.alike
    gained = now.overall_rank() - before.overall_rank()
    number = 1 if m[1].lower() == "one" else int(m[1])
    return gained == (number if m[2] == "up" else -number)


LEVELS = [
    Claim(rf"Level {NUMBER} of {NUMBER}, (\w+)\.", level_holds),
    Claim(
        rf"Between level {NUMBER} of 5, (\w+), and level {NUMBER}, (\w+)\.",
        lambda f, m: (
            (m[2], m[4]) == possible(f)
            and (n(m), n(m, 3)) == (f.now.overall_rank() + 1, f.now.overall_rank(at_best) + 1)
        ),
    ),
    Claim(
        r"Depending on those, the level is anything from (\w+) to (\w+)\.",
        lambda f, m: (m[1], m[2]) == possible(f),
    ),
    Claim(
        rf"(At most )?{NUMBER} steps? to (\w+)\.",
        lambda f, m: (
            (n(m, 2), m[3]) == (f.now.steps_up, f.now.level(f.now.overall_rank() + 1))
            and bool(m[1]) == bool(f.now.count("dk"))
        ),
    ),
    Claim(
        rf"For Signature, the cautious score must reach {NUMBER} in every area\. "
        rf"Still short: {AREAS}\. Notes and checks raise it\.",
        short_of_signature,
    ),
    Claim(
        r"Over the same questions, the level is unchanged\.",
        lambda f, _m: len({look.overall_rank() for look in f.alike}) == 1,
    ),
    Claim(
        r"(?:Over the same questions, )?(one|One|\d+) levels? (up|down) since your last check\.",
        levels_moved,
    ),
    Claim(
        r"You’ve reached the top level\.|They are at the top\.",
        lambda f, _m: f.now.overall_rank() == 4,
    ),
    Claim(
        r"Every tier is met in every area\.",
        lambda f, _m: all(f.now.rank(a) >= 3 for a in f.now.areas),
    ),
]

LEVELS.append(
    Claim(
        r"Every tier is met in every area that has a score\.",
        lambda f, _m: (
            not f.now.all_scored
            and all(f.now.rank(a) >= len(TIERS) for a in f.now.areas if f.now.scored(a))
        ),
    )
)

# ---- areas


def placed(f: Facts) -> list[Any]:
    """The areas with a score in which "not sure" leaves no more than 40 points open, by score."""
    known = [a for a in f.now.areas if f.now.scored(a)]
    known = [a for a in known if f.now.points(a, at_best) - f.now.points(a) <= WIDE]
    return sorted(known, key=f.now.points)


def lowest_holds(f: Facts, m: re.Match[str]) -> bool:
    lowest, *others = placed(f)
    least = rounded(f.now.points(lowest)) + 3
    close = {a.title for a in others if rounded(f.now.points(a)) <= least}
    return m[1] == lowest.title and told(titles_in(m[2]) if m[2] else [], close)


def close_together(f: Facts, _m: re.Match[str]) -> bool:
    points = [rounded(f.now.points(a)) for a in placed(f)]
    return max(points) - min(points) <= 3


def steps_from(f: Facts, m: re.Match[str]) -> bool:
    count = 1 if m[2] == "one" else int(m[2])
    rank = [tier.title() for tier in TIERS].index(m[3]) + 1
    away = {a.title for a in f.now.areas if f.now.scored(a) and f.now.steps_to(a, rank) == count}
    return told(titles_in(m[1]), away)


ONES = [
    Claim(
        rf"(?:Of the areas we can place, )?(\w+) is the lowest(?:, with {AREAS} close by)?\.",
        lowest_holds,
    ),
    Claim(
        r"All areas are close together\.", lambda f, m: close_together(f, m) and len(placed(f)) == 5
    ),
    Claim(r"The areas we can place are close together\.", close_together),
    Claim(
        rf"Too little is known to place (?:these areas: )?{AREAS}\.",
        lambda f, m: not {a.title for a in placed(f)} & {*titles_in(m[1])},
    ),
    Claim(rf"{AREAS} (?:is|are) (one|\d+) steps? from (\w+)\.", steps_from),
    Claim(r"“I’m not sure” counts as “Not yet” here\.", lambda f, _m: f.now.count("dk") > 0),
]

# ---- the plan

SPELT = ["no", "one", "two", "three", "four", "five", "six"]


def expected_holds(f: Facts, m: re.Match[str]) -> bool:
    ranks = f.now.overall_rank(), f.after.overall_rank(lambda a: min(a.step, 3))
    levels = [f.now.level(rank) for rank in ranks]
    named = m[3] == (f"still {levels[1]}" if len(set(levels)) == 1 else " to ".join(levels))
    return named and (n(m), n(m, 2)) == (rounded(f.now.whole()), rounded(f.after.whole()))


def reached(f: Facts, m: re.Match[str]) -> bool:
    known = [a for a in f.now.areas if f.now.scored(a)]
    up = {
        a.title
        for a in known
        if f.now.points(a, at_best) - f.now.points(a) <= WIDE
        and f.after.rank(a) > f.now.rank(a)
        and f.after.level(f.after.rank(a)) == m[2]
    }
    return told(titles_in(m[1]), up)


PLAN = [
    Claim(
        rf"Expected at the next check: from {NUMBER} now to {NUMBER}, ([A-Za-z ]+)\.",
        expected_holds,
    ),
    Claim(
        r"Too little is known yet to say what to expect at the next check\.",
        lambda f, _m: is_wide(f) or f.after.whole(at_best) - f.after.whole() > WIDE,
    ),
    Claim(rf"{AREAS} would reach (\w+)\.", reached),
    Claim(
        rf"If it all works: {NUMBER} points and (\w+)\. An estimate, not a promise\.",
        lambda f, m: (
            (n(m), m[2]) == (rounded(f.after.whole()), f.after.level(f.after.overall_rank()))
        ),
    ),
    Claim(
        rf"{NUMBER} of your (\d+) hours and £(\d+) of your £(\d+)\.",
        lambda f, m: (
            [n(m, i) for i in range(1, 5)]
            == [
                f.all_hours,
                f.plan.wish.hours,
                sum(p.money for p in f.plan.actions),
                f.plan.wish.money,
            ]
            and f.all_hours <= f.plan.wish.hours
        ),
    ),
    Claim(
        rf"(?:The same actions stay in|Your plan fits again): {NUMBER} actions?, (\d+) hours?"
        rf"(?: and up to £(\d+))?(?:, score {NUMBER}(?: to {NUMBER})?)?\.",
        lambda f, m: (
            (n(m), n(m, 2), int(m[3] or 0))
            == (len(f.plan.actions), f.all_hours, sum(p.money for p in f.plan.actions))
            and (
                not m[4]
                or (n(m, 4), int(m[5] or m[4]))
                == (rounded(f.now.whole()), rounded(f.after.whole()))
            )
        ),
    ),
    Claim(
        rf"{NUMBER} hours? to find out, {NUMBER} hours? for actions\.",
        lambda f, m: (n(m), n(m, 2)) == (len(f.find_outs), f.all_hours - len(f.find_outs)),
    ),
    Claim(
        r"Find out about (\w+): (\w+) questions?\.",
        lambda f, m: SPELT.index(m[2]) == f.find_outs[m[1]],
    ),
]

# ---- sentences without a claim about the business

PLAIN = [
    Claim(re.escape(words), always)
    for words in (
        "This is your starting point.",
        "From your next check, this page will also show what has changed.",
        "This is the first check, so there is nothing to compare it with yet.",
        "Your first check: future ones will be compared with it.",
        "Compared with July to September.",
        "A structured conversation, not a certificate.",
    )
]
# Which of the two is said depends on the rule of the check.
OF_MOVED = (
    r"(Whatever the score says, these changes are yours|A single answer can also move by chance)\."
)
PLAIN += [Claim(OF_MOVED, always)]

CLAIMS: Sequence[Claim] = [*CERTAINTY, *LEVELS, *ONES, *CHANGE_CLAIMS, *PLAN, *PLAIN]


def untrue_in(text: str, facts: Facts) -> list[str]:
    """Return what is wrong with a text: claims that do not hold, and sentences with no claim."""
    wrong: list[str] = []
    rest = text.strip()
    while rest:
        found = next((c for c in CLAIMS if c.at_start(rest)), None)
        match = found.at_start(rest) if found else None
        if found is None or match is None:
            return [*wrong, f"nobody checks: {rest}"]
        if not found.holds(facts, match):
            wrong.append(f"not true: {match[0]}")
        rest = rest[match.end() :].strip()
    return wrong
