"""The access matrix: the status of every page and every form for every kind of visitor.

200: a page. 302: a redirect; signed-out visitors go to sign-in. 403: the role does not allow it.
404: the visitor must not learn that it exists. 405: the URL accepts only POST.
"""

from typing import Any

import pytest

from assessment.journey.planning.models import PlanItem
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import own_model
from assessment.parties.consultancies.models import Consultancy
from assessment.parties.engagements.models import AccessRequest
from tests.access import (
    about_clients,
    about_pulse,
    about_second_opinions,
    about_sessions,
    about_surveys,
)
from tests.access.urls import PRACTICE
from tests.factories import new_operation

OWN_ACTION = {"title": "Ask three regulars", "hours": 2, "money": 0}
ASKED = {"level": "work", "until": "none", "words": ""}
BY_ONE_CLICK = (
    *("start_item", "finish_item", "reopen_item", "drop_item"),
    *("end_hand_over", "undo_item"),
)
ABOUT = (about_clients, about_pulse, about_second_opinions, about_sessions, about_surveys)
READERS = ["owner", "editor", "viewer", "consultant", "former", "stranger", "nobody"]

# Former: a consultant whose engagement has ended. Stranger: the owner of another business.
# Nobody: a signed-out visitor.
LOOKING = """
                    owner editor viewer consultant former stranger nobody
home                 200   200    200      200      200     200     200
sample               200   200    200      200      200     200     200
sample_area          200   200    200      200      200     200     200
sample_trends        200   200    200      200      200     200     200
sample_report        200   200    200      200      200     200     200
method               200   200    200      200      200     200     200
privacy              200   200    200      200      200     200     200
accessibility        200   200    200      200      200     200     200
security_txt         200   200    200      200      200     200     200
livez                200   200    200      200      200     200     200
readyz               200   200    200      200      200     200     200
components           404   404    404      404      404     404     404
accept_invitation    200   200    200      200      200     200     200
answer_request       302   200    200      200      200     200     200
accept_as_consultant 200   200    200      200      200     200     200
calendar_feed        200   200    200      200      200     200     200
confirm_address      404   404    404      404      404     404     404
helper_action        200   200    200      200      200     200     200
pause_reminders      200   200    200      200      200     200     200
shared_result        200   200    200      200      200     200     200
shared_report        200   200    200      200      200     200     200
shared_brand         404   404    404      404      404     404     404

practice_home        302   302    302      302      302     302     302
short_form           302   302    302      302      302     302     302
begin_practice       200   200    200      200      200     200     302
portfolio            404   404    404      200      404     404     302
tag_clients          404   404    404      200      404     404     302
untag_clients        404   404    404      405      404     404     302
new_view             404   404    404      200      404     404     302
delete_view          404   404    404      405      404     404     302
compare              404   404    404      200      404     404     302
bulk_reports         404   404    404      200      404     404     302
bulk_job             404   404    404      200      404     404     302
bulk_zip             404   404    404      302      404     404     302
bulk_file            404   404    404      302      404     404     302
stop_bulk_job        404   404    404      405      404     404     302
retry_bulk_job       404   404    404      405      404     404     302
add_client           404   404    404      200      404     404     302
prepare_business     404   404    404      200      404     404     302
hand_over_business   404   404    404      200      404     404     302
access_requests      404   404    404      200      404     404     302
cancel_request       404   404    404      405      404     404     302
resend_request       404   404    404      405      404     404     302
practice_branding    404   404    404      200      404     404     302
branding_preview     404   404    404      200      404     404     302
practice_people      404   404    404      200      404     404     302
practice_settings    404   404    404      200      404     404     302
remove_colleague     404   404    404      404      404     404     302
leave_practice       404   404    404      200      404     404     302
practice_mails       404   404    404      405      404     404     302
invite_colleague     404   404    404      405      404     404     302
invite_colleague_again 404 404    404      405      404     404     302
cancel_colleagues_invitation 404 404 404   405      404     404     302
undo_removal         404   404    404      405      404     404     302
change_colleagues_role 404 404    404      405      404     404     302
profile              200   200    200      200      200     200     302
reminders            200   200    200      200      200     200     302
businesses           302   302    302      302      302     302     302
claims               200   200    200      200      200     200     302
set_up               200   200    200      200      200     200     302
account_json         302   302    302      302      302     302     302
delete_account       302   302    302      302      302     302     302
closing_account      302   302    302      302      302     302     302

business             200   200    200      200      404     404     302
check                200   200    200      200      404     404     302
review               200   200    200      200      404     404     302
unsent_check         200   200    200      200      404     404     302
latest_results       302   302    302      302      404     404     302
results              200   200    200      200      404     404     302
area_answers         200   200    200      200      404     404     302
plan                 200   200    200      200      404     404     302
plan_item            200   200    200      200      404     404     302
read_action          200   200    200      200      404     404     302
calendar             200   200    200      200      404     404     302
plan_calendar        200   200    200      200      404     404     302
look_back            200   200    200      200      404     404     302
trends               200   200    200      200      404     404     302
trends_csv           200   200    200      200      404     404     302
results_xlsx         200   200    200      200      404     404     302
results_docx         200   200    200      200      404     404     302
results_csv          200   200    200      200      404     404     302
results_json         200   200    200      200      404     404     302
reports              200   200    200      200      404     404     302
report               200   200    200      200      404     404     302
report_text          200   200    200      200      404     404     302
report_job           200   200    200      200      404     404     302
report_file          302   302    302      302      404     404     302
team                 200   200    200      200      404     404     302

questions            200   200    403      200      404     404     302
question             200   200    403      200      404     404     302
drop_check           302   302    403      302      404     404     302
build_plan           200   200    403      200      404     404     302
save_plan            200   200    403      200      404     404     302
busy_weeks           200   200    403      200      404     404     302
add_own_item         200   200    403      200      404     404     302
edit_own_item        200   200    403      200      404     404     302
finish_item          200   200    403      200      404     404     302
move_item            200   200    403      200      404     404     302
drop_item            200   200    403      200      404     404     302
hand_over_item       200   200    403      200      404     404     302
business_settings    200   403    403      403      404     404     302
business_json        302   403    403      403      404     404     302
share                200   403    403      200      404     404     302
choose_practice      302   302    302      302      404     404     302
activity             200   403    403      403      404     404     302
activity_csv         200   403    403      403      404     404     302
delete_business      200   403    403      403      404     404     302
deleted_business     302   302    302      302      404     404     302
access               200   403    403      403      404     404     302
answer_here          404   403    403      403      404     404     302
change_access        302   403    403      403      404     404     302
invite_consultant    302   403    403      403      404     404     302
uninvite_consultant  405   403    403      403      404     404     302

retest               200   404    403      404      404     404     302
agree_to_retest      405   405    403      405      404     404     302
withdraw_retest      405   405    403      405      404     404     302
report_comments      403   403    403      200      404     404     302
end_share            405   403    403      405      404     404     302
keep_scenario        405   405    403      405      404     404     302
forget_scenario      405   405    403      405      404     404     302
start_item           405   405    403      405      404     404     302
tick_item            405   405    403      405      404     404     302
note_item            405   405    403      405      404     404     302
reopen_item          405   405    403      405      404     404     302
end_hand_over        405   405    403      405      404     404     302
undo_item            405   405    403      405      404     404     302
answer_again         405   405    403      405      404     404     302
free_week            405   405    403      405      404     404     302
undo_answer          405   405    403      405      404     404     302
submit_check         405   405    403      405      404     404     302
leave_late_check     405   405    403      405      404     404     302
start_extra_check    405   405    403      405      404     404     302
correct_result       405   405    403      405      404     404     302
say_answerer         405   403    403      403      404     404     302
make_report          405   405    405      405      404     404     302
make_feed            405   405    405      405      404     404     302
end_feed             405   405    405      405      404     404     302
leave_business       200   200    200      403      404     404     302
invite               405   403    403      403      404     404     302
resend_invitation    405   403    403      403      404     404     302
revoke_invitation    405   403    403      403      404     404     302
change_role          405   403    403      403      404     404     302
remove_member        404   403    403      403      404     404     302
end_access           302   403    403      403      404     404     302
undo_departure       405   403    403      403      404     404     302
end_return           404   403    403      403      404     404     302
count_in_median      405   403    403      403      404     404     302
"""

