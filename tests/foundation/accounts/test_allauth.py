"""We replace private methods of allauth, which may change with any version."""

from importlib.metadata import version

from allauth.account.auth_backends import AuthenticationBackend

from assessment.foundation.accounts.backends import WRITTEN_FOR, AddressBackend

USED = {"_authenticate_by_email", "_check_password", "_mitigate_timing_attack"}


def test_the_backend_was_written_for_the_installed_version() -> None:
    installed = version("django-allauth")

    assert installed == WRITTEN_FOR, (
        f"allauth {installed} is installed, but backends.py was written for {WRITTEN_FOR}. "
        f"Compare {', '.join(sorted(USED))} in allauth.account.auth_backends with what it replaces "
        "and calls, then change the number."
    )


def test_every_private_method_is_still_there() -> None:
    theirs, ours = set(vars(AuthenticationBackend)), set(vars(AddressBackend))

    assert theirs >= USED
    assert {name for name in ours if name.startswith("_") and name[1] != "_"} <= USED


def test_allauth_still_asks_whether_a_password_was_checked() -> None:
    code = AuthenticationBackend.authenticate.__code__

    assert {"_did_check_password", "_mitigate_timing_attack"} <= {*code.co_names}
