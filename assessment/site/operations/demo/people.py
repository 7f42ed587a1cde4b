"""The people and businesses of the sample site, all of them invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.domain.quarters import Quarter
from assessment.parties.businesses.models import Meeting, Role, TeamSize, Trade
from assessment.parties.businesses.services import slug_of
from assessment.parties.catalogue.library import SAMPLE, SampleBusiness, sample_business
from assessment.parties.consultancies.models import AccessLevel

PRACTICE = "Blue Door Consulting"
BRAND = {
    "colour": "#1D4E63",
    "accent": "#F6E3B4",
    "cover_text": "",
    "contact": "Ruth Calloway\nruth@bluedoor.example\n+44 20 7946 0018",
    "footer": "Blue Door Consulting Ltd, 4 Canal Row, Bristol",
    "sender_name": "Ruth at Blue Door",
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
ASSISTANT = Person("assistant", "Priya Nair")
STRANGER = Person("stranger", "Peter Marsh")
HAIRDRESSER = Person("oak-ivy", "Grace Obi")
WEB_SHOP_OWNER = Person("woolly", "Agnes Muir")
SIGNING_IN = (
    *(OWNER, EDITOR, VIEWER, CONSULTANT, ASSISTANT, STRANGER),
    *(HAIRDRESSER, WEB_SHOP_OWNER),
)
"""The accounts that get a password; the owners of the other clients do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFirm:
    """A business with its answers, notes and plans in a file.

    Attributes:
        team: its owner, and then everybody else.
        apart_on: when the last of its team answered the last check apart.
        second_look_on: when its owner answered some questions of the last check again.
        asks_customers: whether it has a survey with three quarters of answers.
        asks_team: whether its staff have answered a pulse.
    """

    file: str
    team: Mapping[Person, Role]
    second_look_on: date | None = None
    asks_customers: bool = False
    apart_on: date | None = None
    asks_team: bool = False

    @property
    def sample(self) -> SampleBusiness:
        return sample_business(self.file)

    @property
    def name(self) -> str:
        return self.sample.name

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    @property
    def owner(self) -> Person:
        return next(iter(self.team))

    @property
    def planners(self) -> tuple[Person, ...]:
        """Those who share the actions of its plans: everyone but viewers."""
        return tuple(person for person, role in self.team.items() if role != Role.VIEWER)


LINDGREN = WrittenFirm(
    file=SAMPLE,
    team={OWNER: Role.OWNER, EDITOR: Role.EDITOR, VIEWER: Role.VIEWER},
    second_look_on=date(2026, 10, 20),
    asks_customers=True,
    apart_on=date(2026, 10, 14),
    asks_team=True,
)
WORKS_ALONE = WrittenFirm(file="oak-ivy-hair", team={HAIRDRESSER: Role.OWNER})
WEB_SHOP = WrittenFirm(file="woolly-co", team={WEB_SHOP_OWNER: Role.OWNER})
WRITTEN = (LINDGREN, WORKS_ALONE, WEB_SHOP)
"""The businesses that show how texts, reasons and plans fit a trade and the size of a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A business whose answers are derived from a few numbers, the same on every machine.

    Attributes:
        checks: how many quarters it was checked; a client may not have started.
        base: the level of first-tier answers in the first check, in sixths of a step.
        growth: the change of answers from one check to the next, in sixths of a step.
        strong, weak: the keys of the areas that stand out.
        fall: how far the answers of the last check fell, in sixths of a step.
        is_unsure: whether nobody knew most of the answers, so that the score is a wide range.
        stands_still: whether the plan for its last check was saved and never started.
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
    fall: int = 0
    is_unsure: bool = False
    stands_still: bool = False

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    @property
    def quarters(self) -> list[Quarter]:
        """The quarters in which it was checked, oldest first."""
        quarters = [Quarter.parse(self.last)] if self.checks else []
        while len(quarters) < self.checks:
            quarters.append(quarters[-1].previous())
        return quarters[::-1]


DERIVED = (
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
        growth=0,
        strong="culture",
        weak="policies",
        fall=5,
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
        is_unsure=True,
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
        stands_still=True,
    ),
    Firm(
        name="Northlight Studio",
        owner=Person("northlight", "Sofia Marin"),
        trade=Trade.OFFICE,
        team_size=TeamSize.FEW,
        meets=(Meeting.MESSAGE, Meeting.WEBSITE),
        checks=0,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAccess:
    """What a client lets the practice do, and for how long.

    Attributes:
        days_left: how many days after the sample was made the access ends, or 0 for no end.
        message: what the client wrote last, if it waits for an answer.
    """

    level: AccessLevel = AccessLevel.SEND
    days_left: int = 0
    message: str = ""


USUAL_ACCESS = ClientAccess()
ACCESS = {
    "The Old Mill Inn": ClientAccess(days_left=5),
    "The Tin Kettle": ClientAccess(
        level=AccessLevel.WORK,
        message="We’d like to start with opening hours. Can we talk on Thursday?",
    ),
    "Cloud Nine Childcare": ClientAccess(level=AccessLevel.SEE),
    "Little Fern Books": ClientAccess(level=AccessLevel.SEE),
    "Seven Hills Cycles": ClientAccess(level=AccessLevel.WORK),
}
"""The access of each client that differs from the usual."""
TAGS = {
    "Visit each quarter": ("Café Lindgren", "The Old Mill Inn", "Marlow & Finch Opticians"),
    "Food": ("Café Lindgren", "The Tin Kettle"),
    "By phone only": ("Pennine Plumbing", "Northlight Studio", "Woolly & Co"),
}
"""The practice's own tags, and the clients that have them."""

CLIENTS = (WORKS_ALONE, WEB_SHOP, *DERIVED)
"""The other clients of the practice; the café is the first."""
EVERYBODY = (*SIGNING_IN, *(client.owner for client in DERIVED))
SLUGS = tuple(firm.slug for firm in (LINDGREN, *CLIENTS, STRANGERS))
