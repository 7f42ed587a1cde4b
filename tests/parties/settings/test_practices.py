"""Beginning a practice, finding the way to it, and its settings."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.foundation.brakes.limits import LIMITS, Counted, Limit, Scope
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import (
    Consultancy,
    ConsultancyMember,
    ConsultancyRole,
    PracticeMail,
)
from assessment.parties.consultancies.queries import people_to_tell
from assessment.parties.consultancies.services import RESERVED, found_consultancy
from assessment.parties.settings.views.practices import SHORT_FORMS
from tests.factories import (
    NOON,
    make_business,
    make_colleague,
    make_consultancy,
    make_engagement,
    make_model_version,
    make_user,
)
from tests.foundation.second_step.making import sign_in_with_app

pytestmark = pytest.mark.django_db
TOMORROW, IN_A_WEEK = timedelta(days=1), timedelta(days=7)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, practice: Consultancy) -> str:
    return reverse(name, args=[practice.slug])


# ---- beginning


def test_who_has_a_business_can_begin_a_practice_as_well(
    as_owner: Client, business: Business, owner: User
) -> None:
    make_model_version()
    places = as_owner.get(f"{reverse('businesses')}?all").text

    page = as_owner.post(reverse("begin_practice"), {"name": " Hill \u200b& Co "}, follow=True)

    practice = Consultancy.objects.get()
    assert reverse("begin_practice") in places
    assert (practice.name, practice.slug) == ("Hill & Co", "hill-co")
    assert practice.members.get(user=owner).role == ConsultancyRole.ADMIN
    assert page.redirect_chain[-1][0] == at("portfolio", practice)
    assert AuditEntry.objects.get(kind=Event.PRACTICE_FOUNDED).about == {"firm": "Hill & Co"}


def test_who_has_a_practice_can_add_a_business(as_admin: Client, practice: Consultancy) -> None:
    page = as_admin.get(f"{reverse('businesses')}?all").text

    assert "Add a business of your own" in page
    assert at("portfolio", practice) in page


def test_without_a_name_nothing_begins(as_owner: Client) -> None:
    page = as_owner.post(reverse("begin_practice"), {"name": " \u200b "}).text

    assert "Enter the name of your practice." in page
    assert not Consultancy.objects.exists()


def test_nobody_begins_one_practice_after_another(
    monkeypatch: pytest.MonkeyPatch, as_owner: Client
) -> None:
    monkeypatch.setitem(LIMITS, Counted.FOUNDING, {Scope.ACCOUNT: (Limit(2, 60),)})

    pages = [as_owner.post(reverse("begin_practice"), {"name": "Hill"}) for _ in range(3)]

    assert "You’ve created many practices today. Try again tomorrow." in pages[-1].text
    assert Consultancy.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Blue Door", "blue-door"), ("People", "people-practice"), ("事務所", "practice")],
)
def test_the_slug_comes_from_the_name_and_hides_no_page(admin: User, name: str, slug: str) -> None:
    assert found_consultancy(name=name, by=admin, at=NOON).slug == slug


def test_two_practices_of_one_name_get_addresses_of_their_own(admin: User) -> None:
    first, second = (found_consultancy(name="Hill", by=admin, at=NOON) for _ in range(2))

    assert first.slug == "hill"
    assert re.fullmatch("hill-[a-z0-9]{5}", second.slug)


def test_every_word_after_practice_in_an_address_is_reserved() -> None:
    paths = [str(entry.pattern) for entry in get_resolver().url_patterns]
    words = {match[1] for path in paths if (match := re.match(r"\^?practice/([a-z-]+)/", path))}

    assert words | {word.partition("/")[0] for word in SHORT_FORMS} <= RESERVED


# ---- the way there


def test_who_has_none_is_led_to_the_beginning(as_owner: Client) -> None:
    assert as_owner.get(reverse("practice_home"))["Location"] == reverse("begin_practice")


@pytest.mark.parametrize(("word", "name"), SHORT_FORMS.items())
def test_a_short_address_leads_to_the_page_of_the_only_practice(
    as_admin: Client, practice: Consultancy, word: str, name: str
) -> None:
    assert as_admin.get(f"/practice/{word}/")["Location"] == at(name, practice)
    assert as_admin.get("/practice/")["Location"] == at("portfolio", practice)


def test_between_several_the_person_chooses(
    as_admin: Client, practice: Consultancy, admin: User
) -> None:
    second = make_consultancy("Second", admin=admin)

    page = as_admin.get("/practice/people/").text

    assert at("practice_people", practice) in page
    assert at("practice_people", second) in page


def test_after_signing_in_a_consultant_comes_to_the_portfolio(
    as_admin: Client, practice: Consultancy
) -> None:
    make_engagement(make_business(owner=make_user("owner")), practice.members.get().user)

    assert as_admin.get(reverse("businesses"))["Location"] == at("portfolio", practice)


def test_the_list_has_the_own_businesses_and_practices_and_not_the_clients(
    as_admin: Client, practice: Consultancy, admin: User
) -> None:
    make_engagement(make_business("Some Client", owner=make_user("owner")), admin)
    make_business("Own Shop", owner=admin)

    page = as_admin.get(reverse("businesses")).text

    assert "Own Shop" in page
    assert "North Star" in page
    assert "Some Client" not in page


# ---- the switch


def test_the_header_switches_between_all_places(
    as_admin: Client, practice: Consultancy, admin: User
) -> None:
    own = make_business("Own Shop", owner=admin)
    client = make_business("Some Client", owner=make_user("owner"))
    make_engagement(client, admin)
    teams = [reverse("team", args=[business.slug]) for business in (own, client)]

    pages = [as_admin.get(page).text for page in (at("practice_people", practice), *teams)]

    for switch in map(switch_of, pages):
        assert re.findall(r'href="([^"]+)"', switch) == [
            at("portfolio", practice),
            reverse("business", args=[own.slug]),
            f"{reverse('businesses')}?all",
        ]


def test_who_has_one_place_gets_no_switch_and_pays_nothing_for_it(
    as_owner: Client, business: Business, as_admin: Client, practice: Consultancy
) -> None:
    pages = (
        as_owner.get(reverse("team", args=[business.slug])),
        as_admin.get(at("practice_people", practice)),
    )

    assert [switch_of(page.text) for page in pages] == ["", ""]
    assert "Café Lindgren" in pages[0].text


def switch_of(page: str) -> str:
    found = re.search(r'<details class="nav-more switch">.*?</details>', page, re.DOTALL)
    return found[0] if found else ""


# ---- settings


def test_an_admin_changes_the_name_and_the_address_stays(
    as_admin: Client, practice: Consultancy
) -> None:
    page = as_admin.post(at("practice_settings", practice), {"name": "Polar"}, follow=True).text

    practice.refresh_from_db()
    assert (practice.name, practice.slug) == ("Polar", "north-star")
    assert "Saved. This applies to everybody in the practice." in page
    assert AuditEntry.objects.get(kind=Event.PRACTICE_CHANGED).about == {"firm": "Polar"}


def test_others_see_the_settings_without_a_form(practice: Consultancy) -> None:
    carl = make_colleague(practice, make_user("carl"), ConsultancyRole.CONSULTANT)

    page = signed_in(carl.user).get(at("practice_settings", practice)).text

    assert "Two-step sign-in is not required." in page
    assert 'name="second_step_from"' not in page


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-01-01", "Choose today or a later day."),
        ("2099-01-01", "Choose a day within a year."),
        ("soon", "Choose a day, or enter it like 2026-11-30."),
    ],
)
def test_a_day_that_cannot_be_is_explained(
    as_admin: Client, practice: Consultancy, day: str, words: str
) -> None:
    fields = {"name": "North Star", "second_step_from": day}

    page = as_admin.post(at("practice_settings", practice), fields).text

    assert words in page
    practice.refresh_from_db()
    assert practice.second_step_from is None


def test_a_day_in_the_past_may_stay(as_admin: Client, practice: Consultancy, admin: User) -> None:
    sign_in_with_app(as_admin, admin)
    past = timezone.localdate() - IN_A_WEEK
    Consultancy.objects.update(second_step_from=past)
    fields = {"name": "Polar", "second_step_from": past.isoformat()}

    response = as_admin.post(at("practice_settings", practice), fields)

    practice.refresh_from_db()
    assert response.status_code == 302
    assert (practice.name, practice.second_step_from) == ("Polar", past)


# ---- emails


def test_everybody_chooses_their_own_emails(
    as_admin: Client, practice: Consultancy, admin: User
) -> None:
    carl = make_colleague(practice, make_user("carl"), ConsultancyRole.ASSISTANT).user

    as_admin.post(at("practice_mails", practice), {"mails": [PracticeMail.CLIENT_WROTE]})

    assert people_to_tell(practice, PracticeMail.CLIENT_WROTE) == [admin, carl]
    assert people_to_tell(practice, PracticeMail.ACCESS_GIVEN) == [carl]
    page = as_admin.get(at("practice_settings", practice)).text
    assert re.findall(r'value="(\w+)" id="id_mails_\d" checked', page) == ["client_wrote"]


def test_an_unknown_email_changes_nothing(as_admin: Client, practice: Consultancy) -> None:
    page = as_admin.post(at("practice_mails", practice), {"mails": ["spam"]}, follow=True).text

    assert "Choose from the emails in the list." in page
    assert practice.members.get().muted == []


def test_nobody_whose_account_is_closing_is_told(practice: Consultancy, admin: User) -> None:
    User.objects.update(deletion_asked_at=NOON)

    assert people_to_tell(practice, PracticeMail.ACCESS_ENDED) == []


# ---- whose it is


def test_a_practice_started_before_the_address_was_proven_is_asked_about(
    as_admin: Client, practice: Consultancy
) -> None:
    ConsultancyMember.objects.update(unproven=True)

    led = as_admin.get(reverse("businesses"))
    asked = as_admin.get(reverse("claims")).text
    mine = {"practice": practice.members.get().pk, "mine": "yes"}
    page = as_admin.post(reverse("claims"), mine, follow=True).text

    assert led["Location"] == reverse("claims")
    assert "A practice, created on" in asked
    assert "North Star is yours, with everything in it." in page
    assert not practice.members.get().unproven


def test_who_did_not_begin_it_deletes_it(as_admin: Client, practice: Consultancy) -> None:
    ConsultancyMember.objects.update(unproven=True)
    member = practice.members.get()

    page = as_admin.post(reverse("claims"), {"practice": member.pk, "mine": "no"}, follow=True).text

    assert "North Star is deleted." in page
    assert not Consultancy.objects.exists()


def test_nobody_decides_about_a_practice_of_others(as_owner: Client, practice: Consultancy) -> None:
    ConsultancyMember.objects.update(unproven=True)

    response = as_owner.post(reverse("claims"), {"practice": practice.members.get().pk})

    assert response.status_code == 404
    assert Consultancy.objects.exists()
