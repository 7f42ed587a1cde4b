"""Factory functions for test data."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from assessment.domain.exchange.model_file import read_model
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.parties.businesses.models import Business, Membership, Role
from assessment.parties.catalogue.library import OWN_MODEL, SHIPPED, model_source, shipped_model
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.consultancies.models import (
    AccessLevel,
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    Engagement,
)
from assessment.parties.consultancies.queries import practices_working_for

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PASSWORD = "seven warm loaves"
TOO_LONG_ADDRESS = f"{'a' * 243}@example.com"  # one character more than the database column allows
CONTENT = Path(__file__).parent.parent / f"assessment/parties/catalogue/content/{OWN_MODEL}.toml"
"""The questions that new businesses begin with."""
NEXT_VERSION = "1.2"
"""The first version after those that come with Cairn."""


def make_user(name: str, **fields: Any) -> User:
    """Create a user called `name` who signs in as name@example.com."""
    return User.objects.create_user(f"{name}@example.com", PASSWORD, name=name.title(), **fields)


def confirm(client: Client) -> None:
    """Enter the password once more, which some changes ask for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def make_business(name: str = "Café Lindgren", *, owner: User, **fields: Any) -> Business:
    slug = fields.pop("slug", name.lower().replace("é", "e").replace(" ", "-"))
    business = Business.objects.create(
        name=name, slug=slug, founded_at=NOON, set_up_at=NOON, **fields
    )
    make_member(business, owner, Role.OWNER)
    return business


def make_member(business: Business, user: User, role: str) -> Membership:
    return Membership.objects.create(business=business, user=user, role=role, since=NOON)


def make_consultancy(name: str = "North Star", *, admin: User | None = None) -> Consultancy:
    """Return the practice with this name, and make this person one of its admins."""
    found, _ = Consultancy.objects.get_or_create(
        slug=name.lower().replace(" ", "-"), defaults={"name": name, "founded_at": NOON}
    )
    if admin:
        make_colleague(found, admin)
    return found


def practice_behind(business: Business, user: User) -> Consultancy | None:
    """Return the only practice through which this person works for the business, or None."""
    found = practices_working_for(business, user, [*AccessLevel])
    assert len(found) < 2
    return found[0] if found else None


def make_colleague(
    consultancy: Consultancy, user: User, role: str = ConsultancyRole.ADMIN
) -> ConsultancyMember:
    member, _ = ConsultancyMember.objects.get_or_create(
        consultancy=consultancy, user=user, defaults={"role": role, "since": NOON}
    )
    return member


def make_engagement(business: Business, consultant: User, **fields: Any) -> Engagement:
    consultancy = make_consultancy()
    make_colleague(consultancy, consultant)
    return Engagement.objects.create(
        consultancy=consultancy, business=business, given_at=NOON, **fields
    )


def make_model_version(key: str = OWN_MODEL) -> ModelVersion:
    """Return a version that comes with Cairn; it is published on first use, in its order."""
    model = shipped_model(key)
    version, _ = ModelVersion.objects.get_or_create(
        key=model.key,
        defaults={
            "title": model.title,
            "content_hash": model.content_hash,
            "source": model_source(key),
            "published_at": NOON + timedelta(hours=SHIPPED.index(key)),
        },
    )
    return version


def make_other_version(old: str, new: str) -> ModelVersion:
    """Publish the next version of the questions with one text replaced, a day later."""
    source = source_of_next(old, new)
    model = read_model(source)
    return ModelVersion.objects.create(
        key=model.key,
        title=model.title,
        content_hash=model.content_hash,
        source=source,
        published_at=NOON + timedelta(days=1),
    )


def source_of_next(old: str, new: str, version: str = NEXT_VERSION) -> str:
    """Return Cairn's own questions as a later version, with one text replaced."""
    source = CONTENT.read_text(encoding="utf-8")
    own = f'\nversion = "{shipped_model(OWN_MODEL).version}"\n'
    assert own in source
    assert old in source
    later = source.replace(own, f'\nversion = "{version}"\n').replace(old, new)
    return later.replace(f'\nmodel = "{OWN_MODEL}"\n', f'\nmodel = "cairn-{version}"\n')


def make_assessment(business: Business, **fields: Any) -> Assessment:
    """Create an open assessment of October to December 2026 with blank answers."""
    fields.setdefault("quarter_starts_on", NOON.date().replace(month=10, day=1))
    if "model_version" not in fields:
        fields["model_version"] = make_model_version()
    made = Assessment.objects.create(business=business, started_at=NOON, **fields)
    practices = made.model_version.maturity.practices
    Answer.objects.bulk_create(Answer(assessment=made, practice=p.code) for p in practices)
    return made


def make_answers(assessment: Assessment, by: User, values: dict[str, Any] | int = 2) -> None:
    """Answer questions with values by practice code, or every question with one value."""
    practices = assessment.model_version.maturity.practices
    if isinstance(values, int):
        values = {practice.code: values for practice in practices}
    for value in set(values.values()):
        codes = [code for code, given in values.items() if given == value]
        assessment.answers.filter(practice__in=codes).update(
            value=str(value),
            reason="We work alone." if value == "na" else "",
            revision=1,
            answered_at=NOON,
            answered_by=by,
        )


def new_operation() -> str:
    """Return an operation id, with which a page identifies one save."""
    return str(uuid4())
