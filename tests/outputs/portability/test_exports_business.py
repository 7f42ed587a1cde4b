"""A business exported as one file, and imported as the same business again."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessment.domain.exchange.documents import plan_document
from assessment.domain.exchange.submission_json import BadSubmission
from assessment.foundation.accounts.models import User
from assessment.foundation.links.tokens import hash_of
from assessment.journey.planning.models import HandOver, ItemChange, PlanItem
from assessment.journey.planning.queries.plans import plan_behind, saved_plan
from assessment.journey.planning.services import Actor
from assessment.journey.questionnaire.models import Assessment
from assessment.journey.results.queries import history_of, results_of, submission_of
from assessment.journey.retests.models import RetestSheet
from assessment.journey.tracking.services import move_item, undo
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.outputs.portability.services.businesses import import_business
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.models import Comment
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import render
from assessment.parties.businesses.models import Business, Invitation, Role
from assessment.parties.consultancies.models import Consultancy
from tests.factories import NOON, confirm, make_business
from tests.journey.trends.making import SAMPLE, make_results
from tests.outputs.exports.exporting import HOSTILE

pytestmark = pytest.mark.django_db

LATER = NOON.replace(month=12)


def exported_file(client: Client, business: Business) -> bytes:
    url = f"/b/{business.slug}/export.json"
    reply = client.get(url)
    if reply.status_code == 302:
        confirm(client)
        reply = client.get(url)
    assert reply.status_code == 200
    return reply.content


def imported_from(file: Path, owner: str = "owner@example.com") -> Business:
    out = io.StringIO()
    call_command("import_business", str(file), "--owner", owner, stdout=out)
    slug = out.getvalue().split("/b/")[1].split("/")[0]
    return Business.objects.get(slug=slug)


def everything_of(business: Business) -> dict[str, Any]:
    """Everything that pages and reports depend on."""
    found: dict[str, Any] = {"results": [], "plans": []}
    for result in history_of(business).results:
        found["results"].append((result.assessment.name, result.sheet, result.outcome))
        found["results"].append((result.score, result.level, result.frozen_at))
        if plan := saved_plan(result):
            submission = submission_of(result, business)
            found["plans"].append(plan_document(plan_behind(plan, submission)))
            found["plans"].append([(s.title, s.who, s.status, s.due_on) for s in plan.actions])
    return found


PEOPLE = {"answered_by", "by", "by_name", "helper_email", "helper_name", "kept_by", "owner"}
PEOPLE |= {"people", "person", "saved_by", "submitted_by", "written_by", "hidden_by"}
PEOPLE |= {"invited_by", "settled_by"}


def nameless(part: Any) -> Any:
    """Remove people, because an import replaces them with the owner or a plain name."""
    if isinstance(part, list):
        return [nameless(each) for each in part]
    if isinstance(part, dict):
        return {name: nameless(each) for name, each in part.items() if name not in PEOPLE}
    return part


def test_exported_deleted_and_imported_it_is_the_same_business(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    before = everything_of(lindgren)
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()

    again = imported_from(file)

    assert everything_of(again) == before
    assert len(before["plans"]) > 1
    assert json.dumps(nameless(business_document(again))) == json.dumps(
        nameless(json.loads(file.read_text()))
    )


def test_countries_busy_weeks_and_what_to_find_out_are_included(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()

    again = imported_from(file)

    assert again.country == "NO"
    assert [week.starts_on for week in again.busy_weeks.all()] == [date(2026, 12, 21)]
    found = PlanItem.objects.get(plan__assessment__business=again, kind="find_out")
    assert (found.dimension, found.questions, found.ticked) == ("culture", ["CUL1", "CUL4"], [1])


def test_second_answers_are_included(
    as_owner: Client, lindgren: Business, owner: User, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()

    again = imported_from(file)

    sheet = RetestSheet.objects.get(assessment__business=again)
    assert (sheet.kind, sheet.person, sheet.answered_at) == ("same", owner, NOON)
    assert dict(sheet.answers.values_list("practice", "value")) == {"CUL1": "2", "CUL7": "dk"}
    about = as_owner.get(reverse("account_json")).json()["retests"]
    assert about == [
        {
            "assessment__business__name": again.name,
            "agreed_at": NOON.isoformat(),
            "answered_at": NOON.isoformat(),
        }
    ]


def test_files_from_before_there_were_countries_can_still_be_imported(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    PlanItem.objects.filter(kind="find_out").delete()
    document = json.loads(exported_file(as_owner, lindgren))
    del document["busy_weeks"], document["business"]["country"]
    for check in document["checks"]:
        for item in (item for plan in check["plans"] for item in plan["items"]):
            del item["kind"], item["questions"]
    file = tmp_path / "lindgren.json"
    file.write_text(json.dumps(document))
    lindgren.delete()

    again = imported_from(file)

    assert (again.country, again.busy_weeks.count()) == ("", 0)
    assert not PlanItem.objects.exclude(kind="action").exists()


@pytest.mark.parametrize(
    ("columns", "place"),
    [
        ({"questions": ["POL1"]}, "questions"),
        ({"questions": []}, "questions"),
        ({"kind": "action"}, "questions"),
        ({"ticked": [2]}, "ticked"),
        ({"kind": "guess"}, "kind"),
        ({"questions": ["CUL1", "CUL1"]}, "questions"),
    ],
)
def test_what_to_find_out_must_ask_questions_of_its_area(
    as_owner: Client, lindgren: Business, owner: User, columns: dict[str, Any], place: str
) -> None:
    document = json.loads(exported_file(as_owner, lindgren))
    items = [i for c in document["checks"] for plan in c["plans"] for i in plan["items"]]
    next(item for item in items if item["kind"] == "find_out").update(columns)

    with pytest.raises(BadSubmission, match=rf"items\[\d+\]\.{place}"):
        import_business(document=document, owner=owner, at=NOON)


def test_exporting_and_importing_again_changes_nothing_more(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()
    first = imported_from(file)
    file.write_bytes(exported_file(as_owner, first))

    second = imported_from(file)

    assert json.dumps(business_document(second)) == json.dumps(business_document(first))


@pytest.mark.pdf
def test_exported_deleted_and_imported_it_prints_the_same_bytes(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    quarter = results_of(lindgren)[-1].assessment.quarter
    before = document_of(lindgren, quarter)
    assert before
    printed = render(before, Edition.OWNER, Paper.A4)
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()

    again = document_of(imported_from(file), quarter)

    assert again == before
    assert render(again, Edition.OWNER, Paper.A4) == printed


def test_a_copy_gets_a_new_address_and_only_one_owner(
    as_owner: Client, lindgren: Business, stranger: User, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))

    again = imported_from(file, "STRANGER@example.com")

    assert again.slug != lindgren.slug
    assert [(m.user, m.role) for m in again.memberships.all()] == [(stranger, Role.OWNER)]
    assert (again.name, again.time_zone, again.founded_at) == (
        lindgren.name,
        "Europe/Stockholm",
        lindgren.founded_at,
    )
    assert everything_of(again) == everything_of(lindgren)
    keys = PlanItem.objects.filter(plan__assessment__business=again).values_list("key", flat=True)
    assert not PlanItem.objects.filter(
        plan__assessment__business=lindgren, key__in=list(keys)
    ).exists()


def test_only_the_owner_is_linked_to_an_account(
    as_owner: Client, lindgren: Business, owner: User, editor: User, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()
    before = User.objects.count()

    again = imported_from(file)

    said = Comment.objects.get(result__assessment__business=again)
    done = PlanItem.objects.filter(plan__assessment__business=again)
    changed = ItemChange.objects.filter(item__in=done)
    assert User.objects.count() == before
    assert (said.text, said.written_by) == ("Well done.", owner)
    assert again.scenarios.get().kept_by is None
    assert {item.owner for item in done} == {None, owner}
    assert "Edith" in {item.helper_name for item in done}
    assert {change.by for change in changed} == {None, owner}
    assert not editor.actions.exists()


def test_comments_of_several_consultancies_on_one_subject_are_merged(
    as_owner: Client, lindgren: Business, editor: User, tmp_path: Path
) -> None:
    first = Comment.objects.get(private=False)
    consultancy = Consultancy.objects.create(slug="south", name="South", founded_at=NOON)
    said = {"about": first.about, "text": "Go on.", "written_by": editor, "written_at": NOON}
    Comment.objects.create(result=first.result, consultancy=consultancy, **said)
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))

    again = imported_from(file)

    found = Comment.objects.get(result__assessment__business=again)
    assert sorted(found.text.split("\n\n")) == ["Go on.", "Well done."]


def test_on_a_new_site_no_account_is_created(
    as_owner: Client, lindgren: Business, editor: User, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    lindgren.delete()
    editor.delete()

    imported_from(file)

    assert [user.email for user in User.objects.all()] == ["owner@example.com"]


def test_helpers_keep_their_names_but_get_no_emails(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    helper = {"owner": None, "helper_name": "Ann", "helper_email": "ann@example.com"}
    PlanItem.objects.filter(plan__assessment__business=lindgren).update(**helper)
    ItemChange.objects.update(after={"helper_name": "Ann", "helper_email": "ann@example.com"})
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))

    again = imported_from(file)

    items = PlanItem.objects.filter(plan__assessment__business=again)
    assert {(item.helper_name, item.helper_email) for item in items} == {("Ann", "")}
    assert "ann@example.com" not in json.dumps(business_document(again))


def test_changes_to_another_persons_action_can_be_undone_and_redone(
    as_owner: Client, lindgren: Business, owner: User, editor: User, tmp_path: Path
) -> None:
    item = PlanItem.objects.filter(plan__assessment__business=lindgren, status="open").latest("pk")
    move_item(item=item, due_on=item.due_on, owner=owner, actor=Actor(by=owner, at=NOON))
    move_item(item=item, due_on=item.due_on, owner=editor, actor=Actor(by=editor, at=NOON))
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    again = imported_from(file)
    moved = PlanItem.objects.filter(plan__assessment__business=again, helper_name="Edith")
    found = moved.get(revision=item.revision, due_on=item.due_on, title=item.title)

    undo(item=found, actor=Actor(by=owner, at=NOON))
    back = (found.owner, found.helper_name)
    undo(item=found, actor=Actor(by=owner, at=NOON))

    assert back == (owner, "")
    assert (found.owner, found.helper_name) == (None, "Edith")


def test_it_contains_no_secrets_and_nothing_private(
    as_owner: Client, lindgren: Business, owner: User
) -> None:
    token = hash_of("a-token")
    Invitation.objects.create(
        business=lindgren,
        email="new@example.com",
        role=Role.VIEWER,
        token_hash=token,
        made_by=owner,
        made_at=NOON,
        expires_at=LATER,
    )
    item = PlanItem.objects.filter(plan__assessment__business=lindgren)[0]
    HandOver.objects.create(
        item=item,
        name="Ann",
        email="ann@example.com",
        token_hash=hash_of("another"),
        made_by=owner,
        made_at=NOON,
        expires_at=LATER,
    )

    text = exported_file(as_owner, lindgren).decode()

    for secret in (token, hash_of("another"), owner.password, item.key, "They will not buy more."):
        assert secret not in text
    assert "owner_id" not in text
    assert "Well done." in text
    assert HOSTILE["long"] in text


def test_it_contains_nothing_from_another_business(
    as_owner: Client, lindgren: Business, stranger: User
) -> None:
    make_results(make_business("Elsewhere", owner=stranger), stranger, SAMPLE[:1])

    text = exported_file(as_owner, lindgren).decode()

    assert "Elsewhere" not in text
    assert stranger.email not in text
    people = json.loads(text)["people"]
    assert [(person["email"], person["role"]) for person in people] == [
        ("edith@example.com", "editor"),
        ("owner@example.com", "owner"),
    ]


def test_an_import_keeps_people_apart_although_it_keeps_no_accounts(
    lindgren: Business, editor: User, owner: User
) -> None:
    third, fourth = history_of(lindgren).quarters[2:4]
    Assessment.objects.filter(result=third).update(submitted_by=editor)
    Assessment.objects.filter(result=fourth).update(answerer="same")

    made = import_business(document=business_document(lindgren), owner=owner, at=LATER)

    history = history_of(made)
    found = [result.assessment.answerer for result in history.quarters[:5]]
    assert found == ["", "", "other", "same", ""]
    people = [history.person_behind(result) for result in history.quarters[:5]]
    assert people[0] == people[1]
    assert people[2:] == [people[2]] * 3
    assert people[0] != people[2]
