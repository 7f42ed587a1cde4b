"""Every change says what happened, and leads to the place where it happened.

For each of our forms, the table has part of the sentence, and the element that gets the focus. If
neither is needed, it says why. Every new route has to be added here.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from assessment.journey.planning.models import PlanItem
from assessment.journey.questionnaire.models import Answer
from assessment.parties.businesses.models import Business
from assessment.parties.consultancies.models import ConsultancyMember
from assessment.parties.departures.models import Removal
from assessment.parties.departures.services import close_account
from tests.access.matrix import SENDS, sent
from tests.access.urls import CONVERSATION, KEY, OWN_KEY, address, every_path
from tests.factories import confirm

TOLD = re.compile(r"<(div|p)[^>]* data-told[^>]*>(.*?)</\1>", re.DOTALL)
REPLACES = re.compile(r'data-hx-(get|post|boost="true")')
TEMPLATES = Path(settings.BASE_DIR) / "templates"
READERS = {"leave_business": "viewer", "practice_branding": "consultant"}
READERS |= dict.fromkeys(
    (
        *("report_comments", "practice_settings", "practice_mails", "invite_colleague"),
        *("invite_colleague_again", "cancel_colleagues_invitation", "change_colleagues_role"),
        *("remove_colleague", "client_notes", "client_note", "remove_note", "bring_note_back"),
        *("write_to_client", "read_client", "take_suggestion_back", "drop_suggestion"),
        *("review_note", "in_short", "add_client", "prepare_business", "hand_over_business"),
        *("cancel_request", "resend_request", "accept_as_consultant", "tag_clients", "new_view"),
        *("delete_view", "undo_removal", "add_list", "drop_list", "session_pane", "session_turn"),
        *("session_points", "session_note", "finish_session", "write_to_clients"),
        *("stop_bulk_job", "retry_bulk_job"),
    ),
    "consultant",
)

TALK = f"conversation-{CONVERSATION}"


class Said(NamedTuple):
    """The sentence after a change, and the element to which it leads; empty for another page."""

    sentence: str
    place: str = ""


SAID = {
    "accept_invitation": "the page asks who it is for, and signing in leads on",
    "confirm_address": "there is no such address in these tests",
    "pause_reminders": "the page that follows says in its heading that the emails have stopped",
    "make_report": "the page that follows says in its heading that the report is being made",
    "report_job": "the page that follows says in its heading that the report is being made",
    "delete_business": "the page that follows says in its heading that it is deleted",
    "delete_account": "the page asks to sign in again first",
    "closing_account": "only accounts that are to be deleted have this page",
    "deleted_business": "only deleted businesses have this page",
    "claims": "only people who have not decided yet have this page",
    "undo_departure": Said("again", "people"),
    "end_return": Said("only if you invite them again", "people"),
    "leave_late_check": "only a late check can be left, so it is tested with them",
    "start_extra_check": Said("You can start an extra check once"),
    "drop_check": Said("Extra check discarded."),
    "profile": Said("Saved. This applies on all your devices.", "save"),
    "reminders": Said("Saved. We’ll only send the emails you’ve ticked.", "save"),
    "set_up": Said("New Place is set up."),
    "begin_practice": Said("Hill & Co is set up. Here is your first day."),
    "practice_settings": Said("Saved. This applies to everybody in the practice.", "save"),
    "practice_mails": Said("Saved. We’ll only send the emails you’ve ticked.", "emails"),
    "invite_colleague": Said("The invitation to cora@example.com is on its way.", "invite"),
    "invite_colleague_again": Said("The invitation to new@example.com is on its way.", "invite"),
    "cancel_colleagues_invitation": Said("The invitation", "people"),
    "change_colleagues_role": Said("’s role is now Consultant", "colleague"),
    "remove_colleague": Said("Carl no longer sees your clients.", "people"),
    "undo_removal": Said("Carl is back, with the links", "people"),
    "leave_practice": "an only admin can’t leave, so it is tested with colleagues",
    "practice_branding": Said("Saved. New reports will use this branding.", "save"),
    "question": Said("Saved: 30 of 30 questions answered."),
    "questions": Said("Saved: 30 of 30 questions answered."),
    "undo_answer": Said("Undone. “", "question"),
    "agree_to_retest": "only who sent a check within the last days is asked: test_second_look",
    "retest": "the page that follows thanks for the answers in its heading",
    "withdraw_retest": "only who agreed can take it back: test_second_look",
    "review": Said("1 question is now “I’m not sure”: all 30 are answered.", "end"),
    "ask_second": Said("Vera has been asked by email."),
    **dict.fromkeys(
        (
            *("call_off_second", "second_ready", "accept_second", "decline_second"),
            *("finish_second", "second_questions"),
        ),
        "only where somebody is answering apart, so it is tested with second opinions",
    ),
    "settle_second": Said("” is saved.", "CUL1"),
    "correct_second": Said("This check can’t be corrected any more."),
    "submit_check": Said("Your answers are sent, and this is your result."),
    "correct_result": Said("You can only correct your latest answers"),
    "say_answerer": Said("Saved: somebody else answered this time", "h-basis"),
    "look_back": Said("Saved", KEY),
    "save_plan": Said("Your plan is saved:"),
    "busy_weeks": Said("Marked as busy: 30 November", "save"),
    "free_week": Said("That week is free again.", "save"),
    "add_own_item": Said("You added “Ask three regulars”.", "own"),
    "edit_own_item": Said("You changed “Ask five regulars”.", "do-next"),
    "start_item": Said("You started “", "do-next"),
    "tick_item": Said("You saved your ticks for “", "tick_item"),
    "note_item": Said("You saved the note on “", "note_item"),
    "finish_item": Said("You marked “", "do-next"),
    "reopen_item": Said("You reopened “", "do-next"),
    "move_item": Said("You moved “", "do-next"),
    "drop_item": Said("You dropped “", "do-next"),
    "hand_over_item": Said("You handed “", "do-next"),
    "end_hand_over": Said("You took “", "do-next"),
    "undo_item": Said("Undone: “", "history"),
    "helper_action": Said("Saved. You can come back to this page", "note_item"),
    "answer_again": "only what was found out leads to questions, so it is tested with that",
    "keep_scenario": Said("“Version 1” is saved.", "versions-title"),
    "forget_scenario": Said("“Version 1” has been deleted.", "versions-title"),
    "make_feed": Said("Your address is ready.", "address"),
    "end_feed": Said("The address is turned off.", "address"),
    "leave_business": Said("You have left Café Lindgren."),
    "invite": Said("The invitation to ann@example.com is on its way.", "invite"),
    "resend_invitation": Said("The invitation to new@example.com is on its way.", "invite"),
    "revoke_invitation": Said("The invitation", "people"),
    "change_role": Said("’s role is now", "person"),
    "remove_member": Said("no longer", "ended"),
    "end_access": Said("no longer", "ended"),
    "count_in_median": Said("now includes your scores", "consultants"),
    "business_settings": Said("Saved. New plans and reports", "save"),
    "share": Said("Your link is ready.", "made"),
    "end_share": Said("link", "links"),
    "report_comments": Said("comment", "save"),
    "client_notes": Said("Your note is kept.", "notes"),
    "client_note": Said("Your note is changed.", "notes"),
    "remove_note": Said("The note is deleted.", "notes"),
    "bring_note_back": Said("The note is back.", "notes"),
    "write_to_client": Said("Sent. Café Lindgren sees it on its page.", TALK),
    "read_client": Said("Marked as read.", TALK),
    "suggest": "a suggestion waits already, so it is tested with suggestions",
    "take_suggestion_back": Said("Taken back. It is a draft again"),
    "drop_suggestion": Said("The client has these changes already"),
    "review_note": "what was answered is checked before it is sent: test_evidence",
    "in_short": Said("Saved. The next consultant edition prints this summary.", "save"),
    "client_session": "a session is on already, so it is tested with sessions",
    "session_pane": Said("Saved.", "answers"),
    "session_turn": Said("Both windows show ", "answers"),
    "session_answer": "the reply says so beside the question, as on the page of an area",
    "session_screen": "the page that follows is the shared screen, which has no messages",
    "session_points": Said("Written down.", "agreed"),
    "session_note": Said("Your note is kept.", "notes"),
    "finish_session": Said("Signed, and on its way to both of you."),
    "screen_code": "the page that follows is the shared screen, which has no messages",
    "screen": "everybody sees the next area",
    "screen_turn": "everybody sees the area",
    "screen_answer": "the reply says so beside the question, as on the page of an area",
    "open_own_screen": "the page that follows is the shared screen, which has no messages",
    "consultant_comments": Said("Sent to North Star.", TALK),
    "consultant_mails": Said("Emails are off."),
    "read_consultant": Said("Marked as read.", TALK),
    "plan_suggestion": Said("Answered. Your plan stays as it is.", "answered"),
    "undo_suggested": Said("There is nothing to take back"),
    "add_client": Said("Your request to new@example.com is on its way."),
    "prepare_business": Said("Bike is set up. It is not handed over yet."),
    "hand_over_business": Said("Your request to new@example.com is on its way."),
    "cancel_request": Said("The request to owner@example.com has been cancelled."),
    "resend_request": Said("Café Lindgren has let you in already."),
    "answer_request": Said("North Star has access already."),
    "answer_here": Said("North Star has access already."),
    "change_access": Said("Changed. It holds for North Star from now on"),
    "invite_consultant": Said("The invitation to connie@example.com is on its way."),
    "uninvite_consultant": Said("The invitation to connie@example.com has been cancelled."),
    "accept_as_consultant": Said("Café Lindgren has let this practice in already."),
    "choose_practice": "the page that follows is the one that asked on whose behalf",
    "tag_clients": Said("“Chamber 2026” is set on"),
    "untag_clients": "only a tag that a client has can be removed, so it is tested with tags",
    "new_view": Said("The view “Cafés” is above your list now."),
    "delete_view": Said("The view is gone."),
    "bulk_reports": "the page that follows says in its heading what is being made",
    "stop_bulk_job": Said("No client was waiting."),
    "retry_bulk_job": Said("1 client is tried again."),
    "write_to_clients": Said("0 emails have been queued."),
    "import_clients": "the page that follows says what will happen to each row",
    "client_list": "the page that follows shows the choices and what they change",
    "add_list": Said("1 client was added."),
    "drop_list": Said("list.csv has been erased. Nothing was added."),
    "ask_team": "a round is open already, so it is tested with rounds",
    "remind_team": "only rounds by email have reminders, so it is tested with rounds",
    "extend_pulse": Said("The round stays open longer."),
    "close_pulse": Said("The round is closed."),
    "leave_pulse": Said("The round and all its answers are deleted."),
    "pulse_code": "the page that follows asks the questions",
    "answer_pulse": "the page that follows says thank you in its heading",
    "customer_survey": "the page that follows says thank you in its heading",
    "survey": Said("Saved. The next customer sees it like this.", "ask"),
    "switch_survey": Said("Nobody can answer just now.", "switch"),
    "renew_survey": Said("The new link works", "link"),
    "import_answers": "the page that follows says what will happen to each row",
    "answer_list": "the page that follows shows the columns and what they change",
    "bring_answers_in": Said("One answer was brought in."),
    "drop_answers": Said("The file is erased. Nothing was brought in."),
    "take_answers_back": "only what was brought in can be taken back: test_bringing_in",
    "survey_aside": Said("One answer counts now."),
    "erase_aside": Said("One answer is deleted for good."),
    "hide_answer": Said("Hidden. The number still counts."),
    "show_answer": Said("Everybody in the business can read it again."),
    "erase_answer": Said("One answer is deleted for good."),
    "take_list_back": "only what was imported can be taken back, so it is tested with imports",
}
OF_OTHERS = {
    "account_": "allauth adds a message of its own, from templates/account/messages",
    "mfa_": "allauth adds a message of its own, from templates/mfa/messages",
    "usersessions_": "allauth shows the list of sessions, from which the ended one is gone",
}
IN_PLACE = {
    "journey/planning/build.html": "#happened:innerHTML",
    "parties/settings/_what_changes.html": 'role="status"',
    "journey/questionnaire/question.html": 'role="status"',
    "journey/questionnaire/_scale.html": 'role="status"',
    "outputs/reports/job.html": 'role="status"',
    "consulting/bulk/job.html": 'role="status"',
}
"""The templates that replace a part of their page, and where that is read out."""
BEFORE = {
    "drop_check": ["submit_check", "start_extra_check"],
    "undo_answer": ["question"],
    "reopen_item": ["finish_item"],
    "undo_item": ["start_item"],
    "end_hand_over": ["hand_over_item"],
    "forget_scenario": ["keep_scenario"],
    "undo_departure": ["remove_member"],
    "undo_removal": ["remove_colleague"],
}
ASKS_WHO_IT_IS = {
    *("change_role", "change_colleagues_role", "end_access", "undo_departure", "answer_request"),
    "undo_removal",
    *("answer_here", "change_access", "invite_consultant", "add_client", "hand_over_business"),
}
"""What counts only after the password was entered once more."""
"""What has to be posted first."""
OTHER_FIELDS: dict[str, dict[str, Any]] = {
    "edit_own_item": {"title": "Ask five regulars"},
    "undo_answer": {"CUL1-revision": 2},
}


def test_every_form_of_ours_is_in_the_table() -> None:
    assert SAID.keys() == SENDS.keys()


def test_every_other_page_is_of_a_library_that_has_its_own_messages() -> None:
    theirs = [path for path in every_path() if not path.rule and path.space != "admin"]

    assert all(path.name.startswith(tuple(OF_OTHERS)) for path in theirs)


def test_every_part_of_a_page_that_htmx_replaces_is_read_out() -> None:
    found = {
        str(path.relative_to(TEMPLATES)): path.read_text()
        for path in TEMPLATES.rglob("*.html")
        if REPLACES.search(path.read_text())
    }

    assert found.keys() == IN_PLACE.keys()
    assert all(IN_PLACE[name] in text for name, text in found.items())


@pytest.mark.parametrize("name", [name for name, said in SAID.items() if isinstance(said, Said)])
def test_every_change_says_what_happened_at_its_place(
    clients: dict[str, Client], place: Business, name: str
) -> None:
    client, expected = clients[READERS.get(name, "owner")], SAID[name]
    if name in ASKS_WHO_IT_IS:
        confirm(client)
    for before in BEFORE.get(name, ()):
        client.post(address(before), given(before, place))

    reply = client.post(address(name), given(name, place))

    page = client.get(reply["Location"], follow=True).text
    assert isinstance(expected, Said)
    assert expected.sentence in told(page)
    at = urldefrag(reply["Location"]).fragment
    assert at == place_of(expected, place)
    assert not at or f'id="{at}"' in page


def given(name: str, place: Business) -> dict[str, Any]:
    """Return what the form sends, based on the current revision of what it changes."""
    if name == "end_return":
        viewer = place.memberships.get(user__email="vera@example.com")
        close_account(user=viewer.user, at=timezone.now())
    if name == "review":
        Answer.objects.filter(practice="CUL1").update(value="")
    if name in ("undo_departure", "end_return"):
        return {"departure": place.departures.get().pk}
    if name == "undo_removal":
        return {"removal": Removal.objects.get().pk}
    fields = sent(name, place) | OTHER_FIELDS.get(name, {})
    key = OWN_KEY if name == "edit_own_item" else KEY
    if "seen" in fields and name.endswith(("_item", "hand_over")):
        fields["seen"] = PlanItem.objects.get(key=key).revision
    return fields


def told(page: str) -> str:
    """Return the text of the messages on a page."""
    found = " ".join(text for _tag, text in TOLD.findall(page))
    return " ".join(unescape(re.sub("<[^>]*>", " ", found)).split())


def place_of(expected: Said, place: Business) -> str:
    """Return the element to go to, filling in what only the database knows."""
    if expected.place == "person":
        viewer = place.memberships.get(user__email="vera@example.com")
        return f"person-{viewer.pk}"
    if expected.place == "colleague":
        member = ConsultancyMember.objects.get(user__email="carl@example.com")
        return f"person-{member.pk}"
    return PlanItem.objects.latest("pk").key if expected.place == "own" else expected.place
