"""How a question is answered by many businesses, and which groups of them are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.model.answers import Value
from assessment.domain.scoring.items import FEWEST_SHOWN, ItemFigures, ItemTally, shown_groups
from assessment.parties.catalogue.library import shipped_model

MODEL = shipped_model("cairn-1.1")


def tallied(*sheets: dict[str, Value]) -> dict[str, ItemFigures]:
    tally = ItemTally()
    for sheet in sheets:
        tally.add(sheet)
    return {item.practice.code: item for item in tally.figures(MODEL)}


def test_shares_are_of_the_numbers_and_not_sure_of_all_answers() -> None:
    found = tallied({"CUL1": 3}, {"CUL1": 0}, {"CUL1": 3}, {"CUL1": "dk"}, {"CUL1": "na"})["CUL1"]

    assert found.n == 3
    assert found.steps == pytest.approx((1 / 3, 0, 0, 2 / 3))
    assert (found.not_sure, found.set_aside) == (0.2, 0.2)


def test_a_question_that_rises_with_the_rest_correlates_with_it() -> None:
    sheets: list[dict[str, Value]] = [
        {"CUL1": step, "CUL2": step, "CUL3": 3 - step, "CUL4": step} for step in range(4)
    ]

    found = tallied(*sheets)

    assert found["CUL1"].item_rest == pytest.approx(1)
    assert found["CUL3"].item_rest == pytest.approx(-1)


def test_answers_without_a_number_take_no_part_in_a_correlation() -> None:
    found = tallied({"CUL1": 0, "CUL2": 0}, {"CUL1": 3, "CUL2": 3}, {"CUL1": "dk", "CUL2": 1})

    assert found["CUL1"].item_rest == pytest.approx(1)


def test_equal_answers_have_no_correlation() -> None:
    same: list[dict[str, Value]] = [{"CUL1": 2, "CUL2": step} for step in range(4)]

    assert tallied(*same)["CUL1"].item_rest is None
    assert tallied()["CUL1"] == ItemFigures(
        practice=MODEL.practice("CUL1"), n=0, steps=(0.0,) * 4, not_sure=0, set_aside=0,
        item_rest=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"food": 8}, {"food"}),
        ({"food": 7}, set()),
        ({"food": 20, "shop": 9, "garage": 3}, {"food"}),
        ({"food": 20, "shop": 9, "garage": 8}, {"food", "shop", "garage"}),
        ({"food": 20, "shop": 9, "garage": 4, "hotel": 4}, {"food", "shop"}),
        ({"food": 8, "shop": 1}, set()),
        ({}, set()),
    ],
)
def test_a_group_is_shown_with_enough_businesses_in_it_and_in_all_the_others(
    sizes: dict[str, int], shown: set[str]
) -> None:
    assert shown_groups(sizes) == shown


@given(st.dictionaries(st.text("abcdefghijk", min_size=1, max_size=2), st.integers(1, 30)))
def test_nothing_about_fewer_than_eight_businesses_can_be_worked_out(sizes: dict[str, int]) -> None:
    shown = shown_groups(sizes)

    rest = sum(size for name, size in sizes.items() if name not in shown)
    assert all(sizes[name] >= FEWEST_SHOWN for name in shown)
    assert rest == 0 or rest >= FEWEST_SHOWN or not shown
