"""Three businesses, the words that none of their pages may use, and one of each to look at."""

import re
from dataclasses import dataclass
from html import unescape

from django.test import Client
from django.urls import reverse

from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import Circumstances
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.questionnaire.services import start_assessment
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from tests.access.conftest import (
    add_known_actions,
    make_doors,
    make_what_is_asked,
    share_with_consultants,
)
from tests.factories import (
    NOON,
    make_answers,
    make_business,
    make_engagement,
    make_model_version,
    make_user,
)

TEAM = (
    r"teams?|team ?mates?|staff|colleagues?|co-?workers?|employees?|workforce|crew|personnel|"
    r"newcomers?|new starters?|hand-?outs?|rotas?|shifts?|departments?|line managers?|payroll|"
    r"job interviews?|each of you|one of you|most of you|all of you|some of you|between you|"
    r"your people|our people|own people|whoever|everyone who works|in front of everyone|"
    r"those who serve|who serves|yourselves|people mostly know|who is there|talk them through|"
    r"how people learn|each other|by anyone who answers"
)
SALON = (
    r"menus?|tables?|dish(?:es)?|tills?|baskets?|parcels?|trays?|vans?|patients?|prescriptions?|"
    r"guests?|kitchens?|cars?|breakfast|lessons?|premises|fitting rooms?|check-?out|postage"
)
WEB_SHOP = (
    r"doors?|tills?|counters?|waiting rooms?|shelf|shelves|shop floor|fitting rooms?|premises|"
    r"in the bag|walk(?:s|ed)? in|walk-ins?|came in|come in|step-free|ramps?|signs|opening times|"
    r"parking|receptions?|tables?|menus?|guests?|vans?|patients?|appointments?|prescriptions?"
)
DENTIST = (
    r"menus?|tables?|baskets?|parcels?|tills?|dish(?:es)?|shelf|shelves|counters?|guests?|vans?|"
    r"trays?|kitchens?|tasters?|in the bag|check-?out|postage|stock|refunds?|weddings?|"
    r"finished work|minimum orders?|gift wrapping|soup|cake|sales"
)

UI = "as a table|table cards"
"""What our own pages say about themselves."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A business as it was described at set-up, and the words that it may not meet.

    `fine` are phrases that mean something else.
    """

    name: str
    trade: str
    meets: tuple[str, ...]
    team: str
    unfit: str
    fine: str

    @property
    def model(self) -> MaturityModel:
        """Cairn's own questions as the business reads them."""
        business = Circumstances(trade=self.trade, meets=self.meets, team=self.team)
        return FittedTexts(own_model(), business).fitted

    def unfit_in(self, text: str) -> list[str]:
        """Return the words that do not fit, each with what is around it.

        What needs a team may be named where a person who works alone reads what is set aside.
        """
        plain = re.sub(rf"\b(?:{self.fine})\b", "…", " ".join(text.split()), flags=re.IGNORECASE)
        for practice in self.model.practices:
            if practice.needs_team:
                for named in (practice.short, practice.question, *practice.anchors):
                    plain = plain.replace(named, "…")
        unfit = re.compile(rf".{{0,60}}\b(?:{self.unfit})\b.{{0,40}}", re.IGNORECASE)
        return unfit.findall(plain)


FITS = {
    "solo hairdresser": Fit(
        name="Hair by Ida",
        trade="beauty",
        meets=("our_place", "phone"),
        team="1",
        unfit=f"{TEAM}|{SALON}",
        fine=f"it shifts with the day|(?:joined|added to|removed from|left) the team|{UI}",
    ),
    "web shop": Fit(
        name="Wool by Post",
        trade="online",
        meets=("website", "message"),
        team="2-4",
        unfit=WEB_SHOP,
        fine=f"came in time|{UI}",
    ),
    "dental practice": Fit(
        name="Mill Lane Dental",
        trade="health",
        meets=("our_place", "phone"),
        team="5-9",
        unfit=DENTIST,
        fine=f"take stock|{UI}",
    ),
}

# ---- what people read of a page

UNREAD = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
SET_ASIDE = re.compile(
    r'(<details class="note scale__folded">.*?</summary>).*?</details>', re.DOTALL
)
"""What needs a team is folded away for a person who works alone; its reason can be read."""
ASIDE = re.compile(r'\s(?:alt|aria-label|content|placeholder|title|data-\w+)="([^"]*)"')


def words_in(page: str) -> str:
    """Return everything that a page says, also to screen readers."""
    read = SET_ASIDE.sub(r"\1", UNREAD.sub(" ", page))
    return unescape(" · ".join([re.sub(r"<[^>]*>", " ", read), *ASIDE.findall(read)]))


# ---- one of each


def make_fitting(fit: Fit, owner: User) -> Business:
    """Create such a business with two results, a saved plan, an unsent check and an open one.

    A consultant works for it, and has left something on each page that the owner can open.
    """
    make_model_version()
    business = make_business(
        fit.name,
        owner=owner,
        slug="cafe-lindgren",  # the address in the tables of URLs
        trade=fit.trade,
        meets=list(fit.meets),
        team_size=fit.team,
    )
    check(business, owner, "2026-Q1", lowest=1)
    sent = check(business, owner, "2026-Q3", lowest=0)
    add_known_actions(make_plan(business, owner), owner)
    make_doors(business, owner, sent)
    consultant = make_user("connie")
    engagement = make_engagement(business, consultant)
    make_what_is_asked(business, engagement.consultancy, consultant)
    share_with_consultants(engagement, consultant)
    start(business, owner, "2026-Q2")
    start(business, owner, "2026-Q4")
    return business


def start(business: Business, owner: User, quarter: str) -> Assessment:
    made = start_assessment(business=business, quarter=Quarter.parse(quarter), by=owner, at=NOON)
    first = made.model_version.maturity.practices[0].code
    make_answers(made, owner, {first: 1})
    return made


def check(business: Business, owner: User, quarter: str, lowest: int) -> Assessment:
    """Send a check with low and high answers; what is set aside at the start stays so."""
    made = start(business, owner, quarter)
    blank = made.answers.filter(value="").values_list("practice", flat=True)
    make_answers(made, owner, {code: lowest + n % 3 for n, code in enumerate(blank)})
    made.answers.filter(practice="POL5").update(value="na", reason="not_come_up")
    submit(assessment=made, by=owner, at=NOON)
    return made


def make_plan(business: Business, owner: User) -> Plan:
    """Save the plan that the pages suggest."""
    client = Client()
    client.force_login(owner)
    address = reverse("save_plan", args=[business.slug])
    form = client.get(address).context["form"]
    client.post(address, {name: str(form[name].value() or "") for name in form.fields})
    return Plan.objects.get()
