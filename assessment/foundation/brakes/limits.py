"""The table of all limits: how often each thing may be tried, for each way to count it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MINUTE, HOUR, DAY = 60, 3_600, 86_400
MEGABYTE = 1_000_000


class Scope(StrEnum):
    """For whom something is counted."""

    ACCOUNT = "account"
    """An account or an address, wherever attempts come from; its known devices count separately."""
    DEVICE = "device"
    """A browser that has signed in before, to that account if the form names one."""
    BLOCK = "block"
    """One subscriber: an IPv4 address, or a /64 of IPv6."""
    WIDE = "wide"
    """One network: a /24 of IPv4, or a /48 of IPv6."""
    SITE = "site"
    """Everybody together."""


class Counted(StrEnum):
    """What is counted."""

    SIGN_IN = "sign_in"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a name
    SECOND_STEP = "second_step"
    CODE = "code"
    CODE_ENTRY = "code_entry"
    RESET = "reset"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a name
    SIGN_UP = "sign_up"
    INVITATION = "invitation"
    KEPT_ANSWER = "kept_answer"
    BYTES = "bytes"
    PRINT_SECONDS = "print_seconds"
    FOUNDING = "founding"
    CHANGE = "change"
    PREVIEW = "preview"
    PULSE_CODE = "pulse_code"
    PULSE_EMAIL = "pulse_email"
    SURVEY_ANSWER = "survey_answer"
    SURVEY_BURST = "survey_burst"
    SURVEY_PAGE = "survey_page"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` within `seconds` of the first."""

    most: int
    seconds: int


Limits = Mapping[Scope, tuple[Limit, ...]]

SOURCES: Limits = {
    Scope.BLOCK: (Limit(30, MINUTE), Limit(300, HOUR)),
    Scope.WIDE: (Limit(90, MINUTE), Limit(1_500, HOUR)),
    Scope.SITE: (Limit(600, MINUTE),),
    Scope.DEVICE: (Limit(30, MINUTE), Limit(300, HOUR)),
}
"""Limits by origin. They are generous, because an office or a mobile network shares an address.
A known device is counted on its own, so that a flood from elsewhere does not lock it out."""
MAILS = (Limit(3, MINUTE), Limit(20, DAY))
"""Emails that anybody can have sent to an address."""

LIMITS: Mapping[Counted, Limits] = {
    Counted.SIGN_IN: SOURCES,
    Counted.WRONG_PASSWORD: {
        Scope.ACCOUNT: (Limit(5, 5 * MINUTE), Limit(50, DAY)),
        Scope.DEVICE: (Limit(5, 5 * MINUTE), Limit(50, DAY)),
    },
    Counted.SECOND_STEP: {
        Scope.ACCOUNT: (Limit(5, 5 * MINUTE), Limit(50, DAY)),
        Scope.DEVICE: (Limit(5, 5 * MINUTE), Limit(50, DAY)),
    },
    Counted.CODE: {**SOURCES, Scope.ACCOUNT: MAILS, Scope.DEVICE: MAILS},
    Counted.CODE_ENTRY: SOURCES,
    Counted.RESET: {**SOURCES, Scope.ACCOUNT: MAILS, Scope.DEVICE: MAILS},
    Counted.NEW_PASSWORD: SOURCES,
    Counted.SIGN_UP: {**SOURCES, Scope.ACCOUNT: MAILS, Scope.DEVICE: MAILS},
    Counted.INVITATION: SOURCES,
    Counted.KEPT_ANSWER: {Scope.DEVICE: (Limit(60, HOUR),)},
    Counted.BYTES: {
        Scope.ACCOUNT: (Limit(20 * MEGABYTE, DAY),),
        Scope.BLOCK: (Limit(5 * MEGABYTE, DAY),),
        Scope.WIDE: (Limit(20 * MEGABYTE, DAY),),
    },
    Counted.PRINT_SECONDS: {Scope.ACCOUNT: (Limit(HOUR, DAY),)},
    Counted.FOUNDING: {Scope.ACCOUNT: (Limit(30, DAY),)},
    Counted.PREVIEW: {Scope.ACCOUNT: (Limit(40, MINUTE), Limit(600, HOUR))},
    Counted.PULSE_CODE: SOURCES,
    Counted.PULSE_EMAIL: {Scope.ACCOUNT: (Limit(150, DAY),)},
    Counted.CHANGE: {Scope.ACCOUNT: (Limit(3_000, HOUR),)},
    Counted.SURVEY_ANSWER: SOURCES,
    # Further answers to the same survey are not refused: they are set aside for its owner.
    Counted.SURVEY_BURST: {Scope.BLOCK: (Limit(10, HOUR),)},
    # One page of the form is sent once, however often somebody presses the button.
    Counted.SURVEY_PAGE: {Scope.SITE: (Limit(1, HOUR),)},
}

FORMS: Mapping[str, tuple[Counted, str]] = {
    "account_login": (Counted.SIGN_IN, "login"),
    "account_request_login_code": (Counted.CODE, "email"),
    "account_confirm_login_code": (Counted.CODE_ENTRY, ""),
    "account_reset_password": (Counted.RESET, "email"),
    "account_reset_password_from_key": (Counted.NEW_PASSWORD, ""),
    "account_signup": (Counted.SIGN_UP, "email"),
    "account_email": (Counted.SIGN_UP, "email"),
    "accept_invitation": (Counted.INVITATION, ""),
    "screen_code": (Counted.CODE_ENTRY, ""),
    "mfa_authenticate": (Counted.CODE_ENTRY, ""),
    "mfa_login_webauthn": (Counted.CODE_ENTRY, ""),
    "mfa_reauthenticate": (Counted.CODE_ENTRY, ""),
}
"""The forms that are counted by URL name, and the field with the address of the account."""

STORED_WHEN_OPENED = frozenset({"mfa_login_webauthn"})
"""The pages that are counted whenever they are opened, because each opening stores a session.

Passkeys answer to a challenge, which the site has to remember.
"""

NO_CHANGES = frozenset(
    {"account_logout", "question", "questions", "screen_answer", "session_answer"}
)
"""The forms of signed-in people that do not count as changes, by URL name.

Signing out stores nothing. Saving an answer has to be quick, and counting takes two queries.
"""
