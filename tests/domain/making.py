"""Factories of small models and sheets for tests of the domain."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count, cycle
from pathlib import Path
from random import Random
from typing import Any

from assessment.domain.model.answers import AnswerSheet, Evidence, SheetAnswer, Value
from assessment.domain.model.maturity import Action, Dimension, Level, MaturityModel, Practice, Tier
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.scoring.submissions import Submission
from assessment.parties.catalogue.library import own_model, shipped_model

FIXTURES = Path(__file__).parent.parent / "fixtures"
FIRST_MODEL = shipped_model("cairn-1.0")
"""The model of the first scoring rule, sss-1."""
TIERS = ("solid", "smooth", "sparkle", "shine")


def fixture(name: str) -> Any:
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


def make_tiers(weights: Sequence[int] = (3, 2, 1)) -> tuple[Tier, ...]:
    named = zip(TIERS, weights, strict=False)
    return tuple(Tier(key=k, title=k.title(), weight=w, says="A description.") for k, w in named)


def make_levels(own: MaturityModel, tiers: int) -> tuple[Level, ...]:
    """Return one level per tier, one below and one above; Cairn's own if the number matches."""
    if tiers == len(own.tiers):
        return own.levels
    ranks = range(tiers + 2)
    return tuple(replace(own.levels[0], key=f"l{n}", title=f"Level {n}", rank=n) for n in ranks)


def make_practice(dimension: str, tier: str, code: str) -> Practice:
    return Practice(
        code=code,
        key=f"{dimension}.{code.lower()}",
        dimension=dimension,
        tier=tier,
        short=f"Practice {code}",
        question="How is it?",
        hint="Think.",
        anchors=("No.", "A little.", "Mostly.", "Always."),
        na_allowed=True,
        na_when="You don't offer this.",
        evidence_hint="A photo.",
        why="It helps.",
    )


def make_dimension(
    key: str, sizes: Sequence[int], *, prefix: str = "A", weight: Fraction = Fraction(1)
) -> Dimension:
    """Return a dimension; `sizes` gives the number of practices in each tier."""
    number = count(1)
    return Dimension(
        key=key,
        prefix=prefix,
        title=key.title(),
        question_title=key,
        intro="An introduction.",
        readings={},
        weight=weight,
        practices=tuple(
            make_practice(key, tier, f"{prefix}{next(number)}")
            for tier, size in zip(TIERS, sizes, strict=False)
            for _ in range(size)
        ),
    )


def make_actions(dimensions: Sequence[Dimension], random: Random) -> tuple[Action, ...]:
    """Return a quick and a deep action for each practice, about as large as the real ones."""
    return tuple(
        Action(
            code=practice.code + kind[0],
            practice=practice.code,
            kind=kind,
            title=f"{kind} {practice.code}",
            first_move="Start.",
            steps=("Do it.",),
            done_when="It is done.",
            hours=random.randint(1, 5) if kind == "quick" else random.randint(2, 12),
            cost_band=random.choice((0, 0, 1, 2, 3)),
            who="owner",
        )
        for dimension in dimensions
        for practice in dimension.practices
        for kind in ("quick", "deep")
    )


def make_model(
    sizes: Sequence[Sequence[int]] = ((2, 2, 2),),
    *,
    weights: Sequence[int] = (3, 2, 1),
    shares: Sequence[Fraction] = (Fraction(1),),
    seed: int = 0,
    own: MaturityModel | None = None,
) -> MaturityModel:
    """Return a model with a dimension for each entry of `sizes`, which counts its practices.

    Its rule, figures and texts are those of `own`, or of the model that businesses begin with.
    """
    dimensions = tuple(
        make_dimension(f"area{n}", area, prefix=chr(ord("A") + n), weight=share)
        for n, (area, share) in enumerate(zip(sizes, cycle(shares), strict=False))
    )
    own, tiers = own or own_model(), make_tiers(weights)
    return replace(
        own,
        id="made",
        tiers=tiers,
        levels=make_levels(own, len(tiers)),
        dimensions=dimensions,
        actions=make_actions(dimensions, Random(seed)),  # noqa: S311
    )


def make_sheet(
    model: MaturityModel,
    values: Mapping[str, Value] | Sequence[Value] | Value,
    evidence: Evidence = Evidence.NONE,
) -> AnswerSheet:
    """Return a sheet from answers by code, in question order, or the same everywhere."""
    codes = [practice.code for practice in model.practices]
    if isinstance(values, Mapping):
        by_code = dict(values)
    else:
        listed = [values] * len(codes) if isinstance(values, int | str) else list(values)
        by_code = dict(zip(codes, listed, strict=True))
    return AnswerSheet({code: SheetAnswer(value, evidence) for code, value in by_code.items()})


def make_sheet_of(answers: Mapping[str, Mapping[str, Any]]) -> AnswerSheet:
    """Return the sheet of a worked example."""
    return AnswerSheet(
        {
            code: SheetAnswer(
                a["value"], Evidence(a.get("evidence", "none")), reason=a.get("reason", "")
            )
            for code, a in answers.items()
        }
    )


def on_first_model(submission: Submission) -> Submission:
    """Return the same answers to the questions of the first model, which has as many."""
    codes = zip(submission.model.practices, FIRST_MODEL.practices, strict=True)
    answers = {first.code: submission.sheet.answers[own.code] for own, first in codes}
    return replace(submission, model=FIRST_MODEL, sheet=AnswerSheet(answers))


def change(sheet: AnswerSheet, **values: Value) -> AnswerSheet:
    """Return the same sheet with other values; the evidence stays unchanged."""
    changed = {c: replace(sheet.answers[c], value=v) for c, v in values.items()}
    return AnswerSheet({**sheet.answers, **changed})


def make_wish(**fields: Any) -> PlanWish:
    usual: dict[str, Any] = {"hours": 12, "money": 200, "max_actions": 5}
    return PlanWish(**(usual | fields))
