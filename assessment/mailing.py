"""Render templates/emails/<name>.{txt,html} and send them as one mail."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.text import wrap

LINE = 72  # letters; links stay whole


def send(*, name: str, to: str, context: Mapping[str, Any]) -> None:
    """Send one mail; the first line of its text template is its subject.

    Both parts are rendered before anything is sent, so a fault in one sends nothing.
    """
    text = render_to_string(f"emails/{name}.txt", dict(context))
    first_line, _, body = text.strip().partition("\n")
    subject = one_line(first_line)
    page = render_to_string(f"emails/{name}.html", {**context, "subject": subject})
    mail = EmailMultiAlternatives(
        subject=subject, body=wrap(body.strip(), LINE) + "\n", to=[one_line(to)]
    )
    mail.attach_alternative(page, "text/html")
    mail.send()


def one_line(words: str) -> str:
    """A name of a business may hold a line break; a header must not."""
    return " ".join(words.split())
