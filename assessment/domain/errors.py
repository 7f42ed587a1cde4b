"""What is refused, each kind with the facts a page needs to explain it."""


class DomainError(Exception):
    """Something the model, the score or the plan does not allow."""


class NothingToUndo(DomainError):
    """Nothing was changed that could be taken back."""
