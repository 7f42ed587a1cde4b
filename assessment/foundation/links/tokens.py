"""Secret tokens of links: what is sent, and what is kept of it."""

from hashlib import sha256


def hash_of(token: str) -> str:
    """What is kept of a token; 32 random bytes need neither salt nor slowness."""
    return sha256(token.encode()).hexdigest()
