"""Secret tokens of links: what is sent, and what is kept of it."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32


def new_token() -> str:
    """A secret that nobody guesses, in letters that an address can hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token; 32 random bytes need neither salt nor slowness."""
    return sha256(token.encode()).hexdigest()
