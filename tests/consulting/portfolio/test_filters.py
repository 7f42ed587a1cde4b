"""Filters, sorting, pages, views, tags and the selection: all of them in the address."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from assessment.consulting.portfolio import services
from assessment.consulting.portfolio.models import ClientTag, SavedView, TaggedClient
from assessment.consulting.portfolio.queries.filters import PortfolioFilter
from assessment.parties.consultancies.models import Consultancy, ConsultancyMember, Engagement
from tests.consulting.portfolio.making import TODAY, areas, make_client, stand
from tests.consulting.portfolio.test_portfolio import names, page, url
from tests.factories import NOON, make_colleague, make_consultancy, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(practice: Consultancy) -> dict[str, Engagement]:
    """Three clients that differ in everything that a list can be narrowed to or sorted by."""
    made = {
        "Anchor": make_client(practice, "Anchor", trade="food"),
        "Bell": make_client(practice, "Bell", trade="shop"),
        "Crown": make_client(practice, "Crown", trade="food"),
    }
    stand(made["Anchor"], score=40, level_rank=0, areas=areas(40), next_due_on=TODAY)
    columns: dict[str, Any] = {"points_before": 60, "points_now": 40, "actions": 2, "achieved": 1}
    stand(made["Bell"], score=70, level_rank=2, areas=areas(70), plan_moved_at=NOON, **columns)
    tag = ClientTag.objects.create(consultancy=practice, name="Chamber 2026")
    TaggedClient.objects.create(tag=tag, business=made["Bell"].business)
    return made


FILTERS = {
    "q=anch": ["Anchor"],
    "q=ANCH": ["Anchor"],
    "sector=food": ["Anchor", "Crown"],
    "level=2": ["Bell"],
    "level=-": ["Crown"],
    "tag=Chamber+2026": ["Bell"],
    "tag=-": ["Anchor", "Crown"],
    "why=new": ["Crown"],
    "sector=food&why=new": ["Crown"],
    "sector=nonsense": ["Anchor", "Bell", "Crown"],
    "why=nonsense": ["Anchor", "Bell", "Crown"],
    "level=9": ["Anchor", "Bell", "Crown"],
    "q=%E2%80%8Banch": ["Anchor"],
}
SORTS = {
    "name": ["Anchor", "Bell", "Crown"],
    "-name": ["Crown", "Bell", "Anchor"],
    "level": ["Anchor", "Bell", "Crown"],
    "score": ["Anchor", "Bell", "Crown"],
    "-score": ["Bell", "Anchor", "Crown"],
    "change": ["Bell", "Anchor", "Crown"],
    "culture": ["Anchor", "Bell", "Crown"],
    "-culture": ["Bell", "Anchor", "Crown"],
    "plan": ["Bell", "Anchor", "Crown"],
    "seen": ["Anchor", "Bell", "Crown"],
    "due": ["Anchor", "Bell", "Crown"],
    "a__b": ["Crown", "Anchor", "Bell"],
    "unknown": ["Anchor", "Bell", "Crown"],
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_leaves_the_clients_that_fit(
    query: str, as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    text = page(as_ruth, practice, f"?show=all&sort=name&{query}")

    assert names(text) == FILTERS[query]


@pytest.mark.parametrize("sort", SORTS)
def test_a_list_can_be_sorted_and_unknown_values_come_last(
    sort: str, as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    assert names(page(as_ruth, practice, f"?show=all&sort={sort}")) == SORTS[sort]


def test_a_head_says_how_the_list_is_sorted_and_turns_it(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    text = page(as_ruth, practice, "?show=all&sort=score")

    assert text.count("aria-sort=") == 1
    assert re.search(r'aria-sort="ascending"><a href="[^"]*\?show=all&amp;sort=-score">', text)


def test_check_due_shows_what_falls_due_within_two_weeks_or_was_never_done(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    assert names(page(as_ruth, practice, "?show=due&sort=name")) == ["Anchor", "Crown"]


def test_each_chip_takes_one_filter_off(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    text = page(as_ruth, practice, "?q=anch&sector=food&level=0&show=all")

    chips = re.findall(r'class="filter-chip" href="([^"]*)">([^<]*)<', text)
    base = url(practice)
    assert [(name, link.replace("&amp;", "&")) for link, name in chips] == [
        ("“anch”", f"{base}?show=all&sector=food&level=0"),
        ("Food and drink", f"{base}?show=all&q=anch&level=0"),
        ("Starting", f"{base}?show=all&q=anch&sector=food"),
    ]


def test_if_no_client_fits_the_page_says_what_taking_a_filter_off_would_show(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    text = page(as_ruth, practice, "?show=all&q=anch&sector=shop")

    assert "No client fits these filters" in text
    assert "Show 1 client without “anch”" in text
    assert "Show 1 client without Shop" in text
    assert "Show all 3 clients" in text


# ---- pages


def test_a_page_has_fifty_clients_and_links_to_the_next(
    as_ruth: Client, practice: Consultancy
) -> None:
    for number in range(51):
        make_client(practice, f"Client {number:02}")

    first, second = (page(as_ruth, practice, f"?show=all&sort=name&page={n}") for n in (1, 2))

    assert len(names(first)) == 50
    assert names(second) == ["Client 50"]
    assert "1 to 50 of 51 clients" in first
    assert f'href="{url(practice)}?show=all&amp;sort=name&amp;page=2">Next</a>' in first
    assert names(page(as_ruth, practice, "?show=all&page=x&sort=name")) == names(first)


# ---- views


def test_filters_can_be_saved_as_a_view_of_ones_own(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    new = reverse("new_view", args=[practice.slug]) + "?show=all&sector=food"

    as_ruth.post(new, {"view": " Cafés  "})

    text = page(as_ruth, practice, "?show=all&sector=food")
    assert re.search(r'aria-current="page">Cafés <span class="views__count number">2<', text)
    assert "Delete this view" in text
    assert SavedView.objects.get().query == "show=all&sector=food"


def test_another_persons_views_are_theirs(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    bea = make_colleague(practice, make_user("bea"))
    services.save_view(member=bea, name="Mine", query="show=all")

    assert ">Mine <" not in page(as_ruth, practice)
    as_ruth.post(reverse("delete_view", args=[practice.slug]), {"view": "Mine"})
    assert SavedView.objects.filter(name="Mine").exists()


def test_a_view_saved_again_under_its_name_is_replaced(member: ConsultancyMember) -> None:
    services.save_view(member=member, name="Shops", query="sector=food")
    services.save_view(member=member, name="SHOPS", query="sector=shop")

    views = [(view.name, view.query) for view in member.saved_views.all()]
    assert views == [("Shops", "sector=shop")]


def test_a_view_can_be_forgotten(as_ruth: Client, member: ConsultancyMember) -> None:
    services.save_view(member=member, name="Cafés", query="sector=food")

    as_ruth.post(reverse("delete_view", args=[member.consultancy.slug]), {"view": "Cafés"})

    assert not SavedView.objects.exists()


def test_there_are_only_so_many_views(as_ruth: Client, member: ConsultancyMember) -> None:
    for number in range(services.MOST_VIEWS):
        services.save_view(member=member, name=f"View {number}", query="")

    reply = as_ruth.post(reverse("new_view", args=[member.consultancy.slug]), {"view": "One more"})

    assert "You have 12 views already. Delete one of them first." in reply.text
    assert 'value="One more"' in reply.text


# ---- tags and the selection


def tag_url(practice: Consultancy, query: str) -> str:
    return reverse("tag_clients", args=[practice.slug]) + query


def tagged(name: str) -> set[str]:
    return set(TaggedClient.objects.filter(tag__name=name).values_list("business__name", flat=True))


def test_chosen_clients_get_a_tag(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    slugs = [three[name].business.slug for name in ("Anchor", "Crown")]
    query = f"?show=all&client={slugs[0]}&client={slugs[1]}"

    asked = as_ruth.get(tag_url(practice, query)).text
    reply = as_ruth.post(tag_url(practice, query), {"tag": "New  ones"}, follow=True)

    assert "Tag 2 clients" in asked
    assert tagged("New ones") == {"Anchor", "Crown"}
    assert "“New ones” is set on 2 clients." in reply.text
    assert reply.redirect_chain[-1][0] == url(practice, "?show=all")


def test_choosing_all_means_the_filter_and_not_the_page(
    as_ruth: Client, practice: Consultancy
) -> None:
    for number in range(60):
        make_client(practice, f"Client {number:02}", trade="food" if number < 55 else "shop")

    text = page(as_ruth, practice, "?show=all&sector=food&pick=all")
    as_ruth.post(tag_url(practice, "?show=all&sector=food&all=1"), {"tag": "Cafés"})

    assert "All 55 clients in this list are chosen" in text
    assert text.count(" checked disabled>") == 50
    assert '<input type="hidden" name="all" value="1">' in text
    assert TaggedClient.objects.filter(tag__name="Cafés").count() == 55


def test_a_tag_is_taken_off_and_goes_with_its_last_client(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    query = f"?client={three['Bell'].business.slug}"

    assert "Take “Chamber 2026” off" in as_ruth.get(tag_url(practice, query)).text
    off = reverse("untag_clients", args=[practice.slug]) + query
    as_ruth.post(off, {"tag": "Chamber 2026"})

    assert not ClientTag.objects.exists()


def test_a_business_that_is_no_client_never_gets_a_tag(
    as_ruth: Client, practice: Consultancy
) -> None:
    other = make_client(make_consultancy("Other", admin=make_user("bea")), "Of another")
    ended = make_client(practice, "Ended")
    Engagement.objects.filter(pk=ended.pk).update(ended_at=NOON)
    make_client(practice, "Tin Kettle")
    query = f"?client={other.business.slug}&client={ended.business.slug}"

    reply = as_ruth.post(tag_url(practice, query), {"tag": "Cafés"})

    assert not TaggedClient.objects.exists()
    assert reply.status_code == 302 or "No client is chosen" in reply.text


def test_tags_of_another_practice_are_left_out(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    other = make_consultancy("Other", admin=make_user("bea"))
    services.set_tag(consultancy=other, name="Secret", businesses=[three["Bell"].business_id])

    text = page(as_ruth, practice, "?show=all")

    assert "Secret" not in text
    assert names(page(as_ruth, practice, "?show=all&tag=Secret")) == []
    assert (
        as_ruth.post(reverse("untag_clients", args=[practice.slug]), {"tag": "Secret"}).status_code
        == 404
    )


def test_the_same_word_in_other_letters_is_the_same_tag(
    practice: Consultancy, three: dict[str, Engagement]
) -> None:
    anchor = [three["Anchor"].business_id]

    services.set_tag(consultancy=practice, name="CHAMBER 2026", businesses=anchor)
    services.set_tag(consultancy=practice, name="chamber 2026", businesses=anchor)

    assert tagged("Chamber 2026") == {"Anchor", "Bell"}


def test_there_are_only_so_many_tags(
    as_ruth: Client, practice: Consultancy, three: dict[str, Engagement]
) -> None:
    ClientTag.objects.bulk_create(
        ClientTag(consultancy=practice, name=f"Tag {number}")
        for number in range(services.MOST_TAGS - 1)
    )
    query = f"?client={three['Bell'].business.slug}"

    reply = as_ruth.post(tag_url(practice, query), {"tag": "One more"})

    assert "Your practice has 100 tags already." in reply.text
    assert 'value="One more"' in reply.text


def test_the_address_of_a_filter_has_only_what_is_not_usual() -> None:
    read = PortfolioFilter.read(QueryDict("tag=-&sort=urgent&show=need&q=+kettle++s"))

    assert read.query == "q=kettle+s&tag=-"
    assert PortfolioFilter.read(QueryDict(read.query)) == read
