"""The format of a submission, declared once for its reader and for the JSON Schema."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from assessment.domain import limits
from assessment.domain.exchange.structuring import Rule, Shape, StrictReader
from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Evidence, SheetAnswer
from assessment.domain.model.overlays import MEETS, TEAMS
from assessment.domain.planning.constraints import Cost, Mode
from assessment.domain.quarters import Quarter

OTHER_TRADE = "other"
"""A trade that the model has no examples for."""
IMPORTANCES = (1, 2, 3)
QUARTER = "[12][0-9]{3}-[Qq][1-4]"
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
"""Characters no text may contain: PostgreSQL refuses NUL, and UTF-8 cannot encode surrogates."""


def one_of(allowed: Iterable[Any], *, make: Any = None) -> Rule:
    known = tuple(allowed)
    return Rule(
        must_be=f"must be {listed(known)}",
        # In Python, True and 1.0 are equal to 1, but neither is a valid answer.
        fits=lambda given: type(given) in {int, str} and given in known,
        make=make,
        schema={"enum": list(known)},
    )


@cache
def values(steps: int, *, na_allowed: bool) -> Rule:
    """Return the rule for an answer to a practice with this number of steps."""
    return one_of([*range(steps), NOT_SURE, *([SET_ASIDE] if na_allowed else [])])


def codes(known: Sequence[str]) -> Rule:
    """Return the rule for a list of action codes; the first known code is the example."""
    return Rule(
        must_be=f"must be a list of the model's action codes, such as {known[0]}",
        fits=lambda given: isinstance(given, list) and all(code in known for code in given),
        make=frozenset,
    )


def listed(allowed: Iterable[object]) -> str:
    names = [str(name) for name in allowed]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def whole_number(least: int, most: int) -> Rule:
    return Rule(
        must_be=f"must be a whole number from {least} to {most}",
        fits=lambda given: type(given) is int and least <= given <= most,
        schema={"type": "integer", "minimum": least, "maximum": most},
    )


def at_most(longest: int) -> Rule:
    return Rule(
        must_be=f"must be text of at most {longest} characters",
        fits=lambda given: len(given) <= longest,
        schema={"maxLength": longest},
    )


def text(*, then: Rule | None = None) -> Rule:
    return Rule(
        must_be="must be text",
        fits=is_text,
        schema={"type": "string", "pattern": r"^[^\u0000]*$"},
        then=then,
    )


def filled(*, then: Rule | None = None) -> Rule:
    return Rule(
        must_be="must be text that is not empty",
        fits=lambda given: is_text(given) and given.strip(),
        schema={"type": "string", "pattern": r"^[^\u0000]*[^\s\u0000][^\u0000]*$"},
        then=then,
    )


def is_text(given: object) -> bool:
    return isinstance(given, str) and not UNPRINTABLE.search(given)


def by_model(**schema: Any) -> Rule:
    """Return a rule that accepts anything, because the model decides later what is allowed."""
    return Rule(schema=schema)


HOURS = whole_number(0, limits.MOST_HOURS)
MONEY = whole_number(0, limits.MOST_MONEY)
ACTIONS = whole_number(limits.LEAST_ACTIONS, limits.MOST_ACTIONS)
NOTE = text(then=at_most(limits.LONGEST_NOTE))
CODES = by_model(type="array", items={"type": "string"}).described(
    "Actions of the model, such as POL2q."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPlan:
    """The budget of a quarter; None where the document gives no value."""

    hours: Annotated[int | None, HOURS] = None
    money: Annotated[int | None, MONEY] = None
    max_actions: Annotated[int | None, ACTIONS] = None
    mode: Annotated[Mode, one_of(Mode, make=Mode)] = Mode.VALUE
    pin: Annotated[Any, CODES] = field(default_factory=list)
    exclude: Annotated[Any, CODES] = field(default_factory=list)
    costs: Annotated[
        Mapping[str, Cost],
        by_model(maxProperties=limits.MOST_OWN_COSTS).described(
            "The owner's own estimates of what actions take, by action code."
        ),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWish:
    """The budget of a quarter, how much each area matters, and how many people there are."""

    team_size: Annotated[
        str, one_of(("", *TEAMS)).described("How many people work there; empty if not known.")
    ] = ""

    importance: Annotated[
        Mapping[str, Annotated[int, one_of(IMPORTANCES)]],
        Rule().described("How much each area matters for the plan; 2 for areas not listed."),
    ] = field(default_factory=dict)
    plan: Annotated[
        GivenPlan,
        Rule().described("The budget for the plan; missing values are the model's suggestions."),
    ] = field(default_factory=GivenPlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSheet(GivenWish):
    """One sheet with its wish, before it is checked against the model."""

    business: Annotated[
        str,
        filled(then=at_most(limits.LONGEST_NAME)).described(
            "The name of the business, as shown on the report."
        ),
    ]
    quarter: Annotated[
        Quarter,
        filled(
            then=Rule(
                must_be="must be a year and a quarter, such as 2026-Q4",
                fits=re.compile(QUARTER).fullmatch,
                make=Quarter.parse,
                schema={"pattern": f"^{QUARTER}$"},
            )
        ),
    ]
    model: Annotated[str, filled().described("The key of a model, such as cairn-1.0.")]
    answers: Annotated[
        Mapping[str, SheetAnswer],
        Rule().described("One answer for each question of the model, by its code."),
    ]
    trade: Annotated[
        str, text().described("The business's trade, for actions that don't suit it.")
    ] = ""
    meets: Annotated[
        tuple[Annotated[str, one_of(MEETS)], ...],
        Rule(schema={"type": "array", "items": {"enum": list(MEETS)}}).described(
            "Where the business meets its customers."
        ),
    ] = ()
    outcome: Annotated[
        Any,
        Rule().described("The scores, as saved results contain them; ignored and recalculated."),
    ] = None


TABLE = Rule(must_be="must be a JSON object", fits=lambda given: isinstance(given, dict))
READER = StrictReader(
    table=TABLE,
    rows=Rule(must_be="must be a list", fits=lambda given: isinstance(given, list)),
    shapes={
        SheetAnswer: Shape(
            fields={
                "value": by_model(enum=[0, 1, 2, 3, NOT_SURE, SET_ASIDE]).described(
                    'A step, "dk" for not sure, or "na" for does not apply if the model allows it.'
                ),
                "evidence": one_of(Evidence, make=Evidence),
                "note": NOTE,
                "reason": NOTE.described(
                    "Why the question does not apply; not_come_up says that an event has not."
                ),
            },
            # The model decides which values are allowed. A missing value becomes None here, so
            # that the same check reports it, with the same message.
            prepare=lambda table: {"value": None, **table},
        ),
        Cost: Shape(fields={"hours": HOURS, "money": MONEY}),
    },
)
