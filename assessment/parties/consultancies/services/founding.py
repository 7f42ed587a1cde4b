"""Create a practice, and change its settings and what each of its people wants to hear."""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.services import record
from assessment.foundation.parsing.edits import Edit
from assessment.foundation.parsing.names import one_line
from assessment.parties.businesses.services import slug_of, with_free_slug
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    PracticeMail,
)

log = logging.getLogger(__name__)

RESERVED = frozenset(
    {
        *(
            "begin",
            "benchmark",
            "branding",
            "clients",
            "compare",
            "exports",
            "hooks",
            "impact",
            "keys",
        ),
        *("people", "question-sets", "requests", "sessions", "settings"),
    }
)
"""Words that follow /practice/ in other addresses, so no practice can have one as its slug."""
EDITABLE = ("name", "second_step_from")


@transaction.atomic
def found_consultancy(*, name: str, by: User, at: datetime) -> Consultancy:
    """Create a practice with its founder as admin.

    The slug is made from the name once and never changes.
    """
    name = one_line(name)
    plain = slug_of(name, nameless="practice")
    consultancy = with_free_slug(
        f"{plain}-practice" if plain in RESERVED else plain,
        create=lambda slug: Consultancy.objects.create(name=name, slug=slug, founded_at=at),
        is_taken=lambda slug: Consultancy.objects.filter(slug=slug).exists(),
    )
    ConsultancyMember.objects.create(
        consultancy=consultancy, user=by, role=ConsultancyRole.ADMIN, since=at
    )
    record(Event.PRACTICE_FOUNDED, by=by, at=at, firm=name)
    log.info("practice founded: practice=%s by=%s", consultancy.pk, by.pk)
    return consultancy


def claim_consultancy(*, member: ConsultancyMember) -> None:
    """Settle that a practice started before its founder's address was proven is theirs."""
    ConsultancyMember.objects.filter(pk=member.pk).update(unproven=False)
    log.info("practice claimed: practice=%s by=%s", member.consultancy_id, member.user_id)


@transaction.atomic
def edit_consultancy(*, consultancy: Consultancy, edit: Edit[str], by: User, at: datetime) -> None:
    """Save what a page changed about a practice. Its slug stays the same.

    Raises:
        EditedMeanwhile: someone else changed the same values; nothing is saved.
    """
    now = Consultancy.objects.select_for_update().get(pk=consultancy.pk)
    changes = edit.changes(consultancy_values(now))
    if "name" in changes:
        changes["name"] = one_line(changes["name"])
    if not changes:
        return
    for name, value in changes.items():
        setattr(now, name, value)
    now.save(update_fields=[*changes])
    record(Event.PRACTICE_CHANGED, by=by, at=at, firm=str(now))
    log.info("practice edited: practice=%s by=%s fields=%s", now.pk, by.pk, ",".join(changes))


def consultancy_values(consultancy: Consultancy) -> Mapping[str, Any]:
    """Return what admins can change about a practice, by the name of its column."""
    return {name: getattr(consultancy, name) for name in EDITABLE}


def choose_mails(*, member: ConsultancyMember, wanted: Collection[str]) -> None:
    """Save which emails about clients a person wants from now on."""
    muted = [mail for mail in PracticeMail.values if mail not in wanted]
    ConsultancyMember.objects.filter(pk=member.pk).update(muted=muted)
