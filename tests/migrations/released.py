"""Rows for every table of the last release, and a dump of all rows for comparison."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.factories import NOON
from tests.migrations.moving import OCTOBER, sent_check

RELEASED = ("assessment", "0009_clients_that_count")
DAY = timedelta(days=1)

Rows = dict[str, list[dict[str, Any]]]


def all_rows(apps: Any) -> Rows:
    """Return every row of every table of ours by model name."""
    return {
        model.__name__: [plain(row) for row in model.objects.order_by("pk").values()]
        for model in apps.get_app_config("assessment").get_models()
    }


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Convert memoryviews, which PostgreSQL returns for binary columns, to bytes."""
    return {
        column: bytes(value) if isinstance(value, memoryview) else value
        for column, value in row.items()
    }


class ReleasedSite:
    """Creates rows with the historical models of that release."""

    def __init__(self, apps: Any) -> None:
        self.get_model = apps.get_model
        self.owner = self.make("User", email="owner@example.com", name="Olga")
        self.consultant = self.make("User", email="consultant@example.com")
        check = sent_check(self.get_model)
        self.assessment, self.business, self.result = check, check.business, check.result

    def make(self, model: str, /, **fields: Any) -> Any:
        return self.get_model("assessment", model).objects.create(**fields)

    def fill(self) -> None:
        self.make("Membership", business=self.business, user=self.owner, role="owner", since=NOON)
        self.answer()
        self.plan()
        self.firm()
        self.links()
        self.remind()

    def answer(self) -> None:
        self.make(
            "AnswerChange",
            assessment=self.assessment,
            practice="CUL1",
            operation=UUID(int=1),
            revision=1,
            value="2",
            at=NOON,
            by=self.owner,
        )

    def plan(self) -> None:
        saved = {"wish": {"hours": 9}, "expected": {}, "saved_at": NOON, "saved_by": self.owner}
        plan = self.make("Plan", assessment=self.assessment, number=1, hours=5, money=0, **saved)
        self.item = self.make(
            "PlanItem",
            plan=plan,
            key="abcdefgh23",
            action="CUL1q",
            position=1,
            hours=2,
            money=0,
            due_on=date(2026, 12, 1),
            helper_name="Ann",
            helper_email="ann@example.com",
        )
        self.make(
            "ItemChange",
            item=self.item,
            revision=1,
            kind="handed_over",
            before={},
            after={"helper_name": "Ann"},
            at=NOON,
            by=self.owner,
        )
        kept = {"wish": {}, "kept_at": NOON, "kept_by": self.owner}
        self.make(
            "Scenario", business=self.business, quarter_starts_on=OCTOBER, name="Cheap", **kept
        )
        self.make("Experience", model_key="m-1", action="CUL1q", learned_at=NOON)

    def firm(self) -> None:
        firm = self.make("ConsultingPractice", slug="star", name="North Star", founded_at=NOON)
        self.make("PracticeMember", practice=firm, user=self.consultant)
        mandate = {"practice": firm, "business": self.business, "given_by": self.owner}
        self.make("Mandate", given_at=NOON - 9 * DAY, ended_at=NOON - DAY, **mandate)
        self.make("Mandate", given_at=NOON, counts=True, **mandate)
        self.make("Brand", practice=firm, logo=b"\x89PNG", colour="#336699", changed_at=NOON)
        comment = {"result": self.result, "written_by": self.consultant, "written_at": NOON}
        self.make("Comment", text="For Olga", practice=firm, **comment)
        self.make("Comment", text="For us", practice=firm, private=True, **comment)
        self.make("Comment", text="From elsewhere", about="CUL1", **comment)
        run = {"business": self.business, "quarter": "2026-Q4", "asked_by": self.consultant}
        run |= {"paper": "a4", "asked_at": NOON, "queued_at": NOON}
        self.make("ReportRun", key="r1", edition="consultant", practice=firm, **run)
        self.make("ReportRun", key="r2", edition="full", status="done", ended_at=NOON, **run)

    def links(self) -> None:
        self.invitations()
        soon = {"expires_at": NOON + 14 * DAY}
        ann = {"item": self.item, "name": "Ann", "email": "ann@example.com", "sent_by": self.owner}
        self.make("HandOver", token_hash="h1", sent_at=NOON - DAY, ended_at=NOON, **ann, **soon)
        self.make("HandOver", token_hash="h2", sent_at=NOON, **ann, **soon)
        feed = {"business": self.business, "user": self.owner}
        self.make("CalendarFeed", token_hash="f1", made_at=NOON - DAY, ended_at=NOON, **feed)
        self.make("CalendarFeed", token_hash="f2", made_at=NOON, **feed)
        shared = {"result": self.result, "made_by": self.owner, "made_at": NOON}
        self.make(
            "SharedLink", token_hash="s1", for_whom="Our bank", ended_at=NOON, **shared, **soon
        )
        link = self.make("SharedLink", token_hash="s2", email="bank@example.com", **shared, **soon)
        self.make("SharedUse", link=link, day=NOON.date(), times=3)

    def invitations(self) -> None:
        sent = {"business": self.business, "role": "viewer", "invited_by": self.owner}
        sent |= {"invited_at": NOON - DAY, "expires_at": NOON + 13 * DAY}
        self.make("Invitation", token_hash="i1", email="in@example.com", accepted_at=NOON, **sent)
        self.make("Invitation", token_hash="i2", email="new@example.com", revoked_at=NOON, **sent)
        self.make("Invitation", token_hash="i3", email="new@example.com", **sent)

    def remind(self) -> None:
        about = {"kind": "late", "business": self.business}
        sent = {"about": "2027-Q1", "sending_at": NOON, "sent_at": NOON}
        self.make("Reminder", key="k", about="2026-Q4", person=self.owner, made_at=NOON, **about)
        self.make("Reminder", key="sent", person=self.owner, made_at=NOON, **about, **sent)
        self.make("Pause", helper_email="ann@example.com", since=NOON, **about)
