"""Whatever the clients are: the order of need, who is listed, and that filters leave nobody out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

import pytest
from django.core.paginator import Paginator
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.consulting.portfolio.queries.filters import LEVELS, PortfolioFilter, Show, Sort
from assessment.consulting.portfolio.queries.needs import Clients, Need
from assessment.consulting.portfolio.queries.overview import overview_of
from assessment.consulting.portfolio.queries.portfolio import listed_clients
from assessment.journey.results.models import Movement
from assessment.parties.businesses.models import Trade
from assessment.parties.consultancies.models import Consultancy, Engagement
from tests.consulting.portfolio.making import TODAY, ends_in, make_client, stand
from tests.factories import NOON

pytestmark = pytest.mark.django_db

MANY = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Made(NamedTuple):
    """One client: its access, and what its standing says; no standing without a due day."""

    ended: bool
    ends_in: int | None
    due_in: int | None
    movement: Movement
    level: int | None
    idle_days: int
    trade: str


MADE = st.builds(
    Made,
    ended=st.booleans(),
    ends_in=st.none() | st.integers(-3, 12),
    due_in=st.none() | st.integers(-40, 40),
    movement=st.sampled_from(Movement),
    level=st.none() | st.integers(0, 4),
    idle_days=st.integers(0, 60),
    trade=st.sampled_from([*Trade.values, ""]),
)
CLIENTS = st.lists(MADE, max_size=8)


@contextmanager
def clients_made(practice: Consultancy, wanted: Sequence[Made]) -> Iterator[list[Engagement]]:
    """Create these clients for the time of one example."""
    with transaction.atomic():
        yield [_make(practice, one) for one in wanted]
        transaction.set_rollback(True)


def _make(practice: Consultancy, wanted: Made) -> Engagement:
    made = make_client(practice, trade=wanted.trade)
    if wanted.due_in is not None:
        columns: dict[str, Any] = {"movement": wanted.movement, "level_rank": wanted.level}
        columns |= {"next_due_on": TODAY + timedelta(days=wanted.due_in)}
        moved_at = NOON - timedelta(days=wanted.idle_days)
        stand(made, actions=2, achieved=1, plan_moved_at=moved_at, **columns)
    if wanted.ends_in is not None:
        ends_in(made, wanted.ends_in)
    if wanted.ended:
        Engagement.objects.filter(pk=made.pk).update(ended_at=NOON)
    return made


def runs(wanted: Made) -> bool:
    return not wanted.ended and (wanted.ends_in is None or wanted.ends_in >= 0)


def clients_of(practice: Consultancy) -> Clients:
    return Clients(consultancy=practice, at=NOON)


def keys(found: Any) -> list[int]:
    return [engagement.pk for engagement in found]


def expected_need(wanted: Made) -> Need | None:
    """The most urgent reason, told from the facts in plain Python."""
    checked, due_in = wanted.due_in is not None, wanted.due_in or 0
    found = {
        Need.ENDING: wanted.ends_in is not None and wanted.ends_in <= 7,
        Need.OVERDUE: checked and due_in < 0,
        Need.UNSCORED: checked and wanted.movement is Movement.UNSCORED,
        Need.FALLEN: checked and wanted.movement is Movement.CLEAR_FALL,
        Need.STILL: checked and wanted.idle_days > 35,
        Need.NEW: not checked,
    }
    return next((need for need in Need if found.get(need)), None)


@MANY
@given(wanted=CLIENTS)
def test_nobody_without_access_is_listed_and_nobody_with_it_is_missing(
    practice: Consultancy, wanted: list[Made]
) -> None:
    with clients_made(practice, wanted) as made:
        clients = clients_of(practice)

        found = listed_clients(clients, PortfolioFilter(show=Show.ALL))

        pairs = zip(made, wanted, strict=True)
        assert sorted(keys(found)) == [one.pk for one, w in pairs if runs(w)]


@MANY
@given(wanted=CLIENTS)
def test_who_needs_the_practice_comes_in_the_order_of_urgency(
    practice: Consultancy, wanted: list[Made]
) -> None:
    with clients_made(practice, wanted) as made:
        by_key = {one.pk: w for one, w in zip(made, wanted, strict=True)}

        overview = overview_of(clients_of(practice), PortfolioFilter())
        found = overview.found

        needs = [expected_need(by_key[key]) for key in found]
        assert needs == [overview.reasons[key][0] for key in found]
        assert overview.needing == len(found)
        assert needs == sorted(needs, key=[*Need, None].index)
        needing = [pk for pk, w in by_key.items() if runs(w) and expected_need(w)]
        assert sorted(found) == needing
        overdue = [by_key[key].due_in or 0 for key in found]
        days = [d for d, need in zip(overdue, needs, strict=True) if need is Need.OVERDUE]
        assert days == sorted(days)


@MANY
@given(wanted=CLIENTS, sort=st.sampled_from([*Sort, "-score", "-seen", "culture"]))
def test_filters_and_pages_divide_the_list_without_a_rest(
    practice: Consultancy, wanted: list[Made], sort: str
) -> None:
    with clients_made(practice, wanted):
        clients, everybody = clients_of(practice), PortfolioFilter(show=Show.ALL, sort=sort)
        whole = keys(listed_clients(clients, everybody))

        by_level = [keys(listed_clients(clients, everybody.but(level=level))) for level in LEVELS]
        by_sector = [
            keys(listed_clients(clients, everybody.but(sector=trade))) for trade in Trade.values
        ]
        without_sector = keys(listed_clients(clients, everybody).filter(business__trade=""))
        overview = overview_of(clients, everybody)

        assert sorted(chain(*by_level)) == sorted(whole)
        assert sorted([*chain(*by_sector), *without_sector]) == sorted(whole)
        assert list(chain(*Paginator(overview.found, 3))) == overview.found == whole


def test_today_is_a_day_of_the_person_who_looks(practice: Consultancy) -> None:
    assert clients_of(practice).today == date(2026, 11, 20)
