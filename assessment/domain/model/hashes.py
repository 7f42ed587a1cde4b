"""Fingerprints of a model: its structure, its texts in one language, and its variants.

Answers under two versions compare if the structure is the same, whatever the texts or the language.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

STRUCTURE = (
    "tiers", "levels", "dimensions", "actions", "scoring", "planning", "find_out_tasks", "trades",
)  # fmt: skip
WORDS = frozenset({
    "title", "says", "ladder", "verdict", "means", "next",  # tiers and levels
    "question_title", "intro", "readings",  # dimensions
    "short", "question", "hint", "hint_alone", "anchors", "na_when", "evidence_hint", "why",
    "examples", "needs_team",  # practices, for one business
    "first_move", "steps", "done_when", "words", "pitfalls", "task",  # actions and tasks
    "not_suitable",  # actions, for one business
})  # fmt: skip
"""The fields inside the structure that hold sentences; of a list of them, their number counts."""
TEXTS = ("title", "about", "credits", "answers", "level_texts", "change_texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelHashes:
    """SHA-256 of what makes up a model; `variants` is empty if it has none."""

    structure: str
    words: str
    variants: str


def hashes_of(model: Any) -> ModelHashes:
    """Return the fingerprints of a maturity model."""
    parts = {name: getattr(model, name) for name in STRUCTURE}
    texts = {name: _plain(getattr(model, name)) for name in TEXTS}
    rows = model.overlay.variants if model.overlay else ()
    return ModelHashes(
        structure=_digest({name: _structure(part) for name, part in parts.items()}),
        words=_digest({name: _words(part) for name, part in parts.items()} | {"texts": texts}),
        variants=_digest(_plain(rows)) if rows else "",
    )


def _digest(document: object) -> str:
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def _structure(value: Any) -> Any:
    """Return everything but the sentences; of a list of sentences, their number."""
    if is_dataclass(value):
        kept = ((n, p) for n, p in _set_fields(value) if n not in WORDS or isinstance(p, tuple))
        return {n: len(part) if n in WORDS else _structure(part) for n, part in kept}
    return [_structure(each) for each in value] if isinstance(value, tuple) else _plain(value)


def _words(value: Any) -> Any:
    """Return the sentences, in the places they have in the structure."""
    if is_dataclass(value):
        found = {n: _plain(part) if n in WORDS else _words(part) for n, part in _set_fields(value)}
        return {name: part for name, part in found.items() if part}
    return [_words(each) for each in value] if isinstance(value, tuple) else None


def _plain(value: Any) -> Any:
    """Return a value as JSON can write it."""
    if is_dataclass(value):
        return {name: _plain(part) for name, part in _set_fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return str(value) if isinstance(value, Fraction) else value


def _set_fields(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields that differ from their default.

    A field that a later version of Cairn adds then changes no hash of an older model.
    """
    for each in fields(value):
        factory = each.default_factory
        default = each.default if factory is MISSING else factory()
        if (given := getattr(value, each.name)) != default:
            yield each.name, given
