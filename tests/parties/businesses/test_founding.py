"""Creating a business, with its first owner and its slug."""

import pytest

from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import Edit, mark
from assessment.parties.businesses.models import Business, Role, TeamSize, Trade
from assessment.parties.businesses.services import edit_business, found_business, slug_of
from assessment.parties.catalogue.library import own_model
from tests.factories import NOON


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Café Lindgren", "cafe-lindgren"),
        ("  Straße & Söhne ", "strasse-sohne"),
        ("Smørrebrød Æble", "smorrebrod-aeble"),
        ("Łódź Bikes", "lodz-bikes"),
        ("北京饭店", "business"),
        ("!!!", "business"),
        ("-", "business"),
        ("a" * 100, "a" * 50),
        ("x" * 49 + " y", "x" * 49),
        ("<script>alert(1)</script>", "scriptalert1script"),
    ],
)
def test_the_slug_is_made_from_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_the_founder_owns_the_business(owner: User) -> None:
    business = found_business(name="Café Lindgren", by=owner, at=NOON)

    membership = business.memberships.get()
    assert (membership.user, membership.role, membership.since) == (owner, Role.OWNER, NOON)
    assert business.set_up_at is None


def test_businesses_with_the_same_name_get_different_slugs(owner: User, stranger: User) -> None:
    slugs = {found_business(name="Café Lindgren", by=owner, at=NOON).slug for _ in range(5)}

    assert len(slugs) == 5
    assert "cafe-lindgren" in slugs
    assert all(slug.startswith("cafe-lindgren") for slug in slugs)


def test_a_suffix_still_fits_after_the_longest_slug(owner: User) -> None:
    for _ in range(2):
        found_business(name="w" * 100, by=owner, at=NOON)

    assert all(len(business.slug) <= 60 for business in Business.objects.all())


def test_another_integrity_error_is_not_retried_for_ever(owner: User) -> None:
    with pytest.raises(Exception, match="founded_at"):
        found_business(name="Café", by=owner, at=None)  # type: ignore[arg-type]


def test_trades_match_those_of_the_model() -> None:
    known: dict[str, object] = {trade.key: trade.title for trade in own_model().trades}

    assert known == {key: label for key, label in Trade.choices if key != Trade.OTHER}


def test_only_a_team_of_one_counts_as_alone() -> None:
    assert Business(team_size=TeamSize.ALONE).alone
    assert not Business(team_size=TeamSize.FEW).alone
    assert not Business().alone


def test_a_name_is_one_line(owner: User) -> None:
    business = found_business(name=" Café\n  Lindgren\t", by=owner, at=NOON)
    assert business.name == "Café Lindgren"

    edit = Edit(values={"name": "Café\r\nBcc: all@example.com"}, seen={"name": mark(business.name)})
    edit_business(business=business, edit=edit, by=owner, at=NOON)
    business.refresh_from_db()
    assert business.name == "Café Bcc: all@example.com"
