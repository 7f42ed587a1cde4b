"""Secret tokens of links, and the hashes that we store."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32


def new_token() -> str:
    """Return an unguessable token that is safe in a URL."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return the hash to store; 32 random bytes need neither a salt nor a slow hash."""
    return sha256(token.encode()).hexdigest()
