"""Every kind of email, and what somebody does to send it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from assessment.consulting.bulk.services import stop
from assessment.consulting.clients.models import ConsultantMailsOff
from assessment.consulting.messages.services import send_monday_emails
from assessment.consulting.sessions.services import start_session
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.foundation.parsing.edits import Edit, mark
from assessment.journey.planning.models import Plan, PlanItem
from assessment.journey.questionnaire.queries.open_assessment import current_assessment_of
from assessment.journey.results.models import Standing
from assessment.journey.retests.services import agree_to_retest
from assessment.parties.businesses.models import Business, Role
from assessment.parties.consultancies.models import AccessLevel, Engagement
from assessment.parties.consultancies.services import keep_brand
from assessment.parties.departures.services import end_engagement
from assessment.parties.engagements.models import AccessRequest, NewClient, Terms
from assessment.parties.engagements.services import (
    change_access,
    give_access,
    keep_access_current,
    prepare_business,
)
from assessment.voices.second_opinions.models import SecondOpinion
from assessment.voices.second_opinions.queries.entries import ApartTerms
from assessment.voices.second_opinions.services import accept, finish
from tests.factories import (
    PASSWORD,
    make_consultancy,
    make_engagement,
    make_member,
    make_user,
    new_operation,
)
from tests.site.reminders.making import (
    FRIDAY,
    MONDAY,
    claim_at,
    make_item,
    make_old_business,
    make_plan,
    make_reader,
    work,
)
from tests.web_forms import form_with

WORK = {"level": "work", "until": "none", "words": ""}
TWO_WEEKS_LATER = datetime(2026, 10, 27, 12, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
QUARTERS_END = datetime(2026, 12, 26, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Stage:
    """A signed-in owner of a business with a result and a plan."""

    owner: User
    business: Business
    plan: Plan
    item: PlanItem
    client: Client

    def post(self, name: str, /, *args: Any, **fields: Any) -> Any:
        return self.client.post(reverse(name, args=args), fields)


def set_stage() -> Stage:
    owner = make_reader("owner")
    business = make_old_business(owner=owner)
    plan = make_plan(business, owner)
    client = Client()
    client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    item = make_item(plan, date(2026, 11, 23), title="Buy chalk")
    return Stage(owner, business, plan, item, client)


# ---- without signing in


def sign_up(email: str) -> Any:
    fields = {"email": email, "password1": "four words in a row", "business": "Bakery"}
    return Client().post(reverse("account_signup"), fields)


def sign_up_twice(_stage: Stage) -> Any:
    email = "new@example.com"
    sign_up(email)
    OutgoingMail.objects.all().delete()
    return sign_up(email)


def ask(name: str, email: str) -> Any:
    return Client().post(reverse(name), {"email": email})


# ---- signed in


def change_password(stage: Stage) -> Any:
    fields = {"oldpassword": PASSWORD, "password1": "quite another one"}
    return stage.post("account_change_password", **fields)


def invite(stage: Stage) -> Any:
    return stage.post("invite", stage.business.slug, email="ann@example.com", role="editor")


def invite_colleague(stage: Stage) -> Any:
    stage.post("begin_practice", name="Hill & Co")
    return stage.post("invite_colleague", "hill-co", email="ann@example.com", role="consultant")


def hand_over(stage: Stage) -> Any:
    fields = {"seen": stage.item.revision, "name": "Ann", "email": "ann@example.com"}
    return stage.post("hand_over_item", stage.business.slug, stage.item.key, **fields)


def share(stage: Stage) -> Any:
    fields = {"for_whom": "Our bank", "email": "ann@example.com", "days": "30"}
    return stage.post("share", stage.business.slug, "2026-q4", **fields)


def delete_business(stage: Stage) -> Any:
    return stage.post("delete_business", stage.business.slug, typed=stage.business.name)


def delete_account(stage: Stage) -> Any:
    stage.post("account_reauthenticate", password=PASSWORD)
    return stage.post("delete_account", typed=stage.owner.email)


def ask_for_access(stage: Stage) -> Any:
    stage.post("begin_practice", name="Hill & Co")
    return stage.post("add_client", "hill-co", email="ann@example.com", **WORK)


def hand_business_over(stage: Stage) -> Any:
    stage.post("begin_practice", name="Hill & Co")
    made = {"name": "Bike", "trade": "shop", "team_size": "2-4", "knows": "on"}
    stage.post("prepare_business", "hill-co", **made)
    return stage.post("hand_over_business", "hill-co", "bike", email="ann@example.com", **WORK)


def invite_consultant(stage: Stage) -> Any:
    stage.post("account_reauthenticate", password=PASSWORD)
    fields = {"email": "ann@example.com", **WORK}
    return stage.post("invite_consultant", stage.business.slug, **fields)


# ---- by a service, to a practice


def let_in(stage: Stage) -> None:
    firm = make_consultancy(admin=make_user("connie"))
    terms = Terms(level=AccessLevel.WORK)
    give_access(business=stage.business, consultancy=firm, terms=terms, by=stage.owner, at=FRIDAY)


def change_level(stage: Stage) -> None:
    engagement = make_engagement(stage.business, make_user("connie"))
    edit = Edit(values={"level": "see"}, seen={"level": mark(engagement.level)})
    change_access(engagement=engagement, edit=edit, by=stage.owner, at=FRIDAY)


def end_access(stage: Stage) -> None:
    engagement = make_engagement(stage.business, make_user("connie"))
    end_engagement(engagement=engagement, by=stage.owner, at=FRIDAY)


def hear_from_consultant(stage: Stage) -> Any:
    connie, client = make_reader("connie"), Client()
    firm = make_engagement(stage.business, connie).consultancy
    client.force_login(connie)
    url = reverse("write_to_client", args=[firm.slug, stage.business.slug])
    return client.post(url, {"about": "", "text": "Well done.", "operation": new_operation()})


def answer_consultant(stage: Stage) -> Any:
    firm = make_engagement(stage.business, make_reader("connie")).consultancy
    fields = {"about": "", "text": "Thank you.", "operation": new_operation()}
    return stage.post("consultant_comments", stage.business.slug, firm.slug, **fields)


ASKED_TEAM = {
    "people": "5",
    "way": "mail",
    "addresses": "\n".join(f"{name}@example.com" for name in ("ann", "ben", "cem", "dot", "eva")),
    "closes_on": "2026-12-04",
    "shows_on": "2026-12-11",
}


def ask_team(stage: Stage) -> Any:
    """Ask five people; the tests follow the email to one of them."""
    response = stage.post("ask_team", stage.business.slug, **ASKED_TEAM)
    OutgoingMail.objects.exclude(to="ann@example.com").delete()
    return response


def remind_team(stage: Stage) -> Any:
    stage.post("ask_team", stage.business.slug, **ASKED_TEAM)
    OutgoingMail.objects.all().delete()
    response = stage.post("remind_team", stage.business.slug)
    OutgoingMail.objects.exclude(to="ann@example.com").delete()
    return response


def write_to_clients(stage: Stage, kind: str) -> Any:
    connie, client = make_reader("connie"), Client()
    firm = make_engagement(stage.business, connie).consultancy
    Standing.objects.filter(business=stage.business).update(
        next_due_on=FRIDAY.date(),
        plan_moved_at=FRIDAY - timedelta(weeks=6),
        actions=2,
        achieved=1,
    )
    client.force_login(connie)
    url = f"{reverse('write_to_clients', args=[firm.slug])}?client={stage.business.slug}"
    fields = {"kind": kind, "words": "Shall we talk?", "operation": new_operation(), "send": "1"}
    return client.post(url, fields)


def sign_what_was_agreed(stage: Stage) -> Any:
    """Sign as the consultant, who alone gets the email, because the owner has turned it off."""
    connie, client = make_reader("connie"), Client()
    firm = make_engagement(stage.business, connie).consultancy
    ConsultantMailsOff.objects.create(business=stage.business, consultancy=firm, person=stage.owner)
    check = current_assessment_of(stage.business, FRIDAY.date()).assessment
    assert check
    session = start_session(
        consultancy=firm,
        assessment=check,
        area="culture",
        minutes=60,
        by=connie,
        at=FRIDAY,
    )
    client.force_login(connie)
    url = reverse("finish_session", args=[firm.slug, stage.business.slug, session.key])
    names = {"present": "Connie", "for_practice": "Connie", "for_business": "Olga"}
    return client.post(url, form_with(client.get(url).text, "seen").sent(names))


def ask_apart(stage: Stage) -> Any:
    """Ask an editor for a second opinion on the check, which was sent lately."""
    editor = make_user("connie")
    make_member(stage.business, editor, Role.EDITOR)
    stage.business.assessments.update(submitted_at=FRIDAY)
    return stage.post("ask_second", stage.business.slug, person=editor.pk)


def call_off(stage: Stage) -> Any:
    ask_apart(stage)
    OutgoingMail.objects.all().delete()
    return stage.post("call_off_second", stage.business.slug)


def finish_apart(stage: Stage) -> None:
    """Let the second person finish; the owner of this business has not proved the address."""
    ask_apart(stage)
    OutgoingMail.objects.all().delete()
    opinion = SecondOpinion.objects.get()
    SecondOpinion.objects.update(invited_by=None)
    stage.business.memberships.update(unproven=True)
    accept(opinion=opinion, terms=ApartTerms(unseen=True, counts=False), at=FRIDAY)
    opinion.answers.update(value="1", revision=1, answered_at=FRIDAY)
    finish(opinion=opinion, at=FRIDAY)


# ---- on schedule


def begin_week(stage: Stage) -> None:
    make_engagement(stage.business, make_user("connie"))
    late = MONDAY.date() - timedelta(days=1)
    Standing.objects.filter(business=stage.business).update(next_due_on=late)
    send_monday_emails(at=MONDAY)


def expire(stage: Stage, *, mute: bool) -> None:
    """Announce the last day of an access to the practice, or with `mute` to the owner alone."""
    ends_on = FRIDAY.date() + timedelta(days=3)
    engagement = make_engagement(
        stage.business,
        make_user("connie"),
        ends_on=ends_on,
        expires_at=Engagement.expiry(stage.business, ends_on),
    )
    if mute:
        engagement.consultancy.members.update(muted=["access_ended"])
    else:
        stage.business.memberships.update(unproven=True)
    keep_access_current(at=FRIDAY)


def leave_unanswered(stage: Stage) -> None:
    ask_for_access(stage)
    OutgoingMail.objects.all().delete()
    AccessRequest.objects.update(made_at=FRIDAY - timedelta(days=7))
    keep_access_current(at=FRIDAY)


def leave_unclaimed(_stage: Stage) -> None:
    prepare_business(
        consultancy=make_consultancy(admin=make_user("connie")),
        client=NewClient(name="Bike", trade="shop", team_size="2-4"),
        by=User.objects.get(email="connie@example.com"),
        at=FRIDAY - timedelta(days=60),
    )
    keep_access_current(at=FRIDAY)


def look_again(stage: Stage) -> None:
    agree_to_retest(assessment=stage.plan.assessment, by=stage.owner, at=FRIDAY)
    remind(stage, TWO_WEEKS_LATER)


def remind(stage: Stage, moment: datetime) -> None:
    """Send the reminders due at this moment; on the Monday, the action is late."""
    if moment == MONDAY:
        PlanItem.objects.filter(pk=stage.item.pk).update(due_on=date(2026, 11, 11))
    claim_at(moment)
    work()


def end_a_job(stage: Stage) -> None:
    """Stop what a consultant asked for, which ends it."""
    connie = make_user("connie")
    firm = make_engagement(stage.business, connie).consultancy
    job = firm.bulk_jobs.create(
        brand=keep_brand(consultancy=firm, at=FRIDAY), asked_by=connie, asked_at=FRIDAY, paper="a4"
    )
    stop(job=job, at=FRIDAY)


@dataclass(frozen=True, kw_only=True)
class KindOfMail:
    """How an email comes about: what is done, when, and the status of the page that does it."""

    do: Callable[[Stage], Any]
    status: int | None = 302
    moment: datetime = FRIDAY


KINDS = {
    "verify": KindOfMail(do=lambda _stage: sign_up("new@example.com")),
    "known_account": KindOfMail(do=sign_up_twice),
    "second_account": KindOfMail(do=lambda stage: sign_up(stage.owner.email)),
    "code": KindOfMail(do=lambda stage: ask("account_request_login_code", stage.owner.email)),
    "reset": KindOfMail(do=lambda stage: ask("account_reset_password", stage.owner.email)),
    "unknown_account": KindOfMail(do=lambda _: ask("account_reset_password", "no@example.com")),
    "security_notice": KindOfMail(do=change_password),
    "invitation": KindOfMail(do=invite),
    "practice_invitation": KindOfMail(do=invite_colleague),
    "access_asked": KindOfMail(do=ask_for_access),
    "access_reminder": KindOfMail(do=leave_unanswered, status=None),
    "client_handed_over": KindOfMail(do=hand_business_over),
    "consultant_invited": KindOfMail(do=invite_consultant),
    "access_given": KindOfMail(do=let_in, status=None),
    "access_changed": KindOfMail(do=change_level, status=None),
    "access_ended": KindOfMail(do=end_access, status=None),
    "access_expiring": KindOfMail(do=lambda stage: expire(stage, mute=True), status=None),
    "client_expiring": KindOfMail(do=lambda stage: expire(stage, mute=False), status=None),
    "not_handed_over": KindOfMail(do=leave_unclaimed, status=None),
    "hand_over": KindOfMail(do=hand_over),
    "shared_result": KindOfMail(do=share),
    "pulse_invitation": KindOfMail(do=ask_team),
    "pulse_reminder": KindOfMail(do=remind_team),
    "consultant_wrote": KindOfMail(do=hear_from_consultant),
    "client_wrote": KindOfMail(do=answer_consultant),
    "reports_ready": KindOfMail(do=end_a_job, status=None),
    "session_outcome": KindOfMail(do=sign_what_was_agreed),
    "second_opinion_asked": KindOfMail(do=ask_apart),
    "second_opinion_ended": KindOfMail(do=call_off),
    "second_opinion_revealed": KindOfMail(do=finish_apart, status=None),
    "business_deleted": KindOfMail(do=delete_business),
    "account_closed": KindOfMail(do=delete_account),
    "action_due": KindOfMail(do=lambda stage: remind(stage, FRIDAY), status=None),
    "late_digest": KindOfMail(do=lambda stage: remind(stage, MONDAY), status=None, moment=MONDAY),
    "quarter_summary": KindOfMail(
        do=lambda stage: remind(stage, QUARTERS_END), status=None, moment=QUARTERS_END
    ),
    "second_look": KindOfMail(do=look_again, status=None, moment=TWO_WEEKS_LATER),
    "consultant_reminder": KindOfMail(do=lambda stage: write_to_clients(stage, "check_due")),
    "consultant_plan": KindOfMail(do=lambda stage: write_to_clients(stage, "plan_still")),
    "consultant_report": KindOfMail(do=lambda stage: write_to_clients(stage, "report")),
    "consultant_words": KindOfMail(do=lambda stage: write_to_clients(stage, "own_words")),
    "monday": KindOfMail(do=begin_week, status=None, moment=MONDAY),
    "check_due": KindOfMail(do=lambda stage: remind(stage, NEW_YEAR), status=None, moment=NEW_YEAR),
}
"""By the name of its templates. A kind without a status is sent by a service or the schedule."""
