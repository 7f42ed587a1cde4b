"""What a result, a report or the trends say about a change, and what makes it true."""

import re
from math import ceil

from tests.claims.claim import AREAS, NUMBER, Claim, n
from tests.claims.facts import Facts, rounded, titles_in, told


def compared_over(f: Facts, m: re.Match[str]) -> bool:
    return n(m) == len(f.numbers) and f.compares_whole


def moved_by(f: Facts, way: str, points: int, *, clear: bool) -> bool:
    change = f.shown_change()
    return change == (points if way == "up" else -points) and f.is_clear() == clear


def from_to(f: Facts, before: str, now: str) -> bool:
    return tuple(rounded(look.whole()) for look in f.alike) == (int(before), int(now))


def came_or_went(f: Facts, m: re.Match[str]) -> bool:
    named = re.findall(r"“([^”]+)” \(", m[1])
    more = re.search(r"(\d+) more$", m[1])
    expected = [p.short for p in f.came_or_went]
    return named == expected[:3] and len(named) + int(more[1] if more else 0) == len(expected)


def still_open(f: Facts) -> set[str]:
    areas = [a for a in f.now.areas if f.compares(a)]
    return {a.title for a in areas if not f.is_clear(a) and f.change(a)}


SINCE = r"since (?:July to September|last quarter|your last check)"
ALIKE = r"(?:Over the (\d+) questions answered both times, t|T)he"
CHANGE_CLAIMS = [
    Claim(
        rf"{ALIKE} score is (?:the same as in July to September|still (\d+))\.",
        lambda f, m: f.shown_change() == 0 and (not m[1] or compared_over(f, m)),
    ),
    Claim(
        rf"{ALIKE} score is clearly (up|down) {SINCE}, by {NUMBER}\.",
        lambda f, m: moved_by(f, m[2], n(m, 3), clear=True) and (not m[1] or compared_over(f, m)),
    ),
    Claim(
        rf"{ALIKE} score is (up|down) by {NUMBER} {SINCE}\. This may just be chance\.",
        lambda f, m: moved_by(f, m[2], n(m, 3), clear=False) and (not m[1] or compared_over(f, m)),
    ),
    Claim(
        rf"{ALIKE} (?:rise|fall) from {NUMBER} to {NUMBER} is a clear change\.",
        lambda f, m: from_to(f, m[2], m[3]) and f.is_clear() and (not m[1] or compared_over(f, m)),
    ),
    Claim(
        rf"{ALIKE} change from {NUMBER} to {NUMBER} may just be chance\.",
        lambda f, m: (
            from_to(f, m[2], m[3]) and not f.is_clear() and (not m[1] or compared_over(f, m))
        ),
    ),
    Claim(
        rf"{AREAS} (?:has|have) clearly (improved|dropped)(?: {SINCE})?\.",
        lambda f, m: told(titles_in(m[1]), f.clear(1 if m[2] == "improved" else -1)),
    ),
    Claim(rf"Also clear: {AREAS}\.", lambda f, m: told(titles_in(m[1]), f.clear(1) or f.clear(-1))),
    Claim(rf"No area has clearly changed {SINCE}\.", lambda f, _m: not f.clear(1) | f.clear(-1)),
    Claim(r"In each area, the change may just be chance\.", lambda f, _m: bool(still_open(f))),
    Claim(
        rf"The changes in the other {NUMBER} areas may just be chance\.",
        lambda f, m: n(m) == len(still_open(f)),
    ),
    Claim(
        rf"The changes? in {AREAS} may just be chance\.",
        lambda f, m: told(titles_in(m[1]), still_open(f)),
    ),
    Claim(
        rf"Not compared: {AREAS}\.",
        lambda f, m: told(titles_in(m[1]), {a.title for a in f.now.areas if not f.compares(a)}),
    ),
    Claim(r"Left out of the comparison: (.+)\.", came_or_went),
    Claim(
        r"Too few questions have a number in both checks, so there is no comparison\.",
        lambda f, _m: not any(map(f.compares, f.now.areas)),
    ),
    Claim(
        r"Too few answers in common to compare yet",
        lambda f, _m: not any(map(f.compares, f.now.areas)),
    ),
    Claim(
        r"One of the two quarters has no overall score\.",
        lambda f, _m: not (f.now.all_scored and f.before.all_scored),
    ),
    Claim(
        r"Not every area can be compared, so neither can the overall score\.",
        lambda f, _m: not f.compares_whole,
    ),
    Claim(r"This can’t be compared with an earlier check\.", lambda f, _m: not f.compares_whole),
    Claim(
        r"(?:The same as last time|The same as in July to September 2026)",
        lambda f, _m: f.shown_change() == 0,
    ),
    Claim(
        rf"The same over the {NUMBER} questions answered both times",
        lambda f, m: f.shown_change() == 0 and compared_over(f, m),
    ),
    Claim(
        rf"(Up|Down) {NUMBER} on .+?: (not\sa|a)\sclear\schange",
        lambda f, m: moved_by(f, m[1].lower(), n(m, 2), clear=m[3] == "a"),
    ),
    Claim(
        rf"(Up|Down) {NUMBER} over the {NUMBER} questions answered both times: "
        r"(not\sa|a)\sclear\schange",
        lambda f, m: (
            moved_by(f, m[1].lower(), n(m, 2), clear=m[4] == "a") and n(m, 3) == len(f.numbers)
        ),
    ),
    Claim(
        rf"(Up|Down) {NUMBER} points? {SINCE}(?: over the same questions)?(?:, (\w+) most of all)?",
        lambda f, m: (
            moved_by(f, m[1].lower(), n(m, 2), clear=True)
            and (not m[3] or m[3] == max(f.now.areas, key=lambda a: abs(f.change(a))).title)
        ),
    ),
    Claim(
        rf"No clear change overall, but a clear one in {AREAS}",
        lambda f, m: not f.is_clear() and told(titles_in(m[1]), f.clear(1) | f.clear(-1)),
    ),
    Claim(
        rf"A clear change in {AREAS} {SINCE}",
        lambda f, m: told(titles_in(m[1]), f.clear(1) | f.clear(-1)),
    ),
    Claim(rf"No clear change(?: in any area)? {SINCE}", lambda f, _m: not f.clear(1) | f.clear(-1)),
    Claim(
        r"All areas are close to where they were",
        lambda f, _m: all(abs(f.shown_change(a)) <= 3 for a in f.now.areas),
    ),
    Claim(
        rf"arrow: a clear change of {NUMBER} or more",
        lambda f, m: (
            n(m)
            == max(
                ceil(1.96 * (2 * f.spread(a)) ** 0.5 * 50 / 3) for a in f.now.areas if f.compares(a)
            )
        ),
    ),
]
