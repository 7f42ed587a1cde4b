"""Who and what a file names: people by e-mail address, models by key; and where it names them."""

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
"""Where somebody without an account can stand by name alone: who, and the name."""
OF_ITEM = frozenset(field.name for field in columns_of(ItemRow, PlanItem))


@dataclass(frozen=True)
class People:
    """Everybody in a file by e-mail address; of them only `owner` has an account in it.

    A file can name any address, so whoever else has an account on this site did not say what it
    says, and none is made.
    """

    names: Mapping[str, str]
    owner: User

    def columns(self, row: Any, model: type[models.Model], place: str) -> dict[str, Any]:
        """The columns of one row as its model takes them, with people for their addresses.

        Raises:
            BadSubmission: an address belongs to nobody in the file.
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
        """Columns of an item as they were or became, as the site keeps them."""
        only_known(given, place, OF_ITEM)
        for name, value in given.items():
            held(READER.rule_for(ItemRow, name), value, f"{place}.{name}")
        plain = {name: value for name, value in given.items() if name != "owner"}
        if "helper_email" in plain:
            plain["helper_email"] = ""
        return plain | (self._doer(given, place) if "owner" in given else {})

    def _doer(self, given: Mapping[str, Any], place: str) -> dict[str, Any]:
        """Who did it: by number with an account, else by name. Undo brings back all or none."""
        who = given["owner"]
        mine = who is not None and self._is_owner(who, f"{place}.owner")
        name = one_line(given.get("helper_name", "")) or self._name(who)
        return {
            "owner_id": self.owner.pk if mine else None,
            "helper_name": "" if mine else name,
            "helper_email": "",
        }

    def _account(self, field: Any, given: Any, place: str) -> User | None:
        # What a model keeps when an account is gone can do without one from the start.
        mine = self._is_owner(given, place)
        return self.owner if mine or field.remote_field.on_delete is not models.SET_NULL else None

    def _is_owner(self, given: Any, place: str) -> bool:
        if not isinstance(given, str) or given.lower() not in self.names:
            raise BadSubmission(place, "must be the e-mail address of somebody in people")
        return given.lower() == self.owner.email.lower()

    def _name(self, address: str | None) -> str:
        return self.names[address.lower()] if address else ""


def people_of(rows: Iterable[PersonRow], owner: User) -> People:
    return People({row.email.lower(): row.name for row in rows}, owner)


def versions_of(rows: Iterable[ModelRow]) -> dict[str, ModelVersion]:
    """The versions that a file rests on, by key; each must be the very one it was made with."""
    installed = {version.key: version for version in ModelVersion.objects.all()}
    found = {}
    for place, row in each(rows, "models"):
        version = installed.get(str(row.key))
        if version is None:
            key = str(row.key)[:LONGEST_NAMED]
            raise BadSubmission(f"{place}.key", f"“{key}” is not installed here; load it first")
        if version.content_hash != row.content_hash:
            raise BadSubmission(f"{place}.content_hash", f"{version.key} has other content here")
        found[version.key] = version
    return found


# ---- places


def each(rows: Iterable[Part], place: str) -> Iterator[tuple[str, Part]]:
    """The rows of a list, each with its place."""
    return ((f"{place}[{number}]", row) for number, row in enumerate(rows))


@contextmanager
def below(place: str) -> Iterator[None]:
    """Put the place before the field that the exchange refuses."""
    try:
        yield
    except BadSubmission as bad:
        raise BadSubmission(f"{place}.{bad.field}", bad.must_be) from bad


@contextmanager
def stored(place: str) -> Iterator[None]:
    """Say where it was that the database refused something."""
    try:
        yield
    except (IntegrityError, DataError) as fault:
        why = str(fault).splitlines()[0]
        raise BadSubmission(place, f"cannot stand together ({why})") from fault
