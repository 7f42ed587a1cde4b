"""Two windows never overwrite each other: changes are merged, and clashes are asked about."""

from dataclasses import dataclass

import pytest
from django.test import Client

from assessment.parties.businesses.models import Business
from tests.access.matrix import SENDS, sent
from tests.access.urls import address
from tests.factories import NOON
from tests.web_forms import WebForm, form_with

REMINDERS = "cafe-lindgren"
TYPED_BY_NOBODY = "Something that nobody typed."


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A form over stored values: what each of two windows changes, and what both change."""

    theirs: tuple[str, str]
    mine: tuple[str, str]
    both: tuple[str, str, str] | None
    """A field, their value and ours; None if two windows can only agree."""
    by: str = "owner"


EDITED = {
    "business_settings": Edited(
        theirs=("name", "Café Olga"), mine=("hours", "16"), both=("money", "300", "500")
    ),
    "set_up": Edited(theirs=("trade", "shop"), mine=("hours", "16"), both=("money", "300", "500")),
    "practice_branding": Edited(
        theirs=("contact", "Call 0123"),
        mine=("colour", "#142E3E"),
        both=("disclaimer", "Theirs.", "Ours."),
        by="consultant",
    ),
    "practice_settings": Edited(
        theirs=("name", "Polar"),
        mine=("second_step_from", "2027-01-04"),
        both=("name", "Northern Lights", "Northern Star"),
        by="consultant",
    ),
    "profile": Edited(
        theirs=("time_zone", "Europe/Malta"),
        mine=("theme", "dark"),
        both=("name", "Olga Lindgren", "Olga L."),
    ),
    "reminders": Edited(theirs=(REMINDERS, "late"), mine=(REMINDERS, "summary"), both=None),
    "report_comments": Edited(
        theirs=("client", "A sound base."),
        mine=("client-CUL1", "Better."),
        both=("private", "Theirs.", "Ours."),
        by="consultant",
    ),
    "survey": Edited(theirs=("asks_outcomes", "on"), mine=("asks_sentences", "on"), both=None),
}
ASKED_ABOUT = [name for name, edited in EDITED.items() if edited.both]
"""Forms that ask whose value to keep. Two windows can only agree about boxes to tick."""
SHOWN_BY = {"set_up": "business_settings"}
"""Pages that show later what a form saved, if its own page does not."""
REVISED = {
    *("question", "questions", "undo_answer", "save_plan", "look_back", "helper_action"),
    *("edit_own_item", "start_item", "tick_item", "note_item", "finish_item", "move_item"),
    *("drop_item", "hand_over_item", "undo_item", "reopen_item", "end_hand_over"),
    *("session_pane", "session_answer", "screen", "screen_answer"),
    *("second_questions", "settle_second"),
}
"""Forms with the revision that they were shown; the tests of their rooms cover the 409."""
OVERWRITES_NOTHING = {
    "accept_invitation": "makes a membership",
    "answer_request": "gives access, or says no, once",
    "answer_here": "gives access, or says no, once",
    "accept_as_consultant": "takes access, once",
    "add_client": "makes a request",
    "prepare_business": "makes a business",
    "hand_over_business": "makes a request",
    "cancel_request": "ends a request",
    "resend_request": "makes a request",
    "change_access": "test_changing: what was changed meanwhile is asked about",
    "choose_practice": "says on whose behalf this session works",
    "tag_clients": "adds a tag",
    "untag_clients": "removes the tag that it names",
    "new_view": "keeps a view",
    "write_to_clients": "sends emails, once",
    "bulk_reports": "makes a job",
    "retry_bulk_job": "makes the files that are missing",
    "stop_bulk_job": "ends a job, once",
    "import_clients": "keeps a list",
    "client_list": "test_importing: adding the list asks again if it was settled elsewhere",
    "add_list": "adds clients, once",
    "drop_list": "erases the list that it names",
    "take_list_back": "takes an import back, once",
    "ask_team": "starts a round",
    "remind_team": "sends emails, once",
    "extend_pulse": "moves a day only to a later one",
    "close_pulse": "ends a round, once",
    "leave_pulse": "ends a round, once",
    "pulse_code": "opens a page",
    "answer_pulse": "adds answers, once",
    "delete_view": "deletes the view that it names",
    "invite_consultant": "makes an invitation",
    "uninvite_consultant": "ends an invitation",
    "pause_reminders": "its button says what will be true",
    "review": "sends answers, each of which has its revision",
    "submit_check": "sends answers once",
    "leave_late_check": "its button says what will be true",
    "start_extra_check": "makes a check",
    "drop_check": "deletes the check that it names",
    "correct_result": "makes a revision",
    "retest": "test_second_look: a second click keeps the first answers",
    "agree_to_retest": "its button says what will be true",
    "withdraw_retest": "its button says what will be true",
    "ask_second": "asks somebody, once",
    "call_off_second": "ends what it is about, once",
    "second_ready": "its button says what will be true",
    "accept_second": "begins, once",
    "decline_second": "ends what it is about, once",
    "finish_second": "its button says what will be true",
    "correct_second": "begins a correction, or goes on with it",
    "say_answerer": "its button says what will be true",
    "busy_weeks": "marks a week",
    "free_week": "frees the week that it names",
    "add_own_item": "makes an action",
    "answer_again": "starts a correction",
    "keep_scenario": "test_scenarios: a version saved meanwhile is not replaced",
    "forget_scenario": "deletes the version that it names, and offers it again",
    "make_report": "makes a report",
    "report_job": "makes the same report again",
    "make_feed": "makes an address",
    "end_feed": "ends an address",
    "leave_business": "ends a membership",
    "invite": "makes an invitation",
    "resend_invitation": "makes an invitation",
    "revoke_invitation": "ends an invitation",
    "begin_practice": "makes a practice",
    "practice_mails": "each person has their own",
    "invite_colleague": "makes an invitation",
    "invite_colleague_again": "makes an invitation",
    "cancel_colleagues_invitation": "ends an invitation",
    "change_colleagues_role": "test_colleagues: a role changed meanwhile is asked about",
    "remove_colleague": "ends what it names, once",
    "undo_removal": "restores what it names, once",
    "leave_practice": "ends a membership",
    "change_role": "test_team: a role changed meanwhile is asked about",
    "remove_member": "ends a membership",
    "end_access": "ends an engagement",
    "count_in_median": "its button says what will be true",
    "undo_departure": "restores what it names, once",
    "end_return": "ends what it names, once",
    "delete_business": "asks for the name, and can be undone",
    "deleted_business": "restores the business, once",
    "delete_account": "asks for the address, and can be undone",
    "closing_account": "restores the account, once",
    "claims": "answers for each business it names, once",
    "confirm_address": "confirms the address that it names",
    "client_notes": "makes a note",
    "client_note": "test_notes: what was changed meanwhile is asked about",
    "remove_note": "deletes the note that it names, and offers it again",
    "bring_note_back": "brings back the note that it names",
    "write_to_client": "writes a message",
    "read_client": "each person has their own",
    "suggest": "test_suggestions: a draft that was changed meanwhile is said",
    "take_suggestion_back": "makes a draft again, once",
    "drop_suggestion": "deletes the draft that it names",
    "review_note": "test_evidence: a note that was changed meanwhile is not checked",
    "in_short": "test_in_short: a summary that was changed meanwhile is shown",
    "consultant_comments": "writes a message",
    "consultant_mails": "its button says what will be true",
    "read_consultant": "each person has their own",
    "plan_suggestion": "test_answers_to_suggestions: what changed meanwhile is said",
    "undo_suggested": "test_answers_to_suggestions: what changed since stays",
    "client_session": "makes a session",
    "session_turn": "both windows show the same area",
    "session_screen": "makes a link",
    "session_points": "writes a point down, or takes off the one that it names",
    "session_note": "makes a note",
    "finish_session": "ends what it names, once",
    "screen_code": "opens the screen, once",
    "screen_turn": "both windows show the same area",
    "open_own_screen": "makes a link",
    "customer_survey": "keeps an answer",
    "switch_survey": "its button says what will be true",
    "renew_survey": "makes a link",
    "import_answers": "keeps a file",
    "answer_list": "test_bringing_in: bringing it in asks again if it was settled elsewhere",
    "bring_answers_in": "keeps answers, once",
    "drop_answers": "erases the file that it names",
    "take_answers_back": "takes an import back, once",
    "survey_aside": "counts the answers that it names",
    "erase_aside": "deletes the answers that it names",
    "hide_answer": "hides the words that it names, and shows them again",
    "show_answer": "its button says what will be true",
    "erase_answer": "deletes the answer that it names",
    "share": "makes a link",
    "end_share": "ends links",
}


def shown(client: Client, name: str) -> WebForm:
    """Return the form of a page as it is opened, for set-up before anybody has saved it."""
    Business.objects.filter(slug="cafe-lindgren").update(
        set_up_at=None if name == "set_up" else NOON
    )
    return form_with(client.get(address(name)).text, EDITED[name].mine[0], "_seen")


def changed(form: WebForm, name: str, value: str) -> dict[str, list[str]]:
    """Return what is sent after one field was changed; of several boxes, one is unticked."""
    if form.kinds[name] == "checkbox":
        return form.sent({name: [one for one in form.fields[name] if one != value]})
    return form.sent({name: value})


def test_every_form_says_how_it_keeps_the_changes_of_another_window() -> None:
    assert set(SENDS) == {*EDITED, *REVISED, *OVERWRITES_NOTHING}


@pytest.mark.parametrize("name", EDITED)
def test_what_two_windows_changed_is_merged(clients: dict[str, Client], name: str) -> None:
    edited, client = EDITED[name], clients[EDITED[name].by]
    mine = theirs = shown(client, name)

    client.post(address(name), changed(theirs, *edited.theirs))
    response = client.post(address(name), changed(mine, *edited.mine))

    assert response.status_code == 302
    now = shown(client, SHOWN_BY.get(name, name))
    for field, value in (edited.theirs, edited.mine):
        assert (value in now.fields.get(field, [])) != (now.kinds[field] == "checkbox")


@pytest.mark.parametrize("choice", ["theirs", "mine"])
@pytest.mark.parametrize("name", ASKED_ABOUT)
def test_what_both_changed_is_asked_about_and_nothing_typed_is_lost(
    clients: dict[str, Client], name: str, choice: str
) -> None:
    edited, client = EDITED[name], clients[EDITED[name].by]
    assert edited.both
    field, theirs, mine = edited.both
    page = shown(client, name)
    client.post(address(name), changed(page, field, theirs))

    typed = {**page.fields, field: [mine], edited.mine[0]: [edited.mine[1]]}
    asked = client.post(address(name), typed)

    assert asked.status_code == 409
    assert theirs in asked.text
    assert "Keep theirs" in asked.text
    again = form_with(asked.text, f"keep-{field}", field)
    assert again.value(field) == mine
    assert again.value(edited.mine[0]) == edited.mine[1]
    assert client.post(address(name), again.sent()).status_code == 409, "no choice was made"
    kept = again.choices[f"keep-{field}"][0 if choice == "theirs" else 1]
    assert client.post(address(name), again.sent({f"keep-{field}": kept})).status_code == 302
    now = shown(client, SHOWN_BY.get(name, name))
    assert now.value(field) == {"theirs": theirs, "mine": mine}[choice]
    assert now.value(edited.mine[0]) == edited.mine[1]


def test_all_forms_but_those_of_boxes_ask_whose_value_to_keep() -> None:
    assert set(EDITED) - set(ASKED_ABOUT) == {"reminders", "survey"}


@pytest.mark.parametrize("name", ASKED_ABOUT)
def test_a_third_change_after_the_choice_is_asked_about_again(
    clients: dict[str, Client], name: str
) -> None:
    edited, client = EDITED[name], clients[EDITED[name].by]
    assert edited.both
    field, theirs, mine = edited.both
    page = shown(client, name)
    client.post(address(name), changed(page, field, theirs))
    asked = form_with(client.post(address(name), changed(page, field, mine)).text, f"keep-{field}")
    third = "700" if theirs.isdecimal() else "A third text."
    client.post(address(name), changed(shown(client, name), field, third))

    use_mine = asked.choices[f"keep-{field}"][1]
    response = client.post(address(name), asked.sent({f"keep-{field}": use_mine}))

    assert response.status_code == 409
    assert third in response.text


REVISED_ITEMS = ["edit_own_item", "tick_item", "note_item", "move_item", "drop_item"]


@pytest.mark.parametrize("name", [*REVISED_ITEMS, "hand_over_item"])
def test_an_action_that_was_changed_meanwhile_is_shown_first(
    clients: dict[str, Client], place: Business, name: str
) -> None:
    item = address(name).rsplit("/", 2)[0]
    clients["editor"].post(f"{item}/note/", {"seen": 0, "note": TYPED_BY_NOBODY})

    mine = {**sent(name, place), "title": "Ask four regulars"}
    response = clients["owner"].post(address(name), mine)

    assert response.status_code == 409