# POST with the fields of the page's own form. Success is a redirect (302).
SENDING = """
                    owner editor viewer consultant former stranger nobody
accept_invitation    200   200    200      200      200     200     200
answer_request       302   200    200      200      200     200     200
accept_as_consultant 200   200    200      302      200     200     200
confirm_address      404   404    404      404      404     404     404
helper_action        302   302    302      302      302     302     302
pause_reminders      302   302    302      302      302     302     302
profile              302   302    302      302      302     302     302
reminders            302   302    302      302      302     302     302
claims               404   404    404      404      404     404     302
set_up               302   302    302      302      302     302     302
add_client           404   404    404      302      404     404     302
prepare_business     404   404    404      302      404     404     302
hand_over_business   404   404    404      302      404     404     302
cancel_request       404   404    404      302      404     404     302
resend_request       404   404    404      302      404     404     302
begin_practice       302   302    302      302      302     302     302
practice_branding    404   404    404      302      404     404     302
practice_settings    404   404    404      302      404     404     302
practice_mails       404   404    404      302      404     404     302
tag_clients          404   404    404      302      404     404     302
untag_clients        404   404    404      404      404     404     302
new_view             404   404    404      302      404     404     302
delete_view          404   404    404      302      404     404     302
bulk_reports         404   404    404      200      404     404     302
stop_bulk_job        404   404    404      302      404     404     302
retry_bulk_job       404   404    404      302      404     404     302
invite_colleague     404   404    404      302      404     404     302
invite_colleague_again 404 404    404      302      404     404     302
cancel_colleagues_invitation 404 404 404   302      404     404     302
undo_removal         404   404    404      302      404     404     302
change_colleagues_role 404 404    404      302      404     404     302
remove_colleague     404   404    404      302      404     404     302
choose_practice      302   302    302      302      404     404     302
leave_practice       404   404    404      302      404     404     302
delete_account       302   302    302      302      302     302     302
closing_account      302   302    302      302      302     302     302

question             302   302    403      302      404     404     302
questions            302   302    403      302      404     404     302
undo_answer          302   302    403      302      404     404     302
review               302   302    403      302      404     404     302
submit_check         302   302    403      302      404     404     302
leave_late_check     302   302    403      302      404     404     302
start_extra_check    302   302    403      302      404     404     302
drop_check           302   302    403      302      404     404     302
correct_result       302   302    403      302      404     404     302
retest               302   404    403      404      404     404     302
agree_to_retest      302   404    403      404      404     404     302
withdraw_retest      302   404    403      404      404     404     302
say_answerer         302   403    403      403      404     404     302
look_back            302   302    403      302      404     404     302
save_plan            302   302    403      302      404     404     302
busy_weeks           302   302    403      302      404     404     302
free_week            302   302    403      302      404     404     302
add_own_item         302   302    403      302      404     404     302
edit_own_item        302   302    403      302      404     404     302
start_item           302   302    403      302      404     404     302
tick_item            302   302    403      302      404     404     302
note_item            302   302    403      302      404     404     302
finish_item          302   302    403      302      404     404     302
reopen_item          302   302    403      302      404     404     302
move_item            302   302    403      302      404     404     302
drop_item            302   302    403      302      404     404     302
hand_over_item       302   302    403      302      404     404     302
end_hand_over        302   302    403      302      404     404     302
undo_item            302   302    403      302      404     404     302
answer_again         302   302    403      302      404     404     302
keep_scenario        302   302    403      302      404     404     302
forget_scenario      302   302    403      302      404     404     302

make_report          302   302    302      302      404     404     302
report_job           302   302    302      302      404     404     302
make_feed            302   302    302      302      404     404     302
end_feed             302   302    302      302      404     404     302
leave_business       302   302    302      403      404     404     302
invite               302   403    403      403      404     404     302
resend_invitation    302   403    403      403      404     404     302
revoke_invitation    302   403    403      403      404     404     302
change_role          302   403    403      403      404     404     302
remove_member        302   403    403      403      404     404     302
end_access           302   403    403      403      404     404     302
undo_departure       302   403    403      403      404     404     302
answer_here          302   403    403      403      404     404     302
change_access        302   403    403      403      404     404     302
invite_consultant    302   403    403      403      404     404     302
uninvite_consultant  302   403    403      403      404     404     302
end_return           404   403    403      403      404     404     302
delete_business      302   403    403      403      404     404     302
deleted_business     302   302    302      302      404     404     302
count_in_median      302   403    403      403      404     404     302
business_settings    302   403    403      403      404     404     302
share                302   403    403      302      404     404     302
end_share            302   403    403      302      404     404     302
report_comments      403   403    403      302      404     404     302
"""


