"""Whatever a test migrated to, the next one finds the newest tables."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.migrations.moving import newest
from tests.migrations.snapshots import SNAPSHOTS, restore


@pytest.fixture(autouse=True)
def newest_tables_afterwards(transactional_db: None) -> Iterator[None]:
    _, name = newest()
    if name not in SNAPSHOTS.copies:
        SNAPSHOTS.save(name)
    yield
    restore(name)


@pytest.fixture(autouse=True, scope="package")
def no_copies_left(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        SNAPSHOTS.drop_all()
