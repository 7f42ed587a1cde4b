"""Who drops out between the page and the button gets nothing and is named, with the reason."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from assessment.consulting.clients.models import ConsultantMailsOff
from assessment.consulting.messages.models import MailedClient
from assessment.foundation.outbox.models import OutgoingMail
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.consultancies.models import Consultancy, Engagement
from tests.consulting.messages.making import emails, owned, post, url_of
from tests.consulting.portfolio.making import make_client
from tests.factories import NOON, make_business, make_consultancy, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proven")]


def end(client: Engagement) -> None:
    Engagement.objects.filter(pk=client.pk).update(ended_at=NOON)


def archive(client: Engagement) -> None:
    Business.objects.filter(pk=client.business_id).update(archived_at=NOON, archived_for="deleted")


def unsubscribe(client: Engagement) -> None:
    ConsultantMailsOff.objects.create(
        business=client.business,
        consultancy=client.consultancy,
        person=client.business.memberships.get().user,
    )


def change_address(client: Engagement) -> None:
    EmailAddress.objects.filter(user__memberships__business=client.business).update(verified=False)


def unprove(client: Engagement) -> None:
    Membership.objects.filter(business=client.business).update(unproven=True)


def leave(client: Engagement) -> None:
    client.business.memberships.all().delete()


def get_one_elsewhere(client: Engagement) -> None:
    """Somebody else in the practice sends the same a moment earlier."""
    mailing = client.consultancy.mailings.create(
        operation="00000000-0000-0000-0000-000000000001",
        kind="check_due",
        sent_by_name="Bea",
        sent_at=NOON,
    )
    MailedClient.objects.create(mailing=mailing, business=client.business, email="alma@example.com")


DROPS_OUT: dict[str, tuple[Callable[[Engagement], None], str]] = {
    "access ended": (end, "You have no access at the moment"),
    "archived": (archive, "This business is closed now"),
    "unsubscribed": (unsubscribe, "Nobody there wants emails about what you write"),
    "address not confirmed": (
        change_address,
        "No owner or editor there has confirmed their address",
    ),
    "unproven": (unprove, "No owner or editor there has confirmed their address"),
    "nobody left": (leave, "No owner or editor there has confirmed their address"),
    "reminded elsewhere": (get_one_elsewhere, "you can send one a week"),
}


@pytest.mark.parametrize("press", ["send", "show"])
@pytest.mark.parametrize("why", DROPS_OUT)
def test_who_drops_out_is_named_with_the_reason(
    why: str, press: str, as_ruth: Client, practice: Consultancy
) -> None:
    drop_out, said = DROPS_OUT[why]
    gone = owned(practice, "Alma")
    owned(practice, "Bell")
    form = as_ruth.get(url_of(practice)).context["form"]
    drop_out(gone)

    page = post(as_ruth, practice, "check_due", press=press, shown=form["shown"].value())

    left = page[page.index("<dt>Alma</dt>") :]
    assert said in left[: left.index("</dd>")]
    assert emails("consultant_reminder") == (["bell@example.com"] if press == "send" else [])


def test_who_was_not_on_the_page_gets_nothing(as_ruth: Client, practice: Consultancy) -> None:
    owned(practice, "Alma")
    form = as_ruth.get(url_of(practice)).context["form"]
    owned(practice, "Bell")

    page = post(as_ruth, practice, "check_due", shown=form["shown"].value())

    assert emails("consultant_reminder") == ["alma@example.com"]
    assert "Bell" not in page


def test_the_form_names_nobody_who_was_never_a_client(
    as_ruth: Client, practice: Consultancy
) -> None:
    owned(practice, "Alma")
    rival = make_consultancy("Rival", admin=make_user("other"))
    theirs = make_client(rival, "Zebra")
    names = f"{theirs.business.slug},nobody,{make_business(owner=make_user('olga')).slug}"

    page = post(as_ruth, practice, "check_due", shown=names)

    assert "Zebra" not in page
    assert "Lindgren" not in page
    assert not OutgoingMail.objects.exists()


def test_a_client_of_two_accesses_is_named_once(as_ruth: Client, practice: Consultancy) -> None:
    gone = owned(practice, "Alma")
    end(gone)
    Engagement.objects.create(
        consultancy=practice, business=gone.business, given_at=NOON, ended_at=NOON
    )

    post(as_ruth, practice, "check_due", shown=gone.business.slug)

    assert MailedClient.objects.count() == 1
