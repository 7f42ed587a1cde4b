"""The conversations of a practice with a client, and what of them is unread."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from assessment.consulting.clients.models import Conversation, Message
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import Consultancy


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to write: about an area by its key, or about the business as a whole.

    `operation` is made with the form, so that a form sent twice writes one message.
    """

    about: str
    text: str
    operation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """One conversation with its messages, oldest first, as one of its readers sees it."""

    conversation: Conversation
    messages: Sequence[Message]
    unread: frozenset[int]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def new(self) -> Sequence[Message]:
        return [message for message in self.messages if message.pk in self.unread]


def correspondence(
    conversations: QuerySet[Conversation], *, reader: User, from_client: bool
) -> list[Correspondence]:
    """Return these conversations, the one written in last first; three queries.

    Args:
        from_client: whether the other side, whose messages can be unread, is the client.
    """
    messages = Message.objects.select_related("written_by").order_by("written_at", "pk")
    found = list(
        conversations.select_related("consultancy", "business").prefetch_related(
            Prefetch("messages", messages)
        )
    )
    unread = Message.objects.filter(conversation__in=found).unread_by(
        reader.pk, from_client=from_client
    )
    keys = frozenset(unread.values_list("pk", flat=True))
    known = [
        Correspondence(conversation=c, messages=list(c.messages.all()), unread=keys)
        for c in found
        if c.messages.all()
    ]
    return sorted(known, key=lambda one: one.last.written_at, reverse=True)


def conversations_with(business: Business, consultancy: Consultancy) -> QuerySet[Conversation]:
    return Conversation.objects.filter(business=business, consultancy=consultancy)


def waiting_for_answer(consultancy: Consultancy) -> list[int]:
    """Return the keys of the businesses in which the client wrote last; one query."""
    later = Message.objects.filter(
        conversation=OuterRef("conversation"), written_at__gt=OuterRef("written_at")
    )
    waiting = Message.objects.filter(
        ~Exists(later.filter(from_client=False)),
        from_client=True,
        conversation__consultancy=consultancy,
    )
    found = waiting.order_by("conversation__business").distinct()
    return list(found.values_list("conversation__business", flat=True))


def firms_of(business: Business) -> list[Consultancy]:
    """Return the practices that have access to a business now, by name; one query."""
    running = business.engagements.running().values("consultancy")
    return list(Consultancy.objects.filter(pk__in=running).order_by("name", "pk"))


def unread_from_practices(business: Business, reader: User) -> list[Message]:
    """Return what practices with access have written and a person of the client has not read."""
    open_ones = business.engagements.running().values("consultancy")
    messages = Message.objects.filter(
        conversation__business=business, conversation__consultancy__in=open_ones
    )
    unread = messages.unread_by(reader.pk, from_client=False)
    return list(
        unread.select_related("written_by", "conversation__consultancy").order_by("-written_at")
    )
