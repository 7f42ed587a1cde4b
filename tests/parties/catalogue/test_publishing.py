"""Model files are checked, published once and never changed."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.parties.catalogue.library import OWN_MODEL, model_source
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.catalogue.queries import newest_version
from assessment.parties.catalogue.services import publish_model
from tests.factories import NOON

SOURCE = model_source(OWN_MODEL)
NEWER = SOURCE.replace('version = "1.0"', 'version = "1.1"', 1)
CHANGED = SOURCE.replace('title = "Culture"', 'title = "Care"', 1)


def run(command: str, *files: Path) -> str:
    out = io.StringIO()
    call_command(command, *map(str, files), stdout=out)
    return out.getvalue().strip()


def refusal(command: str, file: Path) -> str:
    with pytest.raises(CommandError) as refused:
        run(command, file)
    assert refused.value.returncode == 2
    return str(refused.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "model.toml"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_a_valid_file_is_reported_as_valid(file: Path) -> None:
    assert run("check_model", file) == (
        "cairn-1.0 has no faults: 5 dimensions, 30 practices, 60 actions."
    )


@pytest.mark.parametrize("command", ["check_model", "load_model"])
def test_every_fault_gets_a_line(file: Path, db: None, command: str) -> None:
    file.write_text(SOURCE.replace("na_allowed = false", "na_allowed = true", 2), encoding="utf-8")

    assert refusal(command, file).splitlines() == [
        "practice CUL1: na_when must be set if na_allowed is true, and only then",
        "practice CUL2: na_when must be set if na_allowed is true, and only then",
    ]
    assert not ModelVersion.objects.exists()


@pytest.mark.parametrize("command", ["check_model", "load_model"])
def test_a_file_that_cannot_be_read_is_named(file: Path, command: str) -> None:
    assert refusal(command, file.with_name("nowhere.toml")).startswith("FILE: cannot be read")

    file.write_bytes(b"\xff")
    assert refusal(command, file).startswith("FILE: must be text in UTF-8")


def test_a_model_is_published_once(db: None, file: Path) -> None:
    assert run("load_model") == "cairn-1.0 is published."
    assert run("load_model", file) == "cairn-1.0 was already published."

    version = ModelVersion.objects.get()
    assert version.source == SOURCE
    assert str(version) == version.key == version.maturity.key == "cairn-1.0"


def test_a_published_model_never_changes(db: None, file: Path) -> None:
    run("load_model")
    file.write_text(CHANGED, encoding="utf-8")

    assert refusal("load_model", file) == (
        "cairn-1.0 was already published with different content and was not changed; "
        "give the changed file a new version"
    )
    assert ModelVersion.objects.get().maturity.dimension("culture").title == "Culture"


def test_a_new_version_is_added_beside_the_old_one(db: None, file: Path) -> None:
    run("load_model")
    file.write_text(NEWER, encoding="utf-8")

    assert run("load_model", file) == "cairn-1.1 is published."
    assert newest_version().key == "cairn-1.1"
    assert ModelVersion.objects.count() == 2


def test_the_service_does_not_publish_a_faulty_model_either(db: None) -> None:
    with pytest.raises(FaultyModel):
        publish_model(source=CHANGED.replace('short = "', 'short = "" # ', 1), at=NOON)

    assert not ModelVersion.objects.exists()


def test_a_version_is_parsed_once_per_process(db: None) -> None:
    version, _ = publish_model(source=SOURCE, at=NOON)

    assert ModelVersion.objects.get().maturity is version.maturity


def test_a_mapping_is_checked_against_the_published_version(db: None, file: Path) -> None:
    run("load_model")
    pairs = '"culture.nonsense" = "culture.nonsense"'
    file.write_text(f'{NEWER}\n[mapping."{OWN_MODEL}"]\n{pairs}\n', encoding="utf-8")

    assert "culture.nonsense" in refusal("load_model", file)
    assert not ModelVersion.objects.filter(key="cairn-1.1").exists()


def test_a_mapping_from_a_version_that_was_never_published_is_refused(db: None, file: Path) -> None:
    file.write_text(f'{NEWER}\n[mapping."cairn-0.5"]\n"a.b" = "a.b"\n', encoding="utf-8")

    assert "cairn-0.5" in refusal("load_model", file)
    assert not ModelVersion.objects.exists()
