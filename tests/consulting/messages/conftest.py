"""The same practice as for its portfolio."""

from tests.consulting.portfolio.conftest import as_ruth, at_noon, member, practice, ruth

__all__ = ["as_ruth", "at_noon", "member", "practice", "ruth"]
