"""How much a report tells, and what it is printed on."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

TITLES = {
    "summary": _("One-page summary"),
    "owner": _("Full owner report"),
    "consultant": _("Consultant edition"),
    "team": _("Hand-out for the team"),
    "fridge": _("Page for the fridge"),
}
IN_FULL = frozenset({"compare", "notes", "method", "enclose"})
CHOICES = {
    "summary": frozenset({"compare"}),
    "owner": IN_FULL,
    "consultant": IN_FULL | {"history", "answers", "clients"},
    "team": frozenset({"compare"}),
    "fridge": frozenset(),
}
"""Of what can be chosen, what makes a difference to an edition."""
ENDINGS = {"owner": "action-plan"}
PAPERS = {"a4": _("A4"), "letter": _("US Letter")}


class Edition(StrEnum):
    """How much of a result a report tells."""

    SUMMARY = "summary"
    OWNER = "owner"
    CONSULTANT = "consultant"
    TEAM = "team"
    FRIDGE = "fridge"

    @property
    def words(self) -> str:
        return str(TITLES[self])

    @property
    def choices(self) -> frozenset[str]:
        """The options that make a difference to it; others would make the same report anew."""
        return CHOICES[self]

    @property
    def is_full(self) -> bool:
        """Whether it tells everything there is."""
        return self in {Edition.OWNER, Edition.CONSULTANT}

    @property
    def ending(self) -> str:
        """What the names of its files end with."""
        return ENDINGS.get(self, str(self))


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def words(self) -> str:
        return str(PAPERS[self])
