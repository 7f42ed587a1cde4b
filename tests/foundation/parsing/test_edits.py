"""Edits of stored values are merged, whatever two windows do to them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.foundation.parsing.edits import Edit, EditedMeanwhile, mark, marks_of

NAMES = ["name", "hours", "meets"]
VALUES: Any = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "a", "b"]))


@given(shown=VALUES, now=VALUES, sent=VALUES)
def test_nothing_is_overwritten_unseen_and_nothing_sent_is_dropped(
    shown: dict[str, str], now: dict[str, str], sent: dict[str, str]
) -> None:
    edit = Edit(values=sent, seen=marks_of(shown))
    touched = {n for n in sent if sent[n] != shown.get(n, "")}
    changed_elsewhere = {n for n in NAMES if now.get(n, "") != shown.get(n, "")}
    clashing = {n for n in touched & changed_elsewhere if sent[n] != now.get(n, "")}

    if clashing:
        with pytest.raises(EditedMeanwhile) as meanwhile:
            edit.changes(now)
        assert set(meanwhile.value.theirs) == clashing
        return

    written = edit.changes(now)

    stored = {**now, **written}
    assert all(stored.get(n, "") == sent[n] for n in touched)
    assert all(stored.get(n, "") == now.get(n, "") for n in changed_elsewhere - touched)


def test_every_empty_value_is_the_same() -> None:
    empty: list[Any] = [None, "", [], (), b""]

    assert {mark(value) for value in empty} == {""}


@pytest.mark.parametrize(
    ("one", "other"),
    [("a\r\nb", "a\nb"), (["phone", "website"], ("website", "phone")), (12, "12")],
)
def test_the_same_value_has_the_same_mark(one: Any, other: Any) -> None:
    assert mark(one) == mark(other)


def test_no_and_nothing_are_different() -> None:
    assert len({mark(False), mark(0), mark(None), mark(True)}) == 4
