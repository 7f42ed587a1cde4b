"""Every URL pattern of the site, from Django's resolver."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessment.site.reminders.queries.subscriptions import SIGNER

TOKEN = "a-token-that-was-sent"
STOPS = SIGNER.sign_object({"b": "cafe-lindgren", "k": "late", "h": "hans@example.org"})
SLUG = {"slug": "cafe-lindgren"}
QUESTION = {**SLUG, "dimension": "culture", "number": 1}
PRACTICE = "north-star"
PREPARED = "made-for-a-client"
KEY, OWN_KEY = "abcdefghjk", "stuvwxyz23"
ITEM = {**SLUG, "key": KEY}
RESULT = {**SLUG, "quarter": "2026-q3"}
CLIENT = {"practice": PRACTICE, "client": "cafe-lindgren"}
FIRM = {**SLUG, "practice": PRACTICE}
NOTE, CONVERSATION, LIST, MAILING = 901, 902, 903, 904
ANSWER, ANSWER_LIST = 905, 906
OF_A_LIST = {"practice": PRACTICE, "key": LIST}

# Arguments of the URLs that take more than a business.
TAKES: dict[str, dict[str, Any]] = {
    "accept_invitation": {"token": TOKEN},
    "answer_request": {"token": TOKEN},
    "accept_as_consultant": {"token": TOKEN},
    "hand_over_business": {"practice": PRACTICE, "client": PREPARED},
    "calendar_feed": {"token": TOKEN},
    "confirm_address": {"key": "no-such-key"},
    "short_form": {"page": "branding"},
    "pause_reminders": {"token": STOPS},
    "sample_area": {"dimension": "culture"},
    "questions": {**SLUG, "dimension": "culture"},
    "question": QUESTION,
    "undo_answer": QUESTION,
    "read_action": {**SLUG, "code": "CUL1q"},
    "unsent_check": {**SLUG, "name": "2026-q2"},
    "helper_action": {"token": TOKEN},
    "plan_item": ITEM,
    "start_item": ITEM,
    "finish_item": ITEM,
    "reopen_item": ITEM,
    "move_item": ITEM,
    "drop_item": ITEM,
    "tick_item": ITEM,
    "note_item": ITEM,
    "hand_over_item": ITEM,
    "end_hand_over": ITEM,
    "edit_own_item": {**SLUG, "key": OWN_KEY},
    "undo_item": ITEM,
    "answer_again": ITEM,
    "results": RESULT,
    "side_by_side": RESULT,
    "results_xlsx": RESULT,
    "results_docx": RESULT,
    "results_csv": RESULT,
    "results_json": RESULT,
    "correct_result": RESULT,
    "retest": RESULT,
    "agree_to_retest": RESULT,
    "withdraw_retest": RESULT,
    "say_answerer": RESULT,
    "report_comments": RESULT,
    "share": RESULT,
    "end_share": RESULT,
    "shared_result": {"token": TOKEN},
    "shared_brand": {"token": TOKEN},
    "shared_report": {"token": TOKEN},
    "area_answers": {**RESULT, "dimension": "culture"},
    "report_job": ITEM,
    "report_file": ITEM,
    "report_text": {**RESULT, "edition": "summary"},
    "report": {**RESULT, "edition": "summary", "paper": "a4"},
    **{
        name: {"practice": PRACTICE, "key": KEY}
        for name in ("bulk_job", "bulk_zip", "stop_bulk_job", "retry_bulk_job")
    },
    "bulk_file": {"practice": PRACTICE, "key": KEY, "file": KEY},
    "client": CLIENT,
    "client_notes": CLIENT,
    "client_note": {**CLIENT, "note": NOTE},
    "remove_note": {**CLIENT, "note": NOTE},
    "bring_note_back": {**CLIENT, "note": NOTE},
    "client_comments": CLIENT,
    "write_to_client": CLIENT,
    "read_client": {**CLIENT, "conversation": CONVERSATION},
    "suggest": CLIENT,
    "client_suggestion": {**CLIENT, "key": KEY},
    "take_suggestion_back": {**CLIENT, "key": KEY},
    "drop_suggestion": {**CLIENT, "key": KEY},
    "client_evidence": CLIENT,
    "review_note": {**CLIENT, "code": "CUL1"},
    "client_meeting": CLIENT,
    "in_short": CLIENT,
    "client_list": OF_A_LIST,
    "add_list": OF_A_LIST,
    "drop_list": OF_A_LIST,
    "take_list_back": OF_A_LIST,
    "left_out_csv": OF_A_LIST,
    "mailing": {"practice": PRACTICE, "mailing": MAILING},
    "client_session": CLIENT,
    "session_pane": {**CLIENT, "key": KEY},
    "session_turn": {**CLIENT, "key": KEY},
    "session_screen": {**CLIENT, "key": KEY},
    "session_points": {**CLIENT, "key": KEY},
    "session_note": {**CLIENT, "key": KEY},
    "finish_session": {**CLIENT, "key": KEY},
    "session_answer": {**CLIENT, "key": KEY, "code": "CUL1"},
    "session_outcome": {**CLIENT, "key": OWN_KEY},
    "session_outcome_pdf": {**CLIENT, "key": OWN_KEY},
    "second_questions": {**SLUG, "dimension": "culture"},
    "second_comparison": RESULT,
    "settle_second": {**RESULT, "code": "CUL1"},
    "correct_second": RESULT,
    "screen": {"token": TOKEN},
    "screen_turn": {"token": TOKEN},
    "screen_answer": {"token": TOKEN, "code": "CUL1"},
    "session_held": {**SLUG, "key": OWN_KEY},
    "session_held_pdf": {**SLUG, "key": OWN_KEY},
    "consultant_comments": FIRM,
    "consultant_mails": FIRM,
    "read_consultant": {**FIRM, "conversation": CONVERSATION},
    "plan_suggestion": ITEM,
    "undo_suggested": {**ITEM, "position": 1},
    "team_talk_pdf": {**SLUG, "paper": "a4"},
    "pulse_round": ITEM,
    "answer_pulse": {"token": TOKEN},
    "pulse_thanks": {"key": KEY},
    "customer_survey": {"token": TOKEN},
    "survey_thanks": {"token": TOKEN},
    "survey_quarter": {**SLUG, "quarter": "2026-q4"},
    "survey_words": {**SLUG, "quarter": "2026-q4"},
    **{name: {**SLUG, "key": ANSWER} for name in ("hide_answer", "show_answer", "erase_answer")},
    **{
        name: {**SLUG, "key": ANSWER_LIST}
        for name in (
            *("answer_list", "bring_answers_in", "drop_answers", "take_answers_back"),
            "left_out_answers_csv",
        )
    },
}


class Path(NamedTuple):
    """A URL pattern: its name, its argument names, its view and its namespace."""

    name: str
    takes: frozenset[str]
    view: Callable[..., Any]
    space: str

    @property
    def rule(self) -> str:
        """The view's access rule, or "" for third-party views."""
        return getattr(self.view, "access_rule", "")

    @property
    def open_to_all(self) -> bool:
        """Whether LoginRequiredMiddleware lets signed-out visitors through."""
        return not getattr(self.view, "login_required", True)


@cache
def every_path() -> tuple[Path, ...]:
    return tuple(walk(get_resolver()))


def walk(
    resolver: URLResolver, space: str = "", above: frozenset[str] = frozenset()
) -> Iterator[Path]:
    for entry in resolver.url_patterns:
        takes = above | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Path(entry.name or "", takes, entry.callback, space)
        else:
            yield from walk(entry, entry.namespace or space, takes)


@cache
def our_paths() -> tuple[Path, ...]:
    """Return the URL patterns of our own views."""
    return tuple(path for path in every_path() if path.rule)


@cache
def address(name: str) -> str:
    """Return the URL of one of our views for the business in these tests."""
    known = next(path.takes for path in our_paths() if path.name == name)
    usual = {"practice": PRACTICE} if "practice" in known else SLUG
    filled = TAKES.get(name, {key: value for key, value in usual.items() if key in known})
    return reverse(name, kwargs=filled)
