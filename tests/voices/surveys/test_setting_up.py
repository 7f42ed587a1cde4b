"""A survey is opened, closed, and gets a new link; its link can be shown again."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.accounts.models import User
from assessment.foundation.audit.models import AuditEntry, Event
from assessment.parties.businesses.models import Business, Membership
from assessment.parties.departures.services import remove_member
from assessment.voices.surveys.models import Survey, SurveyLink
from assessment.voices.surveys.services import open_survey
from tests.factories import NOON, make_model_version, make_user
from tests.voices.surveys.making import page_of, token_of, without_customers

pytestmark = pytest.mark.django_db


def url(name: str) -> str:
    return reverse(name, args=["cafe-lindgren"])


def switch(client: Client, do: str) -> None:
    assert client.post(url("switch_survey"), {"do": do}).status_code == 302


def test_opening_it_makes_a_link_that_is_shown_whenever_somebody_looks(
    as_editor: Client, business: Business
) -> None:
    make_model_version()
    assert "Start asking" in as_editor.get(url("survey")).text

    switch(as_editor, "open")

    survey = Survey.objects.get()
    assert survey.is_open
    shown = [as_editor.get(url("survey")).text for _ in range(2)]
    assert all(f"http://testserver{page_of(survey)}" in page for page in shown)


def test_closing_and_opening_keeps_the_link_so_posters_work_again(
    as_owner: Client, client: Client, survey: Survey
) -> None:
    before = page_of(survey)

    switch(as_owner, "close")
    assert "not asking just now" in client.get(before).text
    switch(as_owner, "open")

    assert page_of(survey) == before
    assert "How likely" in client.get(before).text


def test_clicking_twice_is_recorded_once(as_owner: Client, survey: Survey) -> None:
    for do in ("close", "close", "open", "open"):
        switch(as_owner, do)

    kinds = AuditEntry.objects.values_list("kind", flat=True)
    assert sorted(kind for kind in kinds if kind.startswith("survey")) == [
        *(Event.SURVEY_CLOSED, Event.SURVEY_OPENED),
        Event.SURVEY_OPENED,
    ]


def test_a_new_link_is_made_only_after_a_question(as_owner: Client, survey: Survey) -> None:
    before = token_of(survey)

    assert "stops working at once" in as_owner.get(url("renew_survey")).text
    assert token_of(survey) == before
    as_owner.post(url("renew_survey"))

    assert token_of(survey) != before
    assert SurveyLink.objects.get(token=before).ended_at == NOON


def test_tokens_are_short_enough_to_type_and_never_repeat(survey: Survey, owner: User) -> None:
    tokens = set()
    for _ in range(50):
        survey.links.all().close(NOON)
        open_survey(business=survey.business, by=owner, at=NOON)
        tokens.add(token_of(survey))

    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {14}


def test_the_link_closes_with_the_access_of_its_maker_and_can_be_replaced(
    as_owner: Client, client: Client, business: Business, owner: User, as_editor: Client
) -> None:
    make_model_version()
    switch(as_editor, "open")
    survey, editor = Survey.objects.get(), Membership.objects.get(user__email="edith@example.com")
    old = page_of(survey)

    remove_member(membership=editor, by=owner, at=NOON)
    assert client.get(old).status_code == 404
    assert "was closed with the access of the person" in as_owner.get(url("survey")).text
    as_owner.post(url("renew_survey"))

    assert client.get(page_of(survey)).status_code == 200


def test_a_viewer_and_a_consultant_cannot_set_it_up(
    as_viewer: Client, as_consultant: Client, survey: Survey
) -> None:
    for client in (as_viewer, as_consultant):
        assert client.get(url("survey")).status_code == 403
        assert client.post(url("switch_survey"), {"do": "close"}).status_code == 403


def test_the_line_for_a_website_is_a_plain_link(as_owner: Client, survey: Survey) -> None:
    text = as_owner.get(url("survey")).text

    line = text.partition('id="for-website"')[2].partition(">")[2].partition("</textarea>")[0]
    assert line == (
        f"&lt;a href=&quot;http://testserver{page_of(survey)}&quot;&gt;Tell us how we did&lt;/a&gt;"
    ).replace("&quot;", '"')


def test_a_site_whose_questions_ask_no_customers_says_so(
    as_owner: Client, business: Business
) -> None:
    without_customers()

    page = as_owner.get(url("survey"))
    switch(as_owner, "open")

    assert "These questions don’t ask customers" in page.text
    assert not Survey.objects.exists()


def test_a_stranger_learns_nothing(as_stranger: Client, survey: Survey) -> None:
    assert as_stranger.get(url("survey")).status_code == 404
    assert make_user("x").pk


@pytest.mark.parametrize("seen", ["asks_sentences=0", "asks_sentences", "=", "x" * 5_000])
def test_a_made_up_mark_of_what_was_seen_changes_nothing_that_was_not_sent(
    as_editor: Client, survey: Survey, seen: str
) -> None:
    page = as_editor.post(url("survey"), {"asks_outcomes": "on", "_seen": seen})

    assert page.status_code in {302, 422}
    survey.refresh_from_db()
    assert survey.asks_outcomes
