"""Who answered, from the accounts that sent the checks and the owner's word."""

import pytest

from assessment.domain.trends.answerers import SentCheck, people_behind


def told_apart(*checks: tuple[str, str]) -> list[int]:
    """Return the people behind the checks, numbered as they first appear."""
    people = people_behind([SentCheck(account, said) for account, said in checks])
    return [list(dict.fromkeys(people)).index(person) for person in people]


@pytest.mark.parametrize(
    ("checks", "people"),
    [
        ([], []),
        ([("a", ""), ("a", ""), ("b", "")], [0, 0, 1]),
        ([("a", ""), ("b", ""), ("a", "")], [0, 1, 0]),
        ([("a", "other"), ("a", "")], [0, 0]),
        ([("a", ""), ("a", "other")], [0, 1]),
        ([("a", ""), ("b", "same")], [0, 0]),
        ([("a", ""), ("b", "same"), ("b", ""), ("a", "")], [0, 0, 0, 0]),
        ([("a", ""), ("a", "other"), ("a", "")], [0, 1, 1]),
        ([("a", ""), ("a", "other"), ("a", "other")], [0, 1, 2]),
        ([("a", ""), ("b", "other"), ("b", "same")], [0, 1, 1]),
        ([("a", ""), ("a", "other"), ("b", "same")], [0, 1, 1]),
    ],
)
def test_an_account_is_a_person_until_the_owner_says_otherwise(
    checks: list[tuple[str, str]], people: list[int]
) -> None:
    assert told_apart(*checks) == people
