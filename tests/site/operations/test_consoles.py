"""Every command can print names and texts on a console that knows only ASCII."""

from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import Mock

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from assessment.domain.scoring.calibration import Calibration
from assessment.journey.retests.queries.second_answers import SecondAnswers
from assessment.management.commands import calibrate, report
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import OWN_MODEL
from cxsite.console import accept_all_text
from tests.architecture.files import ROOT
from tests.factories import confirm, make_model_version
from tests.site.operations.test_without_a_key import SHEET
from tests.site.reminders.making import FRIDAY, make_item, make_old_business, make_plan, make_reader

pytestmark = pytest.mark.django_db
COMMANDS = ROOT / "assessment/management/commands"
PLAIN: dict[str, list[str]] = {
    "calibrate": ["cairn-1.1", "--out", "calibrated.toml"],
    "check_model": [str(ROOT / f"assessment/parties/catalogue/content/{OWN_MODEL}.toml")],
    "compare": ["check.json", "check.json"],
    "learn": [],
    "load_model": [],
    "reap_tasks": [],
    "run_schedule": ["--once"],
    "voices": ["voices.json"],
}
"""Commands whose text has only numbers and our own codes."""
TYPED = {
    "demo": ["--password", "Kvarn und Mühle 77"],
    "import_business": ["business.json", "--owner", "owner@example.com"],
    "plan": ["check.json"],
    "report": ["check.json", "--out", "Café.pdf"],
    "score": ["check.json"],
    "send_reminders": ["--dry-run"],
}
"""Commands that print names and texts."""
ESCAPED = {
    "demo": "Kvarn und M\\u00fchle 77",
    "import_business": "Caf\\u00e9 Norr was imported",
    "report": "Caf\\u00e9.pdf",
    "send_reminders": "Caf\\u00e9 Norr",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    """Prepare the files and rows that the commands read."""
    owner = make_reader("owner")
    business = make_old_business("Café Norr", owner=owner)
    client.force_login(owner)
    confirm(client)
    exported = client.get(f"/b/{business.slug}/export.json").content
    make_item(make_plan(business, owner), date(2026, 11, 21))
    (tmp_path / "business.json").write_bytes(exported)
    assert SHEET
    (tmp_path / "check.json").write_text(SHEET[1], encoding="utf-8")
    (tmp_path / "voices.json").write_text('{"recommend": [9]}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report, "render", Mock(return_value=b"%PDF"))
    make_model_version("cairn-1.1")
    enough = Calibration(retests=60, raters=0, figures={"retest_noise": 0.6}, item_noise={})
    monkeypatch.setattr(calibrate, "calibration", Mock(return_value=enough))
    days = SecondAnswers(same=[], other=[], days=[FRIDAY.date()])
    monkeypatch.setattr(calibrate, "second_answers", Mock(return_value=days))


def printed(command: str, *words: str) -> str:
    console = TextIOWrapper(BytesIO(), encoding="ascii")
    accept_all_text(console)
    call_command(command, *words, stdout=console)
    console.flush()
    return console.buffer.getvalue().decode("ascii")


def test_the_tables_cover_every_command() -> None:
    commands = {file.stem for file in COMMANDS.glob("[a-z]*.py")}

    assert PLAIN.keys() | TYPED.keys() == commands


@pytest.mark.parametrize("command", sorted(PLAIN | TYPED))
@pytest.mark.usefixtures("site")
def test_a_command_prints_what_the_console_lacks_as_escapes(command: str) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        text = printed(command, *(PLAIN | TYPED)[command])

    assert ESCAPED.get(command, "") in text


@pytest.mark.usefixtures("site")
def test_an_imported_business_is_announced_and_there() -> None:
    said = printed("import_business", *TYPED["import_business"])

    slug = said.split("/b/")[1].split("/")[0]
    assert Business.objects.get(slug=slug).name == "Café Norr"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("Café", "Caf\\u00e9"), ("🍰", "\\ud83c\\udf70"), ("\udce9", "\\udce9"), ("plain", "plain")],
)
def test_escapes_are_those_of_json(text: str, escaped: str) -> None:
    console = TextIOWrapper(BytesIO(), encoding="ascii")
    accept_all_text(console)

    console.write(text)
    console.flush()

    assert console.buffer.getvalue().decode() == escaped


def test_the_entry_points_prepare_the_console() -> None:
    for name in ("manage.py", "dev"):
        source = (ROOT / name).read_text()
        assert "accept_all_text(sys.stdout)" in source
        assert "accept_all_text(sys.stderr)" in source
