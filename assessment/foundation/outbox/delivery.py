"""Render templates/emails/<name>.{txt,html} and send them as one mail."""

import smtplib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import EmailValidator, MaxLengthValidator
from django.template.loader import render_to_string
from django.utils.text import wrap
from django.utils.translation import gettext_lazy as _

from assessment.foundation.parsing.names import one_line

LINE = 72  # letters; links stay whole
LONGEST_ADDRESS = 254  # of what can be written to

# What a server says before it takes a mail on; after anything else nobody knows.
REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


class Undelivered(Exception):
    """A mail is not known to have left."""


class NotAccepted(Undelivered):
    """It certainly did not leave, so it may be tried again."""


class MayHaveLeft(Undelivered):
    """The line went dead in the middle: trying again might send the mail twice."""


def send(*, name: str, to: str, context: Mapping[str, Any]) -> None:
    """Send one mail; the first line of its text template is its subject.

    Raises:
        NotAccepted, MayHaveLeft.
    """
    post(compose(name=name, to=to, context=context))


def compose(
    *,
    name: str,
    to: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Both parts are rendered before anything is sent, so a fault in one sends nothing."""
    text = render_to_string(f"emails/{name}.txt", dict(context))
    first_line, _, body = text.strip().partition("\n")
    subject = one_line(first_line)
    page = render_to_string(f"emails/{name}.html", {**context, "subject": subject})
    mail = EmailMultiAlternatives(
        subject=subject,
        body=wrap(body.strip(), LINE) + "\n",
        to=[one_line(to)],
        headers={key: one_line(value) for key, value in (headers or {}).items()},
    )
    mail.attach_alternative(page, "text/html")
    return mail


def post(mail: EmailMultiAlternatives) -> None:
    """Give a mail to the server.

    Raises:
        NotAccepted, MayHaveLeft.
    """
    mail.connection = get_connection()
    try:
        mail.connection.open()
    except OSError as away:
        raise NotAccepted(type(away).__name__) from away
    try:
        mail.send()
    except REFUSALS as refusal:
        raise NotAccepted(type(refusal).__name__) from refusal
    except OSError as broken:
        raise MayHaveLeft(type(broken).__name__) from broken
    finally:
        # What it accepted it has, however it says goodbye.
        with suppress(OSError):
            mail.connection.close()


def address_rules() -> list[Callable[[Any], None]]:
    """What every form asks of an e-mail address, in our words."""
    return [
        EmailValidator(_("Enter the full email address, like name@example.com.")),
        MaxLengthValidator(LONGEST_ADDRESS, _("Enter a shorter address, of up to 254 characters.")),
    ]


def on_site(path: str) -> str:
    """The whole address of a path, for mails that no request asked for."""
    return f"{settings.SITE_URL}{path}"
