"""The log names no address that is a secret."""

import logging

import pytest
from django.urls import reverse

from cxsite.secret_paths import HideSecretPaths
from tests.access.urls import every_path

SECRET = "a-secret-that-was-sent"
SECRETS = frozenset({"token", "key", "uidb36"})
HOLDERS = sorted({path.name for path in every_path() if path.takes & SECRETS and path.open_to_all})


def test_every_kind_of_secret_address_is_known() -> None:
    assert {"accept_invitation", "helper_action", "shared_report", "confirm_address"} <= {*HOLDERS}


@pytest.mark.parametrize("name", HOLDERS)
def test_the_log_leaves_the_secret_of_an_address_out(name: str) -> None:
    takes = next(path.takes for path in every_path() if path.name == name)
    # The code of a question is in some addresses too, and everybody may know it.
    filled = {name: SECRET if name in SECRETS else "CUL1" for name in takes}
    address = reverse(name, kwargs=filled | {"uidb36": "1"} if "uidb36" in takes else filled)
    record = logging.LogRecord(
        "django", 30, "", 1, "%s (%s): %s", ("Refused", "why", address), None
    )

    assert HideSecretPaths().filter(record)

    assert SECRET not in record.getMessage()
    assert "…" in record.getMessage()


def test_other_addresses_stay_readable() -> None:
    address = "/b/cafe-lindgren/plan/calendar/make/"
    record = logging.LogRecord("django", 30, "", 1, f"Not found: {address}", None, None)

    HideSecretPaths().filter(record)

    assert record.getMessage() == f"Not found: {address}"
