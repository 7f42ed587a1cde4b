"""Render templates/emails/<name>.{txt,html} and send them as one mail."""

import smtplib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.text import wrap

from assessment.foundation.parsing.names import one_line

LINE = 72  # characters; links are never wrapped

# With these errors a server refuses a mail before accepting it. After any other error it is
# unknown whether the mail was accepted.
REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


class Undelivered(Exception):
    """The mail may not have been sent."""


class NotAccepted(Undelivered):
    """The mail was certainly not sent, so it is safe to retry."""


class MayHaveLeft(Undelivered):
    """The connection broke while sending, so a retry might send the mail twice."""


def send(*, name: str, to: str, context: Mapping[str, Any]) -> None:
    """Send one mail; the first line of its text template is its subject.

    Raises:
        NotAccepted: the mail was not sent.
        MayHaveLeft: the mail may have been sent.
    """
    post(compose(name=name, to=to, context=context))


def compose(
    *,
    name: str,
    to: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Render the text and HTML parts, so that an error in either is found before sending."""
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
    """Hand a mail to the SMTP server.

    Raises:
        NotAccepted: the mail was not sent.
        MayHaveLeft: the mail may have been sent.
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
        # The server already has what it accepted, so an error while closing does not matter.
        with suppress(OSError):
            mail.connection.close()


def on_site(path: str) -> str:
    """Return the full URL of a path, for mails that are sent without a request."""
    return f"{settings.SITE_URL}{path}"
