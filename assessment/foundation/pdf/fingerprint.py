"""The fingerprint under which a PDF is kept: a hash of the names and values in its document."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256

NEWER = {"newer": True}
"""Marks fields that came later; while they are empty, they are left out of fingerprints."""


def fingerprint_of(document: object) -> str:
    """Return the SHA-256 of everything in a document, whatever the order of its dictionaries."""
    values = json.dumps(document, default=_plain, sort_keys=True, ensure_ascii=False)
    return sha256(values.encode()).hexdigest()


def _plain(value: object) -> object:
    """Convert a value for JSON: fields and mappings to objects, anything else to a string."""
    if is_dataclass(value):
        pairs = [(each, getattr(value, each.name)) for each in fields(value)]
        # A document with nothing to say in a newer field keeps the fingerprint it always had.
        kept = [(e, own) for e, own in pairs if e.metadata != NEWER or own != e.default]
        return {each.name: own for each, own in kept}
    return dict(value) if isinstance(value, Mapping) else str(value)
