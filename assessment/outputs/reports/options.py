"""What a reader wants in a report, and what rather not."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Which quarter to compare with, the parts that can be left out, and what travels along.

    `compare` is an earlier quarter as it stands in addresses, such as 2026-q1; empty is the one
    before. With `enclose` the answers are inside the full editions' file as a table.
    """

    compare: str = ""
    notes: bool = True
    method: bool = True
    history: bool = True
    answers: bool = True
    clients: bool = True
    enclose: bool = False

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """What `kept()` gave; what it does not name is as usual."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def kept(self) -> dict[str, Any]:
        """What differs from the usual, to be kept as JSON."""
        usual = asdict(type(self)())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def only(self, names: Collection[str]) -> Self:
        """As usual but for these."""
        return type(self).read({name: v for name, v in self.kept().items() if name in names})

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts that are not wanted, by name."""
        return tuple(name for name in PARTS if not getattr(self, name))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The choice as a link or a form passes it on."""
        compare = [("compare", self.compare)] if self.compare else []
        enclose = [("enclose", "on")] if self.enclose else []
        return (*compare, *(("without", part) for part in self.left_out), *enclose)

    @property
    def query(self) -> str:
        """The same as the end of an address; empty if all is as usual."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""


PARTS = ("notes", "method", "history", "answers", "clients")
"""In the order in which they can be chosen; those that not every full edition has come last."""
