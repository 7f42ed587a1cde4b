"""Resolve what a file refers to: people by email address, models by key, and places in it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DataError, IntegrityError, models

from assessment.domain.exchange.submission_json import (
    LONGEST_NAMED,
    BadSubmission,
    held,
    only_known,
)
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.addresses import normal_or_same
from assessment.foundation.parsing.names import one_line
from assessment.journey.planning.models import ItemChange, PlanItem
from assessment.outputs.portability.presenters.rows import (
    READER,
    ItemRow,
    ModelRow,
    PersonRow,
    columns_of,
)
from assessment.parties.catalogue.models import ModelVersion

Part = TypeVar("Part")
BY_NAME = {PlanItem: ("owner", "helper_name"), ItemChange: ("by", "by_name")}
"""Models that can name a person without an account: the account's field, and the name's."""
OF_ITEM = frozenset(field.name for field in columns_of(ItemRow, PlanItem))


@dataclass(frozen=True)
class People:
    """Everyone in a file by email address; only `owner` is linked to an account.

    A file can name any address. Linking other accounts on this site would let a forged file put
    words into people's mouths. The others are therefore kept by name, and no accounts are created.
    """

    names: Mapping[str, str]
    owner: User

    def columns(self, row: Any, model: type[models.Model], place: str) -> dict[str, Any]:
        """Return the columns of one row for its model, with accounts in place of addresses.

        Raises:
            BadSubmission: an address belongs to no one in the file.
        """
        columns = columns_of(type(row), model)
        found = {field.name: getattr(row, field.name) for field in columns}
        for field in columns:
            given = found[field.name]
            if isinstance(field, models.ForeignKey) and not (given is None and field.null):
                found[field.name] = self._account(field, given, f"{place}.{field.name}")
        who, by_name = BY_NAME.get(model, ("", ""))
        if who and found[who] is None and getattr(row, who) is not None:
            found[by_name] = self._name(getattr(row, who)) or found[by_name]
        return found

    def changed(self, given: Mapping[str, Any], place: str) -> dict[str, Any]:
        """Return the columns of an item before or after a change, as the database stores them."""
        only_known(given, place, OF_ITEM)
        for name, value in given.items():
            held(READER.rule_for(ItemRow, name), value, f"{place}.{name}")
        plain = {name: value for name, value in given.items() if name != "owner"}
        if "helper_email" in plain:
            plain["helper_email"] = ""
        return plain | (self._doer(given, place) if "owner" in given else {})

    def _doer(self, given: Mapping[str, Any], place: str) -> dict[str, Any]:
        """Return the columns that say who does an action: the account's id, or a name.

        All three are always set, so that an undo cannot mix an account with another's name.
        """
        who = given["owner"]
        mine = who is not None and self._is_owner(who, f"{place}.owner")
        name = one_line(given.get("helper_name", "")) or self._name(who)
        return {
            "owner_id": self.owner.pk if mine else None,
            "helper_name": "" if mine else name,
            "helper_email": "",
        }

    def _account(self, field: Any, given: Any, place: str) -> User | None:
        # A field that deleting an account would set to null can be empty from the start.
        mine = self._is_owner(given, place)
        return self.owner if mine or field.remote_field.on_delete is not models.SET_NULL else None

    def _is_owner(self, given: Any, place: str) -> bool:
        if not isinstance(given, str) or normal_or_same(given) not in self.names:
            raise BadSubmission(place, "must be the email address of someone in people")
        return normal_or_same(given) == self.owner.email

    def _name(self, address: str | None) -> str:
        return self.names[normal_or_same(address)] if address else ""


def people_of(rows: Iterable[PersonRow], owner: User) -> People:
    return People({row.email: row.name for row in rows}, owner)


def versions_of(rows: Iterable[ModelRow]) -> dict[str, ModelVersion]:
    """Return the model versions of a file by key; each must be identical to the original.

    Raises:
        BadSubmission: a version is not installed here, or has different content.
    """
    installed = {version.key: version for version in ModelVersion.objects.all()}
    found = {}
    for place, row in each(rows, "models"):
        version = installed.get(str(row.key))
        if version is None:
            key = str(row.key)[:LONGEST_NAMED]
            raise BadSubmission(f"{place}.key", f"“{key}” is not installed here; load it first")
        if version.content_hash != row.content_hash:
            raise BadSubmission(
                f"{place}.content_hash", f"{version.key} has different content here"
            )
        found[version.key] = version
    return found


# ---- places in the file


def each(rows: Iterable[Part], place: str) -> Iterator[tuple[str, Part]]:
    """Pair each row of a list with its place, such as checks[0]."""
    return ((f"{place}[{number}]", row) for number, row in enumerate(rows))


@contextmanager
def below(place: str) -> Iterator[None]:
    """Prefix the field of a refusal with the place where it was found."""
    try:
        yield
    except BadSubmission as bad:
        raise BadSubmission(f"{place}.{bad.field}", bad.must_be) from bad


@contextmanager
def stored(place: str) -> Iterator[None]:
    """Turn a refusal by the database into one that names the place."""
    try:
        yield
    # PostgreSQL refuses all further queries in the transaction after such an error. Nothing is
    # retried here: the exception rolls back the whole import.
    except (IntegrityError, DataError) as fault:
        why = str(fault).splitlines()[0]
        raise BadSubmission(place, f"conflicts with other data ({why})") from fault
