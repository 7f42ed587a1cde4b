"""Base classes of the domain's errors, which carry the facts a page needs to explain them."""


class DomainError(Exception):
    """Base class for everything the model, the score or the plan does not allow."""


class NothingToUndo(DomainError):
    """There is no change to undo."""
