"""The people and businesses of the sample site, all of them invented."""

from dataclasses import dataclass

from assessment.domain.quarters import Quarter
from assessment.parties.businesses.models import Meeting, Role, TeamSize, Trade
from assessment.parties.businesses.services import slug_of

LINDGREN = "Café Lindgren"
PRACTICE = "Blue Door Consulting"
BRAND = {
    "colour": "#1D4E63",
    "contact": "Ruth Calloway\nruth@bluedoor.example\n+44 20 7946 0018",
    "disclaimer": (
        "This report is based on what the owner told us. "
        "It is a structured conversation, not an audit."
    ),
}
"""The branding of its reports."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the sample. No email is ever delivered to an address that ends in .example."""

    local: str
    name: str

    @property
    def email(self) -> str:
        return f"{self.local}@cairn.example"


OWNER = Person("owner", "Maja Lindgren")
EDITOR = Person("editor", "Jonas Berg")
VIEWER = Person("viewer", "Amina Yusuf")
CONSULTANT = Person("consultant", "Ruth Calloway")
STRANGER = Person("stranger", "Peter Marsh")
SIGNING_IN = (OWNER, EDITOR, VIEWER, CONSULTANT, STRANGER)
"""The accounts that get a password; the owners of clients do not."""

TEAM = ((OWNER, Role.OWNER), (EDITOR, Role.EDITOR), (VIEWER, Role.VIEWER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A business whose answers are derived from a few numbers, the same on every machine.

    Attributes:
        base: the level of first-tier answers in the first check, in sixths of a step.
        growth: the change of answers from one check to the next, in sixths of a step.
        strong, weak: the keys of the areas that stand out.
    """

    name: str
    owner: Person
    trade: Trade
    team_size: TeamSize
    meets: tuple[Meeting, ...] = (Meeting.OUR_PLACE, Meeting.PHONE)
    last: str = "2026-Q4"
    checks: int
    base: int
    growth: int
    strong: str
    weak: str

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    @property
    def quarters(self) -> list[Quarter]:
        """The quarters in which it was checked, oldest first."""
        quarters = [Quarter.parse(self.last)]
        while len(quarters) < self.checks:
            quarters.append(quarters[-1].previous())
        return quarters[::-1]


CLIENTS = (
    Firm(
        name="Bright Street Garage",
        owner=Person("bright-street", "Colin Doyle"),
        trade=Trade.GARAGE,
        team_size=TeamSize.SMALL,
        last="2026-Q2",
        checks=3,
        base=10,
        growth=-1,
        strong="channels",
        weak="consistency",
    ),
    Firm(
        name="Marlow & Finch Opticians",
        owner=Person("marlow-finch", "Helen Finch"),
        trade=Trade.HEALTH,
        team_size=TeamSize.SMALL,
        checks=4,
        base=17,
        growth=-1,
        strong="culture",
        weak="policies",
    ),
    Firm(
        name="The Tin Kettle",
        owner=Person("tin-kettle", "Dev Patel"),
        trade=Trade.FOOD,
        team_size=TeamSize.FEW,
        checks=3,
        base=9,
        growth=1,
        strong="policies",
        weak="consistency",
    ),
    Firm(
        name="Harbour Yoga",
        owner=Person("harbour-yoga", "Lena Sørensen"),
        trade=Trade.CLASSES,
        team_size=TeamSize.ALONE,
        meets=(Meeting.OUR_PLACE, Meeting.WEBSITE),
        checks=4,
        base=9,
        growth=2,
        strong="personalisation",
        weak="channels",
    ),
    Firm(
        name="Oak & Ivy Hair",
        owner=Person("oak-ivy", "Grace Obi"),
        trade=Trade.BEAUTY,
        team_size=TeamSize.FEW,
        checks=2,
        base=12,
        growth=1,
        strong="personalisation",
        weak="policies",
    ),
    Firm(
        name="Pennine Plumbing",
        owner=Person("pennine", "Mark Whitaker"),
        trade=Trade.HOME,
        team_size=TeamSize.SMALL,
        meets=(Meeting.THEIR_PLACE, Meeting.PHONE),
        checks=1,
        base=8,
        growth=0,
        strong="consistency",
        weak="culture",
    ),
    Firm(
        name="Little Fern Books",
        owner=Person("little-fern", "Isla Reid"),
        trade=Trade.SHOP,
        team_size=TeamSize.FEW,
        checks=4,
        base=14,
        growth=1,
        strong="culture",
        weak="channels",
    ),
    Firm(
        name="Northlight Studio",
        owner=Person("northlight", "Sofia Marin"),
        trade=Trade.OFFICE,
        team_size=TeamSize.FEW,
        meets=(Meeting.MESSAGE, Meeting.WEBSITE),
        checks=2,
        base=13,
        growth=0,
        strong="channels",
        weak="personalisation",
    ),
    Firm(
        name="Seven Hills Cycles",
        owner=Person("seven-hills", "Tom Ashworth"),
        trade=Trade.GARAGE,
        team_size=TeamSize.SMALL,
        last="2026-Q3",
        checks=2,
        base=10,
        growth=1,
        strong="consistency",
        weak="personalisation",
    ),
    Firm(
        name="The Old Mill Inn",
        owner=Person("old-mill", "Bethan Price"),
        trade=Trade.HOTEL,
        team_size=TeamSize.MIDDLE,
        checks=3,
        base=13,
        growth=2,
        strong="personalisation",
        weak="culture",
    ),
    Firm(
        name="Woolly & Co",
        owner=Person("woolly", "Agnes Muir"),
        trade=Trade.ONLINE,
        team_size=TeamSize.ALONE,
        meets=(Meeting.WEBSITE, Meeting.SOCIAL),
        checks=1,
        base=5,
        growth=0,
        strong="policies",
        weak="personalisation",
    ),
    Firm(
        name="Cloud Nine Childcare",
        owner=Person("cloud-nine", "Nadia Rahman"),
        trade=Trade.OTHER,
        team_size=TeamSize.MIDDLE,
        checks=4,
        base=16,
        growth=1,
        strong="policies",
        weak="channels",
    ),
)

STRANGERS = Firm(
    name="Marsh Bikes",
    owner=STRANGER,
    trade=Trade.SHOP,
    team_size=TeamSize.FEW,
    checks=1,
    base=10,
    growth=0,
    strong="culture",
    weak="consistency",
)

FIRMS = (*CLIENTS, STRANGERS)
EVERYBODY = (*SIGNING_IN, *(client.owner for client in CLIENTS))
SLUGS = (slug_of(LINDGREN), *(firm.slug for firm in FIRMS))
