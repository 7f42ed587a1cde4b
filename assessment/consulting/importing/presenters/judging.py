"""What happens to each row of a list: it is added, is a client already, or can't be added."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from assessment.consulting.importing.models import ClientList, ListColumn
from assessment.consulting.importing.queries.columns import plain
from assessment.consulting.importing.queries.known import MOST_WAITING, KnownOwners
from assessment.consulting.importing.queries.meanings import (
    currency_named,
    guessed_trade,
    known_trade,
    people_in,
    size_named,
)
from assessment.consulting.importing.wording import Problem, Why, problem
from assessment.consulting.portfolio.models import LONGEST_LABEL
from assessment.consulting.portfolio.services import MOST_TAGS
from assessment.domain.errors import DomainError
from assessment.foundation.formatting.dates import day
from assessment.foundation.parsing.addresses import normal_address
from assessment.foundation.parsing.names import a_name
from assessment.foundation.uploads.tables import Row
from assessment.parties.businesses.models import Currency
from assessment.parties.engagements.models import NewClient

LONGEST_NAME = 100
MOST_WORDS = 60
"""How many unknown names of sectors a page asks about; all others are left open."""


class LineKind(StrEnum):
    """What happens to a row."""

    BAD = "bad"
    GUESSED = "guessed"
    ALREADY = "already"
    READY = "ready"


class CannotAdd(DomainError):
    """A row can't be added."""

    def __init__(self, why: Why, **facts: Any) -> None:
        super().__init__(why)
        self.problem = problem(why, **facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One row: its number in the file, its cells, and what happens to it.

    Attributes:
        word: what the list calls its sector, if that is none of ours.
    """

    number: int
    row: Row
    kind: LineKind
    name: str = ""
    email: str = ""
    problem: Problem | None = None
    client: NewClient | None = None
    tags: Sequence[str] = ()
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgedList:
    """All rows of a list that are not empty, and the names of sectors that are not ours."""

    lines: Sequence[ListLine]
    words: Sequence[tuple[str, int]]
    meanings: dict[str, str]

    def of(self, *kinds: LineKind) -> list[ListLine]:
        return [line for line in self.lines if line.kind in kinds]

    @property
    def ready(self) -> list[ListLine]:
        return self.of(LineKind.READY, LineKind.GUESSED)


@dataclass(kw_only=True)
class Judge:
    """Looks at the rows of a list in their order, because each counts for those after it."""

    columns: dict[str, int]
    meanings: dict[str, str]
    tag: str
    known: KnownOwners
    rows_by_address: dict[str, int] = field(default_factory=dict)
    new_tags: set[str] = field(default_factory=set)

    def line(self, number: int, row: Row) -> ListLine:
        """Say what happens to a row."""
        name, email = self.cell(row, ListColumn.NAME), self.cell(row, ListColumn.EMAIL)
        word = self.cell(row, ListColumn.SECTOR)
        line: dict[str, Any] = {"number": number, "row": row, "name": name, "email": email}
        try:
            email = self.address(email)
            line["email"] = email
            if email in self.known.clients or name.casefold() in self.known.names:
                return ListLine(**line, kind=LineKind.ALREADY)
            self.check_name(name)
            self.check_owner(email)
            client, tags = self.client(row, name, email), self.tags(row)
            self.check_number()
        except CannotAdd as fault:
            return ListLine(**line, kind=LineKind.BAD, problem=fault.problem)
        self.rows_by_address[email] = number
        unknown = word if known_trade(word) is None else ""
        kind = LineKind.GUESSED if unknown else LineKind.READY
        return ListLine(**line, kind=kind, client=client, tags=tags, word=unknown)

    def cell(self, row: Row, column: ListColumn) -> str:
        return a_name(row[self.columns[column]]) if column in self.columns else ""

    def address(self, text: str) -> str:
        if not text:
            raise CannotAdd(Why.NO_ADDRESS)
        try:
            return normal_address(text)
        except ValidationError as fault:
            raise CannotAdd(Why.BAD_ADDRESS, advice=fault.messages[0]) from fault

    def check_name(self, name: str) -> None:
        if not name:
            raise CannotAdd(Why.NAMELESS)
        if len(name) > LONGEST_NAME:
            raise CannotAdd(Why.LONG_NAME, most=LONGEST_NAME)
        if name.startswith("="):
            raise CannotAdd(Why.FORMULA)

    def check_owner(self, email: str) -> None:
        if email in self.rows_by_address:
            raise CannotAdd(Why.TWICE, row=self.rows_by_address[email])
        if email in self.known.asked:
            raise CannotAdd(Why.ASKED)
        for why, known in ((Why.ENDED, self.known.ended), (Why.DECLINED, self.known.declined)):
            if email in known:
                raise CannotAdd(why, day=day(localtime(known[email])))

    def client(self, row: Row, name: str, email: str) -> NewClient:
        owner = self.cell(row, ListColumn.OWNER)
        if len(owner) > LONGEST_NAME:
            raise CannotAdd(Why.LONG_OWNER, most=LONGEST_NAME)
        return NewClient(
            name=name,
            trade=self.trade(self.cell(row, ListColumn.SECTOR)),
            team_size=self.size(self.cell(row, ListColumn.PEOPLE)),
            currency=self.currency(self.cell(row, ListColumn.CURRENCY)),
            owner_name=owner,
            owner_email=email,
        )

    def trade(self, word: str) -> str:
        known = known_trade(word)
        return self.meanings.get(plain(word), "") if known is None else known

    def size(self, text: str) -> str:
        size, people = size_named(text) if text else "", people_in(text)
        if size is not None:
            return size
        if people:
            raise CannotAdd(Why.TOO_MANY_PEOPLE, people=people)
        raise CannotAdd(Why.NO_NUMBER, text=text)

    def currency(self, text: str) -> str:
        found = currency_named(text) if text else Currency.GBP.value
        if found is None:
            raise CannotAdd(Why.NO_CURRENCY, text=text, known=", ".join(Currency.values))
        return found

    def tags(self, row: Row) -> list[str]:
        """Return the tags of a row, each once, with the one for the whole list."""
        said = self.cell(row, ListColumn.TAGS).replace(";", ",").split(",")
        tags = {tag.lower(): tag for tag in (self.tag, *map(a_name, said)) if tag}
        for tag in tags.values():
            if len(tag) > LONGEST_LABEL:
                raise CannotAdd(Why.LONG_TAG, most=LONGEST_LABEL, tag=tag)
        fresh = self.new_tags | (tags.keys() - self.known.tags)
        if len(self.known.tags) + len(fresh) > MOST_TAGS:
            raise CannotAdd(Why.TOO_MANY_TAGS, tag=list(tags.values())[-1], most=MOST_TAGS)
        self.new_tags = fresh
        return list(tags.values())

    def check_number(self) -> None:
        if self.known.waiting + len(self.rows_by_address) >= MOST_WAITING:
            raise CannotAdd(Why.TOO_MANY, most=f"{MOST_WAITING:,}")


def judged(client_list: ClientList, known: KnownOwners) -> JudgedList:
    """Say what happens to each row, as the list is settled now."""
    rows = [(number, row) for number, row in enumerate(client_list.table[1:], 2) if any(row)]
    words = unknown_words(client_list)
    meanings = {
        plain(word): client_list.sectors.get(plain(word), guessed_trade(word)) for word, _ in words
    }
    judge = Judge(columns=client_list.columns, meanings=meanings, tag=client_list.tag, known=known)
    lines = [judge.line(number, row) for number, row in rows]
    return JudgedList(lines=lines, words=words, meanings=meanings)


def unknown_words(client_list: ClientList) -> list[tuple[str, int]]:
    """Return the names of sectors that are not ours and their numbers of rows, largest first."""
    place = client_list.columns.get(ListColumn.SECTOR)
    words: Counter[str] = Counter()
    written: dict[str, str] = {}
    for row in client_list.table[1:] if place is not None else []:
        if row[place] and known_trade(row[place]) is None:
            words[plain(row[place])] += 1
            written.setdefault(plain(row[place]), row[place])
    return [(written[word], rows) for word, rows in words.most_common(MOST_WORDS)]