def read(table: str) -> dict[str, dict[str, int]]:
    """Parse a table into statuses by URL name and visitor."""
    head, *lines = [line.split() for line in table.strip().splitlines() if line.strip()]
    return {name: dict(zip(head, map(int, statuses), strict=True)) for name, *statuses in lines}


LOOKS, SENDS = (
    {name: statuses for table in tables for name, statuses in read(table).items()}
    for tables in (
        (LOOKING, *(about.LOOKING for about in ABOUT)),
        (SENDING, *(about.SENDING for about in ABOUT)),
    )
)
PRINTS = {"report", "sample_report", "shared_report", *about_sessions.PRINTS}
PRINTS |= {*about_pulse.PRINTS, *about_surveys.PRINTS}


def rows(table: dict[str, dict[str, int]]) -> list[Any]:
    return [
        pytest.param(name, id=name, marks=[pytest.mark.pdf] if name in PRINTS else [])
        for name in table
    ]


def sent(name: str, place: Business) -> dict[str, Any]:
    """Return the fields that the page's form submits."""
    invitation = place.invitations.get().pk
    viewer = place.memberships.get(user__email="vera@example.com").pk
    engagement = place.engagements.running().get().pk
    asked = {"request": AccessRequest.objects.get(hands_over=None).pk}
    practice = Consultancy.objects.get(slug=PRACTICE)
    colleagues_invitation = practice.invitations.get().pk
    colleague = practice.members.get(user__email="carl@example.com").pk
    described = {"trade": "food", "team_size": "2-4", "currency": "GBP"}
    first, *others = PlanItem.objects.filter(plan__assessment__business=place)
    promised = [item.action for item in (first, *others)]
    forms: dict[str, dict[str, Any]] = {
        "profile": {"name": "Alex", "theme": "auto"},
        "set_up": {"name": "New Place", **described},
        "business_settings": {"name": "Café Lindgren", "first_month": 1, **described},
        "look_back": {"item": first.key, "seen": first.revision, f"{first.key}-end": "done"},
        "question": answer("CUL1"),
        "questions": {
            field: value
            for practice in own_model().dimension("culture").practices
            for field, value in answer(practice.code).items()
        },
        "undo_answer": {"CUL1-revision": 1},
        "save_plan": {f"due-{code}": "2026-12-01" for code in promised},
        "helper_action": {"seen": 0, "note": "Half way."},
        "busy_weeks": {"day": "2026-12-01"},
        "free_week": {"starts_on": "2026-11-30"},
        "add_own_item": {**OWN_ACTION, "due": "2026-12-01"},
        "edit_own_item": {"seen": 0, **OWN_ACTION},
        "tick_item": {"seen": 0, "ticks": "on", "step": 0},
        "note_item": {"seen": 0, "note": "Half way."},
        "move_item": {"seen": 0, "due": "2026-12-01", "who": ""},
        "hand_over_item": {"seen": 0, "name": "Ann", "email": "ann@example.com"},
        **{name: {"seen": 0} for name in BY_ONE_CLICK},
        "make_report": {"quarter": "2026-q3", "edition": "summary", "paper": "a4"},
        "keep_scenario": {"name": "Version 1"},
        "forget_scenario": {"name": "Version 1"},
        "invite": {"email": "ann@example.com", "role": "viewer"},
        "resend_invitation": {"invitation": invitation},
        "revoke_invitation": {"invitation": invitation},
        "change_role": {"member": viewer, "role": "editor"},
        "remove_member": {"member": viewer},
        "end_access": {"engagement": engagement},
        "delete_business": {"typed": place.name},
        "count_in_median": {"engagement": engagement, "counts": "yes"},
        "report_comments": {"_seen": "", "client": "A sound base."},
        "say_answerer": {"answerer": "other"},
        "share": {"for_whom": "Our bank", "email": "", "days": 30},
        "end_share": {"link": "all"},
        "add_client": {**ASKED, "email": "new@example.com"},
        "prepare_business": {"name": "Bike", "trade": "shop", "team_size": "2-4", "knows": "on"},
        "hand_over_business": {**ASKED, "email": "new@example.com"},
        "answer_request": {"level": "see", "until": "none"},
        "answer_here": {**asked, "level": "see", "until": "none"},
        "cancel_request": asked,
        "resend_request": asked,
        "change_access": {"engagement": engagement, "level": "see", "ends_on": ""},
        "invite_consultant": {**ASKED, "email": "connie@example.com"},
        "uninvite_consultant": {"invitation": place.access_invitations.get().pk},
        "accept_as_consultant": {"practice": PRACTICE},
        "begin_practice": {"name": "Hill & Co"},
        "practice_settings": {"name": "North Star"},
        "practice_mails": {"mails": ["access_given"]},
        "tag_clients": {"tag": "Chamber 2026"},
        "untag_clients": {"tag": "Chamber 2026"},
        "new_view": {"view": "Cafés"},
        "bulk_reports": {"edition": "summary", "paper": "a4", "operation": new_operation()},
        "delete_view": {"view": "Cafés"},
        "invite_colleague": {"email": "cora@example.com", "role": "consultant"},
        "invite_colleague_again": {"invitation": colleagues_invitation},
        "cancel_colleagues_invitation": {"invitation": colleagues_invitation},
        "change_colleagues_role": {"member": colleague, "role": "consultant"},
        "remove_colleague": {"member": colleague},
        "practice_branding": {"colour": "#142E3E", "contact": "", "disclaimer": ""},
    }
    for about in (about_clients, about_pulse, about_sessions, about_surveys):
        forms |= about.forms()
    return (forms | about_second_opinions.forms(place)).get(name, {})


def answer(code: str) -> dict[str, Any]:
    return {f"{code}-value": 3, f"{code}-revision": 1, f"{code}-operation": new_operation()}
