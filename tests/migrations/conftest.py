"""Whatever a test migrated to, the next one finds the tables of today."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command


@pytest.fixture(autouse=True)
def at_the_end_as_it_was() -> Iterator[None]:
    yield
    call_command("migrate", verbosity=0)
