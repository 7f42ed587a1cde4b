"""Tests of what the search for a plan can drop, and of its bound."""

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.planning.bounds import SCALE, Rates, going_rates
from assessment.domain.planning.pareto import NOTHING, Choice, Most, sums, unbeaten

SMALL = st.integers(0, 4)
CHOICES = st.builds(
    Choice, SMALL.map(lambda n: -n), SMALL, SMALL, SMALL, st.integers(-99, 0), st.integers(0, 1)
)


def beats(one: Choice, other: Choice) -> bool:
    """Tell whether one choice is better than another and takes the same or less of everything."""
    less = (
        one.hours <= other.hours
        and one.money <= other.money
        and one.number <= other.number
        and one.lag <= other.lag
    )
    return less and one < other


@given(st.lists(CHOICES, unique=True))
def test_only_unbeaten_choices_are_kept(choices: list[Choice]) -> None:
    expected = [c for c in choices if not any(beats(other, c) for other in choices)]

    assert unbeaten(choices) == sorted(expected)


@given(st.lists(CHOICES), st.lists(CHOICES))
def test_sums_stay_within_the_budget(some: list[Choice], others: list[Choice]) -> None:
    most = Most(hours=5, money=4, number=3, lag=1)

    found = sums(some, others, most)

    pairs = [Choice(*map(sum, zip(a, b, strict=True))) for a in some for b in others]
    assert found == [
        c
        for c in pairs
        if c.hours <= 5 and c.money <= 4 and c.number <= 3 and c.lag <= 1
    ]  # fmt: skip


OFFERS = st.lists(
    st.lists(CHOICES, min_size=1, max_size=5).map(lambda c: [*c, NOTHING]), min_size=1, max_size=3
)


@given(OFFERS, st.tuples(SMALL, SMALL, SMALL))
def test_no_combination_is_worth_more_than_the_bound(
    offers: list[list[Choice]], there: tuple[int, int, int]
) -> None:
    most = Most(*there, lag=1)
    rates = going_rates(offers, most)

    bound = rates.of(most) + sum(max(map(rates.net, offer)) for offer in offers)

    combined = [NOTHING]
    for offer in offers:
        combined = sums(combined, offer, most)
    assert all(-SCALE * choice.loss <= bound for choice in combined)
    assert min(rates.hour, rates.money, rates.action) >= 0


def test_a_net_gain_is_the_gain_minus_the_price() -> None:
    choice = Choice(loss=-2, hours=3, money=50, number=1, late=-1)

    assert Rates(hour=10, money=1, action=5).net(choice) == 2 * SCALE - 30 - 50 - 5
