"""Who opens and sends what about a client: every role in the practice at every level."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessment.consulting.clients.models import PlanSuggestion, PrivateNote, SuggestedKind
from assessment.consulting.clients.urls import urlpatterns
from assessment.foundation.accounts.models import User
from assessment.journey.planning.models import Plan
from assessment.parties.access.rules import (
    CAPABILITIES,
    PRACTICE_CAPABILITIES,
    Capability,
    PracticeCapability,
)
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import (
    AccessLevel,
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)
from assessment.parties.departures.services import end_engagement
from tests.factories import NOON, make_colleague, make_consultancy, make_member
from tests.journey.tracking.plans import item

pytestmark = pytest.mark.django_db

V, C, S = Capability.VIEW, Capability.COMMENT, Capability.SUGGEST
WORK, NOTES = PracticeCapability.WORK, PracticeCapability.NOTES

# What each page of a client needs in the practice and at the client, and whether it is only sent.
NEEDS = {
    "client": (WORK, V, False),
    "client_notes": (NOTES, V, False),
    "client_note": (NOTES, V, False),
    "remove_note": (NOTES, V, True),
    "bring_note_back": (NOTES, V, True),
    "client_comments": (WORK, V, False),
    "write_to_client": (WORK, C, True),
    "read_client": (WORK, V, True),
    "suggest": (WORK, S, False),
    "client_suggestion": (WORK, V, False),
    "take_suggestion_back": (WORK, S, True),
    "drop_suggestion": (WORK, S, True),
    "client_evidence": (WORK, V, False),
    "review_note": (WORK, C, True),
    "client_meeting": (WORK, V, False),
    "in_short": (WORK, C, False),
}
OF_ONE_CLIENT = {entry.name for entry in urlpatterns if "<slug:client>" in str(entry.pattern)}


@pytest.fixture
def addresses(plan: Plan, firm: Consultancy, business: Business, connie: User) -> dict[str, str]:
    """The address of every page of the client."""
    note = PrivateNote.objects.create(
        consultancy=firm, business=business, text="Quiet.", written_by=connie, written_at=NOON
    )
    conversation = firm.conversations.create(business=business)
    conversation.messages.create(
        operation=uuid4(), from_client=True, text="Hello.", written_by=connie, written_at=NOON
    )
    suggestion = PlanSuggestion.objects.create(
        consultancy=firm, plan=plan, made_by=connie, made_at=NOON, sent_at=NOON
    )
    suggestion.changes.create(
        position=1, kind=SuggestedKind.DROP, item=item("CUL3q"), title="It", reason="Later."
    )
    more: dict[str, list[Any]] = {
        "client_note": [note.pk],
        "remove_note": [note.pk],
        "bring_note_back": [note.pk],
        "client_suggestion": [suggestion.key],
        "take_suggestion_back": [suggestion.key],
        "drop_suggestion": [suggestion.key],
        "read_client": [conversation.pk],
        "review_note": ["CUL1"],
    }
    slugs = [firm.slug, business.slug]
    return {name: reverse(name, args=[*slugs, *more.get(name, [])]) for name in NEEDS}


def test_every_page_of_a_client_is_in_the_table() -> None:
    assert set(NEEDS) == OF_ONE_CLIENT


@pytest.mark.parametrize(("role", "level"), list(product(ConsultancyRole, AccessLevel)))
def test_role_and_level_decide_together(
    addresses: dict[str, str],
    firm: Consultancy,
    as_connie: Client,
    connie: User,
    role: ConsultancyRole,
    level: AccessLevel,
) -> None:
    ConsultancyMember.objects.filter(user=connie).update(role=role)
    Engagement.objects.update(level=level)

    allowed = {name for name, url in addresses.items() if as_connie.get(url).status_code != 403}

    assert allowed == {
        name
        for name, (in_practice, at_client, _only_sent) in NEEDS.items()
        if in_practice in PRACTICE_CAPABILITIES[role] and at_client in CAPABILITIES[level]
    }


@pytest.mark.parametrize("more", ["another practice", Role.EDITOR, Role.OWNER])
def test_only_the_level_of_the_practice_itself_counts(
    addresses: dict[str, str], as_connie: Client, connie: User, business: Business, more: str
) -> None:
    Engagement.objects.update(level=AccessLevel.SEE)
    if more == "another practice":
        another = make_consultancy("South Star", admin=connie)
        another.engagements.create(business=business, given_at=NOON, level=AccessLevel.SEND)
    else:
        make_member(business, connie, more)

    allowed = {name for name, url in addresses.items() if as_connie.get(url).status_code != 403}

    seen = CAPABILITIES[AccessLevel.SEE]
    assert allowed == {
        name for name, (_role, at_client, _sent) in NEEDS.items() if at_client in seen
    }


@pytest.mark.parametrize("name", sorted(name for name, need in NEEDS.items() if need[2]))
def test_what_is_only_sent_cannot_be_opened(
    addresses: dict[str, str], as_connie: Client, name: str
) -> None:
    assert as_connie.get(addresses[name]).status_code == 405


@pytest.mark.parametrize("how", ["ended", "expired"])
def test_with_the_access_every_page_is_gone_at_once(
    addresses: dict[str, str],
    as_connie: Client,
    engagement: Engagement,
    owner: User,
    how: str,
) -> None:
    if how == "ended":
        end_engagement(engagement=engagement, by=owner, at=NOON)
    else:
        Engagement.objects.update(ends_on=NOON.date(), expires_at=NOON)

    found = {as_connie.get(url).status_code for url in addresses.values()}
    found |= {as_connie.post(url).status_code for url in addresses.values()}

    assert found == {404}


def test_a_colleague_without_the_practice_opens_nothing(
    addresses: dict[str, str], firm: Consultancy, as_stranger: Client, stranger: User
) -> None:
    make_colleague(firm, stranger).delete()

    assert {as_stranger.get(url).status_code for url in addresses.values()} == {404}
