"""What a submission may hold, declared once for its reader and for the JSON Schema."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from assessment.domain import limits
from assessment.domain.exchange.structuring import Rule, Shape, StrictReader
from assessment.domain.model.answers import NOT_SURE, SET_ASIDE, Evidence, SheetAnswer
from assessment.domain.planning.constraints import Cost, Mode
from assessment.domain.quarters import Quarter

IMPORTANCES = (1, 2, 3)
QUARTER = "[12][0-9]{3}-[Qq][1-4]"
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
"""No text holds a NUL, nor half of a character."""


def one_of(allowed: Iterable[Any], *, make: Any = None) -> Rule:
    known = tuple(allowed)
    return Rule(
        must_be=f"must be {listed(known)}",
        # In Python True and 1.0 are equal to 1, but neither is an answer.
        fits=lambda given: type(given) in {int, str} and given in known,
        make=make,
        schema={"enum": list(known)},
    )


@cache
def values(steps: int, *, na_allowed: bool) -> Rule:
    """What an answer to a practice may be that has so many steps."""
    return one_of([*range(steps), NOT_SURE, *([SET_ASIDE] if na_allowed else [])])


def codes(known: Sequence[str]) -> Rule:
    """Actions of a model; of those that are `known` the first is the example."""
    return Rule(
        must_be=f"must be a list of the model's action codes, such as {known[0]}",
        fits=lambda given: isinstance(given, list) and all(code in known for code in given),
        make=frozenset,
    )


def listed(allowed: Iterable[object]) -> str:
    words = [str(word) for word in allowed]
    return f"{', '.join(words[:-1])} or {words[-1]}"


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
    """What may stand here depends on the model, which is asked later."""
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
    """The means of a quarter; None where nothing is said."""

    hours: Annotated[int | None, HOURS] = None
    money: Annotated[int | None, MONEY] = None
    max_actions: Annotated[int | None, ACTIONS] = None
    mode: Annotated[Mode, one_of(Mode, make=Mode)] = Mode.VALUE
    pin: Annotated[Any, CODES] = field(default_factory=list)
    exclude: Annotated[Any, CODES] = field(default_factory=list)
    costs: Annotated[
        Mapping[str, Cost],
        by_model(maxProperties=limits.MOST_OWN_COSTS).described(
            "What the owner says an action takes instead of the model, by its code."
        ),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWish:
    """What can be put into a quarter, and what matters."""

    importance: Annotated[
        Mapping[str, Annotated[int, one_of(IMPORTANCES)]],
        Rule().described("What matters how much for the plan, by area; 2 where nothing is said."),
    ] = field(default_factory=dict)
    plan: Annotated[
        GivenPlan,
        Rule().described("What can be put in; what is not said is as the model suggests."),
    ] = field(default_factory=GivenPlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSheet(GivenWish):
    """One sheet with its wish, before the model has had its say."""

    business: Annotated[
        str,
        filled(then=at_most(limits.LONGEST_NAME)).described(
            "Its name, as it stands on the report."
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
    outcome: Annotated[
        Any, Rule().described("What a sheet came to, as results have it; it is worked out anew.")
    ] = None


TABLE = Rule(must_be="must be a JSON object", fits=lambda given: isinstance(given, dict))
READER = StrictReader(
    table=TABLE,
    shapes={
        SheetAnswer: Shape(
            fields={
                "value": by_model(enum=[0, 1, 2, 3, NOT_SURE, SET_ASIDE]).described(
                    'A step, "dk" for not sure, or "na" for does not apply where a model allows it.'
                ),
                "evidence": one_of(Evidence, make=Evidence),
                "note": NOTE,
                "reason": NOTE.described("Why the question does not apply."),
            },
            # Which values there are is for the model to say, also where none is given.
            prepare=lambda table: {"value": None, **table},
        ),
        Cost: Shape(fields={"hours": HOURS, "money": MONEY}),
    },
)
