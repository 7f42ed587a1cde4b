"""Edits of stored values: what two windows changed is merged, and only clashes are asked about."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, TypeVar

from assessment.domain.errors import DomainError

MARK_LENGTH = 12

Name = TypeVar("Name", bound=Hashable)


class EditedMeanwhile(DomainError):
    """Someone else changed the same values since the page was opened; nothing was saved.

    `theirs` has their values by name.
    """

    def __init__(self, theirs: Mapping[Any, Any]) -> None:
        super().__init__(", ".join(map(str, theirs)))
        self.theirs = theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Generic[Name]):
    """The values that a page sent, with the marks of those that it was shown."""

    values: Mapping[Name, Any]
    seen: Mapping[Name, str]

    def changes(self, now: Mapping[Name, Any]) -> dict[Name, Any]:
        """Return what to write: values that the page changed and that differ from those stored.

        What the page left alone keeps whatever has been saved since. Services call this with the
        rows locked, so that the second of two simultaneous saves sees what the first one wrote.

        Raises:
            EditedMeanwhile: both the page and someone else changed the same value.
        """
        changed = {
            name: value
            for name, value in self.values.items()
            if mark(value) not in {self.seen.get(name, ""), mark(now.get(name))}
        }
        theirs = {
            name: now.get(name)
            for name in changed
            if mark(now.get(name)) != self.seen.get(name, "")
        }
        if theirs:
            raise EditedMeanwhile(theirs)
        return changed


def mark(value: Any) -> str:
    """Return a short hash of a value, to detect changes; empty for an empty value."""
    plain = value if isinstance(value, bytes) else _as_text(value).encode()
    return sha256(plain).hexdigest()[:MARK_LENGTH] if plain else ""


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "\n".join(sorted(map(str, value)))
    # Browsers send CRLF, so a text that nobody touched would otherwise look changed.
    return "\n".join(str(value).splitlines())


def marks_of(values: Mapping[Name, Any]) -> dict[Name, str]:
    """Return the marks of these values by name; empty values have none."""
    marks = {name: mark(value) for name, value in values.items()}
    return {name: found for name, found in marks.items() if found}
