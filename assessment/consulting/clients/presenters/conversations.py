"""Conversations as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.consulting.clients.models import Message
from assessment.consulting.clients.queries.conversations import Correspondence
from assessment.domain.model.maturity import MaturityModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """One message, and whether the reader has yet to read it."""

    message: Message
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation: what it is about, and its messages, oldest first."""

    pk: int
    about: str
    title: str
    messages: tuple[ShownMessage, ...]
    unread: int


def threads(found: Sequence[Correspondence], model: MaturityModel) -> list[Thread]:
    return [
        Thread(
            pk=one.conversation.pk,
            about=one.conversation.about,
            title=title_of(model, one.conversation.about),
            messages=tuple(
                ShownMessage(message=message, new=message.pk in one.unread)
                for message in one.messages
            ),
            unread=len(one.new),
        )
        for one in found
    ]


def title_of(model: MaturityModel, about: str) -> str:
    """Return the title of an area, or that it is about the whole."""
    titles = {area.key: area.title for area in model.dimensions}
    return titles.get(about, _("The business as a whole"))
