"""The answers of an invented firm: varied, but the same on every machine."""

from datetime import timedelta
from hashlib import sha256

from assessment.domain.model.answers import (
    NOT_SURE,
    SET_ASIDE,
    AnswerSheet,
    Evidence,
    SheetAnswer,
    Value,
)
from assessment.domain.model.maturity import MaturityModel, Practice
from assessment.domain.scoring.submissions import Submission
from assessment.site.operations.demo.people import Firm

SIXTHS = 6
"""A step is divided into this many parts, the unit of the numbers of a firm."""
TIER_COSTS = 3
STANDS_OUT = 4
LUCK = 6
ONE_IN_KNOWN = 4
ONE_IN_NOT_SURE, ONE_IN_NOTED, ONE_IN_CHECKED = 19, 6, 17
LATEST_DAY = 35

NOTES = (
    "Agreed at our March meeting.",
    "On the card by the till.",
    "Most days. Saturdays are the exception.",
    "Written down last winter, and read to every new starter.",
    "We counted for two weeks.",
    "Depends on who is in.",
)


def submissions_of(firm: Firm, model: MaturityModel) -> list[Submission]:
    """Return every check of a firm, oldest first, with the model fitted to it."""
    submissions = []
    for nth, quarter in enumerate(firm.quarters):
        answers = {p.code: _answer(firm, model, p, nth) for p in model.practices}
        days = dice(firm.slug, quarter.key) % LATEST_DAY
        submission = Submission(
            business=firm.name,
            quarter=quarter,
            model=model,
            sheet=AnswerSheet(answers),
            checked_on=quarter.starts_on + timedelta(days=days),
            checked_by=firm.owner.name,
        )
        submissions.append(submission)
    return submissions


def _answer(firm: Firm, model: MaturityModel, practice: Practice, nth: int) -> SheetAnswer:
    value = _value(firm, model, practice, nth)
    if value == SET_ASIDE:
        return SheetAnswer(value, reason=practice.needs_team)
    roll = dice(firm.slug, practice.code, "note")
    note = NOTES[roll % len(NOTES)]
    if roll % ONE_IN_CHECKED == 0:
        return SheetAnswer(value, Evidence.CHECKED, note=note)
    if roll % ONE_IN_NOTED == 0:
        return SheetAnswer(value, Evidence.NOTE, note=note)
    return SheetAnswer(value)


def _value(firm: Firm, model: MaturityModel, practice: Practice, nth: int) -> Value:
    """Return a step that suits the firm: lower in higher tiers, with the same luck every time."""
    if practice.needs_team:
        return SET_ASIDE
    roll = dice(firm.slug, practice.code)
    if nth == 0 and roll % ONE_IN_NOT_SURE == 0:
        return NOT_SURE
    if firm.is_unsure and roll % ONE_IN_KNOWN:
        return NOT_SURE
    rank = [tier.key for tier in model.tiers].index(practice.tier)
    stands_out = {firm.strong: STANDS_OUT, firm.weak: -STANDS_OUT}.get(practice.dimension, 0)
    fallen = firm.fall if nth == firm.checks - 1 else 0
    points = firm.base + firm.growth * nth - fallen - TIER_COSTS * rank + stands_out + roll % LUCK
    return max(0, min(len(practice.anchors) - 1, points // SIXTHS))


def dice(*words: str) -> int:
    """Return a number that looks random, but is always the same for the same words."""
    # Not hash(): Python salts it afresh in every process.
    return int.from_bytes(sha256(" ".join(words).encode()).digest()[:4])
