"""Who and what a document names: people by e-mail address, models by key."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.foundation.accounts.models import User
from assessment.outputs.portability.presenters.row_codec import ImportedPerson, read_column
from assessment.parties.catalogue.models import ModelVersion


@dataclass(frozen=True)
class People:
    """Everybody in a document by e-mail address; of them only `owner` has an account in it.

    Whoever else has one on this site did not say what the file says, and none is made.
    """

    names: Mapping[str, str]
    owner: User

    def find(self, given: Any, place: str) -> ImportedPerson:
        """Somebody that the document lists.

        Raises:
            BadSubmission: nobody of that address is among its people.
        """
        address = given.lower() if isinstance(given, str) else ""
        if address not in self.names:
            raise BadSubmission(place, "must be the e-mail address of somebody in people")
        account = self.owner if address == self.owner.email.lower() else None
        return ImportedPerson(name=self.names[address], account=account, owner=self.owner)


def read_people(given: Any, owner: User) -> People:
    names: dict[str, str] = {}
    find_nobody = People(names, owner).find
    for place, person in each(given, "people"):
        table(person, place, {"email", "name", "role"})
        columns = {
            name: read_column(User, name, person.get(name), f"{place}.{name}", find_nobody)
            for name in ("email", "name")
        }
        names[columns["email"].lower()] = columns["name"]
    return People(names, owner)


def read_models(given: Any) -> dict[str, ModelVersion]:
    """The versions that a document rests on, by key; each must be the very one it was made with."""
    installed = {version.key: version for version in ModelVersion.objects.all()}
    found = {}
    for place, model in each(given, "models"):
        table(model, place, {"key", "content_hash"})
        version = installed.get(str(model.get("key")))
        if version is None:
            key = str(model.get("key"))[:60]
            raise BadSubmission(f"{place}.key", f"“{key}” is not installed here; load it first")
        if version.content_hash != model.get("content_hash"):
            raise BadSubmission(f"{place}.content_hash", f"{version.key} has other content here")
        found[version.key] = version
    return found


def table(given: Any, place: str, known: Iterable[str]) -> dict[str, Any]:
    """An object that holds nothing but what is known."""
    if not isinstance(given, dict):
        raise BadSubmission(place or "the file", "must be a JSON object")
    for name in given:
        if name not in set(known):
            raise BadSubmission(f"{place}.{name[:60]}".lstrip("."), "is not known here")
    return given


def each(given: Any, place: str) -> Iterator[tuple[str, Any]]:
    """The parts of a list, each with its place."""
    if not isinstance(given, list):
        raise BadSubmission(place, "must be a JSON list")
    for number, part in enumerate(given):
        yield f"{place}[{number}]", part


@contextmanager
def stored(place: str) -> Iterator[None]:
    """Say where it was that the database refused something."""
    try:
        yield
    except (IntegrityError, DataError) as fault:
        why = str(fault).splitlines()[0]
        raise BadSubmission(place, f"cannot stand together ({why})") from fault
