"""Email addresses: one normal form for however people type them, and the field that reads them.

The normal form is in lower case and without invisible characters. Its domain is in ASCII, as in
xn--exmple-cua.org. Mail servers use that form, so no library on the way encodes it again by older
rules. All databases compare it in the same way, too.
"""

from typing import Any
from unicodedata import category, normalize

import email_validator
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 254  # the longest address that SMTP can deliver to (RFC 3696, erratum 1690)
LONGEST_BEFORE_AT = 64

ADDRESS = _("Email address")
NO_ADDRESS = _("Enter your email address.")
NOT_WHOLE = _("Enter the full email address, like name@example.com.")
TOO_LONG = _("Enter a shorter address, of up to 254 characters.")
TOO_LONG_BEFORE_AT = _("Enter a shorter address, with up to 64 characters before the @ sign.")
SEVERAL = _("Enter one address with a single @ sign, like name@example.com.")
OTHER_LETTERS = _("We can only send to addresses with the letters a to z before the @ sign.")

# This list would refuse domains such as mail.test or office.local, which can receive mail inside a
# private network. The library documents that programs can change it.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


def normal_address(text: str) -> str:
    """Return the form in which an address is stored, compared and sent to.

    Raises:
        ValidationError: this cannot be an address; it says why in a sentence for people.
    """
    typed = _visible(text)
    if len(typed) > LONGEST_ADDRESS:
        raise ValidationError(TOO_LONG, code="invalid")
    before, at, domain = typed.partition("@")
    try:
        found = email_validator.validate_email(
            f"{before}{at}{domain.removesuffix('.')}",
            allow_smtputf8=False,
            strict=True,
            check_deliverability=False,
            # A domain without a dot is a typo, except for mail on the same machine.
            globally_deliverable=domain != "localhost",
        )
    except email_validator.EmailNotValidError as fault:
        raise ValidationError(_why_not(before, domain), code="invalid") from fault
    return found.ascii_email or ""


def normal_or_same(text: str) -> str:
    """Return the normal form of an address, or the text itself if it cannot be an address.

    For comparing with what was stored or written to a file before addresses had a normal form.
    """
    try:
        return normal_address(text)
    except ValidationError:
        return text


def shown_address(address: str) -> str:
    """Return an address as people write it, with the letters of an international domain."""
    if "@xn--" not in address and ".xn--" not in address:
        return address
    try:
        return email_validator.validate_email(address, check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        return address


class AddressField(forms.EmailField):
    """The one field in which people type an email address.

    Args:
        missing: the sentence for an empty field.
        own: whether people give their own address, which browsers then offer to fill in.
    """

    default_validators = []

    def __init__(self, *, missing: Any = NO_ADDRESS, own: bool = False, **kwargs: Any) -> None:
        super().__init__(
            max_length=None,
            error_messages={"required": missing},
            **{"label": ADDRESS, **kwargs},
        )
        self.widget.attrs |= {
            "autocomplete": "email" if own else "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        }

    def to_python(self, value: Any) -> str:
        typed = _visible(str(value or ""))
        return normal_address(typed) if typed else ""

    def prepare_value(self, value: Any) -> Any:
        return shown_address(value) if isinstance(value, str) else value


def _visible(text: str) -> str:
    """Remove invisible characters and surrounding space, and fold wide letters and capitals."""
    seen = (letter for letter in text if category(letter) not in {"Cc", "Cf"})
    return normalize("NFKC", normalize("NFKC", "".join(seen)).strip().lower())


def _why_not(before: str, domain: str) -> Any:
    if "@" in domain:
        return SEVERAL
    if not before.isascii():
        return OTHER_LETTERS
    return TOO_LONG_BEFORE_AT if domain and len(before) > LONGEST_BEFORE_AT else NOT_WHOLE
