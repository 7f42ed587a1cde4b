"""Tests of strict conversion into dataclasses, and of how faults are reported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest

from assessment.domain.exchange.structuring import Fault, Refused, Rule, Shape, StrictReader

WHOLE = Rule(must_be="must be a whole number", fits=lambda given: type(given) is int)
SHORT = Rule(must_be="must be short", fits=lambda given: len(given) < 4)
WORD = Rule(must_be="must be text", fits=lambda given: isinstance(given, str), then=SHORT)


@dataclass(frozen=True)
class Stone:
    weight: int
    colour: Annotated[str, WORD] = "grey"


@dataclass(frozen=True)
class Heap:
    top: Stone
    others: tuple[Stone, ...] = ()
    named: Annotated[Mapping[str, Stone], Rule().described("By name.")] = field(
        default_factory=dict
    )


TABLE = Rule(must_be="must be a table", fits=lambda given: isinstance(given, dict))
ROWS = Rule(must_be="must be a list", fits=lambda given: isinstance(given, list))
READER = StrictReader(table=TABLE, rows=ROWS, kinds={int: WHOLE})


def faults(document: object, reader: StrictReader = READER) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        reader.read(document, Heap)
    return refused.value.faults


def test_tables_lists_and_mappings_become_the_declared_types() -> None:
    document = {
        "top": {"weight": 1},
        "others": [{"weight": 2, "colour": "red"}],
        "named": {"Ben": {"weight": 3}},
    }

    heap = READER.read(document, Heap)

    assert heap == Heap(Stone(1), (Stone(2, "red"),), {"Ben": Stone(3)})


@pytest.mark.parametrize("weight", [True, 1.0, "1", None, [1]])
def test_values_of_another_type_are_not_converted(weight: object) -> None:
    assert faults({"top": {"weight": weight}}) == (
        Fault(("top", "weight"), "must be a whole number"),
    )


def test_every_fault_is_reported_with_its_place_unknown_keys_first() -> None:
    document = {
        "others": [{"weight": 1}, {"weight": "2", "colour": "purple"}],
        "named": {"Ben": 3},
        "odd": 1,
        "far": 2,
    }

    assert faults(document) == (
        Fault(("far",), "is not recognised"),
        Fault(("odd",), "is not recognised"),
        Fault(("top",), "must be a table", missing=True),
        Fault(("others", 1, "weight"), "must be a whole number"),
        Fault(("others", 1, "colour"), "must be short"),
        Fault(("named", "Ben"), "must be a table"),
    )


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (3, Fault((), "must be a table")),
        ({"top": []}, Fault(("top",), "must be a table")),
        ({"top": {"weight": 1}, "others": "ab"}, Fault(("others",), "must be a list")),
        ({"top": {"weight": 1}, "named": [1]}, Fault(("named",), "must be a table")),
        ({"top": {}}, Fault(("top", "weight"), "must be a whole number", missing=True)),
    ],
)
def test_a_document_of_another_form_is_refused(document: object, fault: Fault) -> None:
    assert faults(document) == (fault,)


def test_a_shape_overrides_the_rules_of_a_plain_class() -> None:
    heavy = Rule(must_be="must be heavy", fits=lambda given: given > 9, make=str)
    shape = Shape(fields={"weight": heavy}, prepare=lambda table: {"weight": 10, **table})
    reader = StrictReader(table=TABLE, kinds={int: WHOLE}, shapes={Stone: shape})

    top: Any = reader.read({"top": {}}, Heap).top

    assert top.weight == "10"
    assert faults({"top": {"weight": 3}}, reader) == (Fault(("top", "weight"), "must be heavy"),)


def test_undeclared_keys_can_be_ignored() -> None:
    reader = StrictReader(table=TABLE, kinds={int: WHOLE}, open_to_more=True)

    assert reader.read({"top": {"weight": 1, "size": 2}, "odd": 3}, Heap) == Heap(Stone(1))


def broken(_given: object) -> Any:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "shape", [Shape(fields={"weight": Rule(make=broken)}), Shape(prepare=broken)]
)
def test_a_bug_in_our_own_code_is_not_reported_as_a_fault_of_the_document(shape: Shape) -> None:
    reader = StrictReader(table=TABLE, shapes={Stone: shape})

    with pytest.raises(ZeroDivisionError):
        reader.read({"top": {"weight": 1}}, Heap)


def test_a_class_that_fails_to_initialise_counts_as_a_bug_too() -> None:
    @dataclass(frozen=True)
    class Refusing:
        weight: int

        def __post_init__(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        READER.read({"weight": 1}, Refusing)
