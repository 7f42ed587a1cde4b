"""Every service that changes access or links, or hands out data, records what it did."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType, ModuleType
from typing import Any

import pytest

import assessment
from assessment.foundation.audit.models import Event
from assessment.foundation.audit.wording import SENTENCES

GIVING = {Event.ACCESS_GIVEN, Event.MEDIAN_JOINED}

# What each service records. A new service has to be added here or below.
RECORDED: dict[str, set[Event]] = {
    "consulting.clients.answer_suggestion": {Event.SUGGESTION_ANSWERED, Event.HAND_OVER_ENDED},
    "consulting.clients.bring_note_back": {Event.PRACTICE_NOTED},
    "consulting.clients.change_note": {Event.PRACTICE_NOTED},
    "consulting.clients.remove_note": {Event.PRACTICE_NOTED},
    "consulting.clients.review_client_evidence": {Event.EVIDENCE_CHECKED, Event.EVIDENCE_DOUBTED},
    "consulting.clients.send_suggestion": {Event.SUGGESTED},
    "consulting.clients.take_suggestion_back": {Event.SUGGESTION_ENDED},
    "consulting.clients.undo_suggested": {Event.SUGGESTION_UNDONE, Event.HAND_OVER_ENDED},
    "consulting.clients.write_message": {Event.COMMENTED},
    "consulting.clients.write_note": {Event.PRACTICE_NOTED},
    "consulting.importing.add_clients": {Event.PREPARED},
    "consulting.importing.take_back": {Event.PURGED},
    "consulting.messages.send_mailing": {Event.PRACTICE_ASKED},
    "consulting.sessions.end_session": {Event.SESSION_ENDED},
    "consulting.sessions.enter_code": {Event.SESSION_SHOWN},
    "consulting.sessions.open_screen": {Event.SESSION_SHOWN},
    "consulting.sessions.sign_outcome": {Event.SESSION_ENDED},
    "consulting.sessions.start_session": {Event.SESSION_STARTED},
    "foundation.accounts.change_profile": {Event.NAME_CHANGED},
    "foundation.accounts.confirm_address": {Event.ADDRESS_CONFIRMED},
    "foundation.accounts.correct_address": {Event.ADDRESS_CHANGED},
    "foundation.accounts.end_ways_to_sign_in": {Event.SECOND_STEP_REMOVED},
    "foundation.audit.record_download": {Event.EXPORTED},
    "foundation.links.close_doors": {Event.DOORS_CLOSED},
    "journey.tracking.end_feed": {Event.FEED_ENDED},
    "journey.tracking.end_hand_over": {Event.HAND_OVER_ENDED},
    "journey.tracking.hand_over": {Event.HANDED_OVER},
    "journey.tracking.make_feed": {Event.FEED_MADE, Event.FEED_ENDED},
    "journey.tracking.move_item": {Event.HAND_OVER_ENDED},
    "journey.tracking.note_helper": {Event.HELPER_WROTE},
    "journey.tracking.undo": {Event.HAND_OVER_ENDED},
    "journey.planning.keep_assignee_links": {Event.HAND_OVER_ENDED},
    "journey.planning.save_plan": {Event.HAND_OVER_ENDED},
    "journey.questionnaire.review_evidence": {Event.EVIDENCE_CHECKED, Event.EVIDENCE_DOUBTED},
    "outputs.reports.save_summary": {Event.SUMMARISED},
    "outputs.sharing.end_links": {Event.SHARING_ENDED},
    "outputs.sharing.note_use": {Event.SHARED_OPENED},
    "outputs.sharing.share_result": {Event.SHARED},
    "parties.businesses.accept_invitation": {Event.JOINED},
    "parties.businesses.archive_business": {Event.DELETED, Event.SET_ASIDE},
    "parties.businesses.claim_business": {Event.CLAIMED},
    "parties.businesses.delete_business": {Event.DELETED, Event.SET_ASIDE},
    "parties.businesses.found_business": {Event.FOUNDED},
    "parties.businesses.invite": {Event.INVITED},
    "parties.businesses.prove_address": {
        *(Event.ADDRESS_CONFIRMED, Event.SECOND_STEP_REMOVED, Event.DOORS_CLOSED),
    },
    "parties.businesses.purge_business": {Event.PURGED},
    "parties.businesses.restore_business": {Event.RESTORED},
    "parties.businesses.revoke_invitation": {Event.INVITATION_REVOKED},
    "parties.businesses.set_business_aside": {Event.SET_ASIDE},
    "parties.consultancies.edit_consultancy": {Event.PRACTICE_CHANGED},
    "parties.consultancies.found_consultancy": {Event.PRACTICE_FOUNDED},
    "parties.consultancies.invite_colleague": {Event.PRACTICE_INVITED},
    "parties.consultancies.join_consultancy": {Event.PRACTICE_JOINED},
    "parties.consultancies.let_count": {Event.MEDIAN_JOINED, Event.MEDIAN_LEFT},
    "parties.departures.close_expired": {Event.ACCESS_EXPIRED, Event.DOORS_CLOSED},
    "parties.engagements.accept_as_consultant": GIVING,
    "parties.engagements.accept_request": {*GIVING, Event.FOUNDED, Event.TAKEN_OVER},
    "parties.engagements.ask_for_access": {Event.PRACTICE_ASKED},
    "parties.engagements.cancel_request": {Event.PRACTICE_WITHDREW},
    "parties.engagements.change_access": {Event.ACCESS_CHANGED, Event.DOORS_CLOSED},
    "parties.engagements.decline_request": {Event.ACCESS_DECLINED},
    "parties.engagements.give_access": GIVING,
    "parties.engagements.invite_consultant": {Event.CONSULTANT_INVITED},
    "parties.engagements.keep_access_current": {
        *(Event.ACCESS_EXPIRED, Event.DOORS_CLOSED, Event.PURGED),
    },
    "parties.engagements.prepare_business": {Event.PREPARED},
    "parties.engagements.prepare_businesses": {Event.PREPARED},
    "parties.engagements.uninvite_consultant": {Event.INVITATION_REVOKED},
    "parties.consultancies.revoke_colleagues_invitation": {Event.PRACTICE_UNINVITED},
    "parties.departures.change_colleagues_role": {Event.PRACTICE_ROLE},
    "parties.departures.change_role": {Event.ROLE_CHANGED, Event.DOORS_CLOSED},
    "parties.departures.close_account": {
        *(
            Event.ACCOUNT_CLOSED,
            Event.LEFT,
            Event.DOORS_CLOSED,
            Event.DOORS_HANDED_OVER,
        ),
        *(Event.DELETED, Event.SET_ASIDE),
    },
    "parties.departures.close_consultancy": {
        *(Event.PRACTICE_CLOSED, Event.ACCESS_ENDED),
        *(Event.DOORS_CLOSED, Event.DOORS_HANDED_OVER),
    },
    "parties.departures.end_engagement": {
        *(Event.ACCESS_ENDED, Event.DOORS_CLOSED, Event.DOORS_HANDED_OVER),
    },
    "parties.departures.end_return": {Event.RETURN_ENDED},
    "parties.departures.keep_account": {
        Event.ACCOUNT_KEPT,
        Event.ACCESS_RESTORED,
        Event.RESTORED,
    },
    "parties.departures.purge_account": {
        *(
            Event.ACCOUNT_PURGED,
            Event.PRACTICE_CLOSED,
            Event.ACCESS_ENDED,
            Event.DOORS_CLOSED,
            Event.DOORS_HANDED_OVER,
        ),
    },
    "parties.departures.remove_colleague": {
        *(Event.PRACTICE_REMOVED, Event.PRACTICE_LEFT, Event.DOORS_CLOSED),
    },
    "parties.departures.remove_member": {
        *(Event.REMOVED, Event.LEFT, Event.DOORS_CLOSED, Event.DOORS_HANDED_OVER),
    },
    "parties.departures.undo_departure": {Event.ACCESS_RESTORED},
    "voices.surveys.bring_in": {Event.ANSWERS_IMPORTED},
    "voices.surveys.close_survey": {Event.SURVEY_CLOSED},
    "voices.surveys.count_answers": {Event.ANSWERS_COUNTED},
    "voices.surveys.erase_answers": {Event.ANSWERS_ERASED},
    "voices.surveys.hide_words": {Event.WORDS_HIDDEN},
    "voices.surveys.open_survey": {Event.SURVEY_OPENED},
    "voices.surveys.renew_link": {Event.SURVEY_RENEWED},
    "voices.surveys.show_words": {Event.WORDS_SHOWN},
    "voices.surveys.take_answers_back": {Event.ANSWERS_TAKEN_BACK},
    "voices.pulse.close_early": {Event.PULSE_CLOSED},
    "voices.pulse.leave_round": {Event.PULSE_LEFT},
    "voices.pulse.start_round": {Event.PULSE_OPENED},
    "parties.departures.undo_removal": {Event.ACCESS_RESTORED, Event.DOORS_CLOSED},
}

# Services that neither change access or links nor hand out data.
ANSWERS_AND_PLANS = {
    *("consulting.clients.drop_suggestion", "consulting.clients.save_suggestion"),
    "journey.tracking.add_library_item",
    *("journey.planning.change_item", "journey.planning.forget_scenario"),
    *("journey.planning.keep_scenario", "journey.planning.learn", "journey.planning.link_expiry"),
    *("journey.planning.undo_change", "journey.questionnaire.close", "journey.questionnaire.drop"),
    *("journey.questionnaire.mark_open_not_sure", "journey.questionnaire.record_answer"),
    "journey.questionnaire.refit_answers",
    *("journey.questionnaire.start_assessment", "journey.questionnaire.start_correction"),
    *("journey.questionnaire.start_extra", "journey.questionnaire.undo_answer"),
    *("journey.planning.catch_up", "journey.planning.keep_whole_standing"),
    *("journey.planning.note_progress", "journey.results.keep_standing"),
    "journey.results.standing_of",
    "consulting.portfolio.forget_view",
    *("consulting.portfolio.remove_tag", "consulting.portfolio.save_view"),
    *("consulting.portfolio.set_tag", "consulting.portfolio.set_tags"),
    *("consulting.portfolio.remove_unused_tags", "consulting.importing.keep_list"),
    *("consulting.importing.settle_list", "consulting.importing.drop_list"),
    *("consulting.importing.erase_lists", "consulting.messages.chosen_among"),
    "consulting.messages.forget_mailings",
    "parties.departures.forget_rows",
    *("consulting.messages.send_monday_emails", "consulting.messages.tell_on_monday"),
    *("consulting.messages.sort_out", "parties.engagements.requests_left"),
    "parties.engagements.request_context",
    *("parties.businesses.make_businesses", "foundation.audit.record_for_each"),
    *("journey.results.freeze", "journey.results.say_who_answered", "journey.results.submit"),
    *("journey.retests.agree_to_retest", "journey.retests.save_retest"),
    "journey.retests.withdraw_retest",
    "journey.tracking.add_own_item",
    *("journey.tracking.drop_item", "journey.tracking.edit_own_item"),
    *("journey.tracking.finish_item", "journey.tracking.keep_progress"),
    *("journey.tracking.record_outcome", "journey.tracking.reopen_item"),
    *("journey.tracking.start_item", "outputs.reports.save_comments"),
    *("voices.surveys.choose_questions", "voices.surveys.drop_answer_list"),
    *("voices.surveys.erase_answer_lists", "voices.surveys.keep_answer"),
    *("voices.surveys.keep_answer_list", "voices.surveys.settle_columns"),
    "voices.surveys.was_sent",
    *("voices.pulse.close_round", "voices.pulse.count_answers", "voices.pulse.extend_round"),
    *("voices.pulse.poster_pdf", "voices.pulse.remind_everybody", "voices.pulse.send_answers"),
    "voices.pulse.talk_pdf",
    *("journey.questionnaire.mark_checked", "journey.retests.keep_pairs"),
    *("voices.second_opinions.accept", "voices.second_opinions.call_off"),
    *("voices.second_opinions.correct_as_agreed", "voices.second_opinions.decline"),
    *("voices.second_opinions.finish", "voices.second_opinions.invite"),
    *("voices.second_opinions.keep_opinions_current", "voices.second_opinions.save_second_answer"),
    *("voices.second_opinions.say_ready", "voices.second_opinions.settle"),
}
SETTINGS = {
    *("consulting.clients.mark_read", "consulting.clients.want_mails"),
    *("consulting.sessions.turn_to", "consulting.sessions.show_last_time"),
    *("consulting.sessions.add_point", "consulting.sessions.remove_point"),
    *("consulting.sessions.make_code", "consulting.sessions.outcome_pdf"),
    *("consulting.clients.purge_notes", "journey.tracking.newest_plan"),
    *("foundation.accounts.profile_values", "parties.businesses.edit_business"),
    *("parties.businesses.editable_values", "parties.consultancies.brand_values"),
    *("parties.businesses.mark_busy", "parties.businesses.unmark_busy"),
    *("parties.businesses.skip_set_up", "parties.businesses.slug_of"),
    "parties.businesses.make_business",
    *("parties.catalogue.publish_model", "parties.catalogue.publish_overlay"),
    *("parties.consultancies.change_brand", "parties.consultancies.choose_mails"),
    "parties.consultancies.claim_consultancy",
    *("parties.consultancies.consultancy_values", "parties.businesses.with_free_slug"),
    *("parties.consultancies.encode_logo", "parties.consultancies.keep_brand"),
    "parties.consultancies.remove_logo",
}
# The report jobs are rows of their own that say who asked for what and when.
REPORTS_AND_REMINDERS = {
    *(f"outputs.reports.{name}" for name in ("ask_for_report", "cache_report", "cached")),
    *(f"outputs.reports.{name}" for name in ("cached_pdf", "content_hash", "discard", "html_of")),
    *(f"outputs.reports.{name}" for name in ("pdf_request", "print_run", "render", "report_pdf")),
    *(
        f"outputs.reports.{name}"
        for name in ("signs_without_a_font", "sources_hash", "style_of", "text_of")
    ),
    *("outputs.reports.printed_page", "outputs.reports.write_whole"),
    *("outputs.reports.request_for", "outputs.reports.tenant_behind"),
    *("outputs.exports.drawings_of", "outputs.exports.word_report"),
    "outputs.exports.word_report_without_charts",
    *(f"outputs.reports.{name}" for name in ("style_of", "tidy", "try_again")),
    *(f"site.reminders.{name}" for name in ("choose", "claim", "deliver", "resume", "stop")),
    *("site.reminders.take_up_again", "journey.tracking.renew_link"),
    *(f"consulting.bulk.{name}" for name in ("ask_for_files", "content_of", "end_lost", "erase")),
    *(f"consulting.bulk.{name}" for name in ("make_client", "stop", "try_again", "zip_of")),
}
# The services that call these record what they do.
GENERIC = {
    *("foundation.accounts.end_sessions", "foundation.accounts.former_member"),
    "foundation.accounts.take_over",
    *("foundation.audit.forget", "foundation.audit.record", "foundation.audit.record_once"),
    "foundation.audit.record_downloads",
    *("foundation.links.every_door", "foundation.links.make_link"),
    *("foundation.links.mail_link", "foundation.links.reopen_links"),
    "foundation.links.send_invitation",
    *("foundation.outbox.compose", "foundation.outbox.prune", "foundation.outbox.send"),
}
PRINTING_AGAIN = {
    *(f"outputs.reports.{name}" for name in ("at_hand", "place_in_queue", "print_again")),
    *(f"outputs.reports.{name}" for name in ("document_if_unchanged", "tenant_of", "was_deleted")),
}
BRAKES = {
    f"foundation.brakes.{name}"
    for name in ("count", "count_attempt", "purge", "take_back", "wait_for", "was_counted")
}
NOTHING = ANSWERS_AND_PLANS | BRAKES | PRINTING_AGAIN | SETTINGS | REPORTS_AND_REMINDERS | GENERIC


def modules() -> Iterator[ModuleType]:
    for found in walk_packages(assessment.__path__, "assessment."):
        if found.name.endswith(".services"):
            yield import_module(found.name)


def services_of(module: ModuleType) -> dict[str, FunctionType]:
    """Return a room's services: what its package offers, or every public function of its module."""
    known = getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    ]
    room = module.__name__.removeprefix("assessment.").removesuffix(".services")
    found = {f"{room}.{name}": inspect.unwrap(getattr(module, name)) for name in known}
    return {name: value for name, value in found.items() if inspect.isfunction(value)}


