"""Consultants' comments on a result: who can write them, and which ones stay private."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.parsing.edits import mark
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.models import Result
from assessment.journey.results.services import submit
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import html_of
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import Brand, Consultancy
from tests.factories import NOON, make_engagement, make_member, make_user, practice_behind
from tests.kept import kept
from tests.web_forms import form_with

Q4 = Quarter.parse("2026-Q4")


@pytest.fixture(autouse=True)
def on_20_november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@kept
def result(answered: Assessment, owner: User) -> Result:
    return submit(assessment=answered, by=owner, at=NOON)


@pytest.fixture
def consultant(business: Business) -> User:
    user = make_user("consultant")
    make_engagement(business, user)
    return user


@pytest.fixture
def as_consultant(consultant: User) -> Client:
    client = Client()
    client.force_login(consultant)
    return client


def address(business: Business, quarter: str = "2026-q4") -> str:
    return reverse("report_comments", args=[business.slug, quarter])


def remark(result: Result, by: User, text: str, **about: Any) -> Comment:
    """Save a comment by a consultant, or without a consultancy as an import from another site."""
    consultancy = Consultancy.objects.filter(members__user=by).first()
    return Comment.objects.create(
        result=result, consultancy=consultancy, text=text, written_by=by, written_at=NOON, **about
    )


def test_the_result_every_area_and_every_question_can_be_commented_on(
    as_consultant: Client, business: Business, result: Result
) -> None:
    page = as_consultant.get(address(business)).text

    model = result.assessment.model_version.maturity
    subjects = [*(d.key for d in model.dimensions), *(p.code for p in model.practices)]
    for about in subjects:
        assert f'name="client-{about}"' in page
        assert f'name="private-{about}"' in page
    assert 'name="client"' in page


def test_one_button_saves_all_comments(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    sent = {
        "_seen": "",
        "client": "A sound base.",
        "private-culture": "Tired.",
        "client-CUL1": "Yes.",
    }
    response = as_consultant.post(address(business), sent, follow=True)

    kept = set(result.comments.values_list("about", "private", "text", "written_by"))
    practices = set(result.comments.values_list("consultancy__name", flat=True))
    assert kept == {
        ("", False, "A sound base.", consultant.pk),
        ("culture", True, "Tired.", consultant.pk),
        ("CUL1", False, "Yes.", consultant.pk),
    }
    assert practices == {"North Star"}
    assert response.redirect_chain == [(f"{address(business)}#save", 302)]
    assert "3 comments saved." in response.text
    assert "A sound base." in response.text


def test_emptying_a_field_deletes_its_comment(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    remark(result, consultant, "Not any more.", about="culture")
    seen = f"client-culture={mark('Not any more.')}"

    as_consultant.post(address(business), {"_seen": seen, "client-culture": " "})

    assert not result.comments.exists()


def test_saving_unchanged_comments_changes_nothing(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    kept = remark(result, consultant, "As\nit is.", about="")
    sent = {"_seen": seen_on(as_consultant.get(address(business)).text), "client": "As\r\nit is."}

    response = as_consultant.post(address(business), sent, follow=True)

    assert list(result.comments.all()) == [kept]
    assert "You didn’t change any comments" in response.text


def seen_on(page: str) -> str:
    """The marks of the comments that the form was rendered with."""
    found = re.search(r'name="_seen"(?: value="([^"]*)")?', page)
    assert found
    return found[1] or ""


def test_when_two_people_comment_at_once_the_second_is_told_and_loses_nothing(
    as_consultant: Client, business: Business, result: Result
) -> None:
    colleague = make_user("colleague")
    remark(result, colleague, "Theirs.", about="")

    response = as_consultant.post(address(business), {"_seen": "", "client": "Mine."})

    assert response.status_code == 409
    assert "Changed in the meantime" in response.text
    assert "The result as a whole, for the client" in response.text
    assert "Mine.</textarea>" in response.text
    assert "Theirs." in response.text
    assert result.comments.get().text == "Theirs."
    again = form_with(response.text, "client", "keep-client")
    use_mine = again.choices["keep-client"][1]
    as_consultant.post(address(business), again.sent({"keep-client": use_mine}))
    assert result.comments.get().text == "Mine."


def test_two_windows_with_different_changes_keep_both(
    as_consultant: Client, business: Business, result: Result
) -> None:
    url = address(business)
    as_consultant.post(url, {"_seen": "", "client-policies": "Old.", "client-channels": "Old."})
    both = {"_seen": seen_on(as_consultant.get(url).text)}
    unchanged = {"client-policies": "Old.", "client-channels": "Old."}

    first = as_consultant.post(url, both | unchanged | {"client-policies": "New."})
    second = as_consultant.post(url, both | unchanged | {"client-channels": "New."})

    assert (first.status_code, second.status_code) == (302, 302)
    kept = dict(result.comments.values_list("about", "text"))
    assert kept == {"policies": "New.", "channels": "New."}


def test_after_a_clash_the_other_fields_show_the_current_comments(
    as_consultant: Client, business: Business, result: Result
) -> None:
    url = address(business)
    as_consultant.post(url, {"_seen": "", "client-policies": "Old.", "client-channels": "Old."})
    both = {"_seen": seen_on(as_consultant.get(url).text)}
    as_consultant.post(url, both | {"client-policies": "First.", "client-channels": ""})

    clash = as_consultant.post(
        url, both | {"client-policies": "Second.", "client-channels": "Old."}
    )

    assert clash.status_code == 409
    assert "Second.</textarea>" in clash.text
    assert "Old.</textarea>" not in clash.text
    assert dict(result.comments.values_list("about", "text")) == {"policies": "First."}


def test_when_a_comment_was_deleted_meanwhile_its_writer_is_told(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    url = address(business)
    as_consultant.post(url, {"_seen": "", "client": "Old."})
    both = {"_seen": seen_on(as_consultant.get(url).text)}
    as_consultant.post(url, both | {"client": ""})

    clash = as_consultant.post(url, both | {"client": "Mine."})

    assert clash.status_code == 409
    assert "(empty)" in clash.text
    assert "Mine.</textarea>" in clash.text


def test_a_comment_that_is_too_long_is_explained_and_kept_in_the_form(
    as_consultant: Client, business: Business, result: Result
) -> None:
    sent = {"_seen": "", "client-CUL1": "a" * 5_001, "client": "Short."}
    response = as_consultant.post(address(business), sent)

    assert response.status_code == 422
    assert response.text.count("This is longer than 5000 characters.") == 2
    assert "Short.</textarea>" in response.text
    assert "a" * 5_001 in response.text
    assert "maxlength" not in response.text
    assert not result.comments.exists()


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR, Role.VIEWER])
def test_members_of_the_business_can_neither_write_nor_read_them(
    business: Business, result: Result, role: Role
) -> None:
    member, client = make_user("member"), Client()
    make_member(business, member, role)
    client.force_login(member)

    assert client.get(address(business)).status_code == 403
    assert client.post(address(business), {"client": "Mine."}).status_code == 403
    assert not result.comments.exists()


def test_a_stranger_finds_nothing(as_stranger: Client, business: Business, result: Result) -> None:
    assert as_stranger.get(address(business)).status_code == 404


def test_a_quarter_without_a_result_is_not_found(
    as_consultant: Client, business: Business, result: Result
) -> None:
    assert as_consultant.get(address(business, "2026-q3")).status_code == 404


def test_the_page_asks_ten_questions_at_most(
    as_consultant: Client, business: Business, result: Result, at_most: Any
) -> None:
    with at_most(10):
        as_consultant.get(address(business))


# ---- in the report


def test_private_comments_are_in_no_edition(
    as_consultant: Client, consultant: User, business: Business, result: Result
) -> None:
    for about in ("", "culture", "CUL1"):
        remark(result, consultant, "For the client.", about=about)
        remark(result, consultant, "Between ourselves.", about=about, private=True)
    document = document_of(business, Q4, practice=practice_behind(business, consultant))

    assert document is not None
    assert "Between ourselves." not in repr(document)
    assert all("Between ourselves." not in html_of(document, edition) for edition in Edition)
    assert html_of(document, Edition.CONSULTANT).count("For the client.") == 3
    assert "For the client." not in html_of(document, Edition.OWNER)


def test_correcting_an_answer_deletes_no_comment(
    consultant: User, business: Business, result: Result
) -> None:
    remark(result, consultant, "Still true.", about="culture")
    corrected = Assessment.objects.get(pk=result.assessment_id)
    corrected.pk, corrected.revision, corrected.submitted_at = None, 2, NOON + timedelta(days=1)
    corrected.save()
    result.pk, result.assessment = None, corrected
    result.save()

    document = document_of(business, Q4)

    assert document is not None
    assert document.consultant.about("culture") == "Still true."


def test_the_report_has_the_brand_of_the_readers_consultancy(
    consultant: User, owner: User, business: Business, result: Result
) -> None:
    consultancy = Consultancy.objects.get()
    Brand.objects.create(
        consultancy=consultancy, colour="#1D4E63", contact="hello@north.example", changed_at=NOON
    )

    theirs, own = (
        document_of(business, Q4, practice=practice_behind(business, consultant)),
        document_of(business, Q4, practice=practice_behind(business, owner)),
    )

    assert theirs is not None
    assert own is not None
    assert (theirs.consultant.name, theirs.consultant.contact) == (
        "North Star",
        "hello@north.example",
    )
    assert theirs.consultant.palette != own.consultant.palette
    assert own.consultant.name == ""


def test_after_an_engagement_ends_the_report_has_no_consultants_name(
    consultant: User, business: Business, result: Result
) -> None:
    business.engagements.update(ended_at=NOON)

    document = document_of(business, Q4, practice=practice_behind(business, consultant))

    assert document is not None
    assert document.consultant.name == ""


# ---- links to the page


def test_only_consultants_see_the_link_to_the_page(
    as_consultant: Client, as_owner: Client, business: Business, result: Result
) -> None:
    reports = reverse("reports", args=[business.slug])

    assert address(business) in as_consultant.get(reports).text
    assert address(business) not in as_owner.get(reports).text
