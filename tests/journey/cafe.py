"""Two years of a café's answers, the same under whichever version of the questions.

A line has its quarter, the answers by area, and behind them what backs each: a note or a check.
Questions count by their place in an area; "-" marks a question that is set aside.
"""

from collections.abc import Iterator
from datetime import timedelta

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.parties.catalogue.library import own_model

ANSWERS = """
2025-Q1  110110 101110 111101 1-1100 111101  ...... ...... ...... ...... ......
2025-Q2  111110 201110 111111 1-1100 111111  ...... ...... ...... ...... ......
2025-Q3  211110 201110 111111 1-1101 121111  n..... ...... ...... ...... .n....
2025-Q4  211110 213110 111211 1-1101 121111  n..... ...... ...... ...... .n....
2026-Q1  211110 213110 112211 2-1101 121211  n..... ...... ..n... n..... .n.n..
2026-Q2  221110 213110 112211 2-1101 221212  n..... ...... ..n... n..... nn.n.n
2026-Q3  221110 313110 112211 2-1102 221222  n..... c..... ..n... n..... nn.nnn
2026-Q4  221210 312110 232211 2-1122 222222  n..n.. c..... ncn... n..... nnnnnn
"""
BACKED_BY = {".": Evidence.NONE, "n": Evidence.NOTE, "c": Evidence.CHECKED}
SET_ASIDE = SheetAnswer("na", reason="One of us takes every order.")


def eight_checks(model: MaturityModel | None = None) -> tuple[Submission, ...]:
    """Return the café's checks, oldest first, under Cairn's own questions or this version."""
    return tuple(_checks(model or own_model()))


def _checks(model: MaturityModel) -> Iterator[Submission]:
    areas = len(model.dimensions)
    for line in ANSWERS.strip().splitlines():
        key, *parts = line.split()
        marks = zip("".join(parts[:areas]), "".join(parts[areas:]), strict=True)
        codes = (practice.code for practice in model.practices)
        given = (_answer(value, backing) for value, backing in marks)
        quarter = Quarter.parse(key)
        yield Submission(
            business="Café Lindgren",
            quarter=quarter,
            model=model,
            sheet=AnswerSheet(dict(zip(codes, given, strict=True))),
            checked_on=quarter.starts_on + timedelta(days=7),
            checked_by="Maja Lindgren",
        )


def _answer(value: str, backing: str) -> SheetAnswer:
    if value == "-":
        return SET_ASIDE
    note = "It hangs beside the oven." if backing != "." else ""
    return SheetAnswer(int(value), BACKED_BY[backing], note=note)