SERVICES = {name: value for module in modules() for name, value in services_of(module).items()}


def kinds_in(function: Any, seen: frozenset[str] = frozenset()) -> set[Event]:
    """Return the kinds that a function names, itself or in a function of ours that it calls."""
    function = inspect.unwrap(function)
    found, names = names_in(function)
    for name in names - seen:
        called = inspect.unwrap(function.__globals__.get(name) or len)
        if inspect.isfunction(called) and called.__module__.startswith("assessment."):
            found = found | kinds_in(called, seen | names)
    return set(found)


@cache
def names_in(function: Any) -> tuple[frozenset[Event], frozenset[str]]:
    tree = list(ast.walk(ast.parse(inspect.getsource(function))))
    kinds = {
        Event[node.attr]
        for node in tree
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Event"
    }
    return frozenset(kinds), frozenset(node.id for node in tree if isinstance(node, ast.Name))


def test_every_service_is_in_one_of_the_tables() -> None:
    assert set(SERVICES) == RECORDED.keys() | NOTHING
    assert not RECORDED.keys() & NOTHING


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_a_service_that_changes_access_records_it(name: str) -> None:
    assert kinds_in(SERVICES[name]) >= RECORDED[name]


@pytest.mark.parametrize("kind", list(Event))
def test_every_kind_has_a_sentence_and_is_recorded_somewhere(kind: Event) -> None:
    elsewhere = {
        *(
            Event.SIGNED_IN,
            Event.SIGNED_OUT,
            Event.SIGN_IN_FAILED,
            Event.PASSWORD_CHANGED,
        ),
        # tests/foundation/second_step checks that allauth's signals record these.
        *(
            Event.SECOND_STEP_ADDED,
            Event.SECOND_STEP_REMOVED,
            Event.RECOVERY_CODES_MADE,
        ),
        *(
            Event.ADDRESS_CHANGED,
            Event.ADDRESS_CONFIRMED,
            Event.ADDED,
            Event.LOOKED,
        ),
    }

    assert kind in SENTENCES
    assert kind in elsewhere.union(*RECORDED.values())
