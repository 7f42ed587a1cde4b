"""Model files are checked, published once and never changed."""

import io
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessment.domain.exchange.calibration_file import calibration_text
from assessment.domain.exchange.toml_rules import FaultyModel
from assessment.domain.model.overlays import Circumstances
from assessment.domain.scoring.calibration import Calibration
from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.services import start_correction
from assessment.journey.results.services import submit
from assessment.parties.businesses.models import Business
from assessment.parties.catalogue.library import CONTENT, OWN_MODEL, SHIPPED, model_source
from assessment.parties.catalogue.models import ModelVersion, published_model
from assessment.parties.catalogue.queries import newest_version
from assessment.parties.catalogue.services import publish_model
from tests.factories import NOON, make_answers, make_assessment, source_of_next

SOURCE = model_source(OWN_MODEL)
CULTURE = 'title = "Culture"'
NEWER = source_of_next(CULTURE, CULTURE)
CHANGED = SOURCE.replace(CULTURE, 'title = "Care"', 1)


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
        f"{OWN_MODEL} has no faults: 5 dimensions, 30 practices, 60 actions."
    )


OVERLAY = '[overlay]\nmodel = "cairn-1.1"\nversion = "2"\n'


def test_an_overlay_is_checked_for_its_model(tmp_path: Path) -> None:
    newest, overlay = tmp_path / "newest.toml", tmp_path / "overlay.toml"
    newest.write_text(model_source("cairn-1.1"), encoding="utf-8")
    overlay.write_text(OVERLAY, encoding="utf-8")
    out = io.StringIO()

    call_command("check_model", overlay=overlay, stdout=out)
    call_command("check_model", str(newest), overlay=overlay, stdout=out)

    fine = "The overlay of cairn-1.1 has no faults: 0 variants."
    assert out.getvalue().splitlines() == [
        fine,
        f"cairn-1.1 has no faults: 5 dimensions, 30 practices, 60 actions. {fine}",
    ]


def test_a_faulty_overlay_or_no_file_at_all_is_refused(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    for source, line in (
        (OVERLAY.replace("cairn-1.1", "other-2.0"), "overlay: other-2.0 is not part of Cairn"),
        (OVERLAY + "[[variants]]\n", "variants 1: needs trade, meets or team"),
    ):
        overlay.write_text(source, encoding="utf-8")
        with pytest.raises(CommandError, match=line):
            call_command("check_model", overlay=overlay)
    with pytest.raises(CommandError, match="FILE: is missing"):
        call_command("check_model")


def test_a_calibrated_version_is_loaded_like_any_other(db: None, tmp_path: Path) -> None:
    base = publish_model(source=model_source("cairn-1.1"), at=NOON)[0].maturity
    found = Calibration(retests=60, raters=0, figures={"retest_noise": 0.6}, item_noise={})
    file = tmp_path / "calibrated.toml"
    text = calibration_text(base, "1.1.1", found, NOON.date(), NOON.date())
    file.write_text(text, encoding="utf-8")

    assert run("load_model", file) == "cairn-1.1.1 is published."

    version = newest_version()
    assert version.maturity.scoring.retest_noise == Fraction(3, 5)
    assert version.maturity.practices == base.practices
    ModelVersion.objects.filter(key="cairn-1.1").delete()
    assert published_model("cairn-1.1") is None


# ---- overlays for a version that is published

HINT = "Ask the people at your tables."
ROW = '\n[[variants]]\ntrade = "food"\npractice = "CUL1"\nhint = "%s"\n'
FOOD = Circumstances(trade="food", team="5-9")


@pytest.fixture
def newest(db: None) -> ModelVersion:
    return publish_model(source=model_source("cairn-1.1"), at=NOON)[0]


def overlay_of(tmp_path: Path, version: str, rows: str = ROW % HINT) -> Path:
    file = tmp_path / f"overlay-{version}.toml"
    file.write_text(OVERLAY.replace('"2"', f'"{version}"') + rows, encoding="utf-8")
    return file


def publish(file: Path) -> str:
    out = io.StringIO()
    call_command("load_model", overlay=file, stdout=out)
    return out.getvalue().strip()


def test_an_overlay_replaces_the_variants_of_a_published_version(
    newest: ModelVersion, tmp_path: Path
) -> None:
    before = newest.maturity
    assert before.overlay

    said = [publish(overlay_of(tmp_path, "2")), publish(overlay_of(tmp_path, "2"))]

    version = newest_version()
    assert said == [
        "cairn-1.1, overlay 2 is published.",
        "cairn-1.1, overlay 2 was already published.",
    ]
    assert version.fitted_to(FOOD).practice("CUL1").hint == HINT
    assert version.maturity.overlay
    assert len(before.overlay.variants) > len(version.maturity.overlay.variants) == 1
    assert (version.content_hash, version.source) == (newest.content_hash, newest.source)
    now, then = version.maturity.hashes, before.hashes
    assert (now.structure, now.words) == (then.structure, then.words)
    assert now.variants != then.variants


def test_a_later_overlay_replaces_the_whole_list(newest: ModelVersion, tmp_path: Path) -> None:
    publish(overlay_of(tmp_path, "2"))

    publish(overlay_of(tmp_path, "3", ROW.replace("CUL1", "CUL3") % HINT))

    fitted = newest_version().fitted_to(FOOD)
    assert fitted.practice("CUL1").hint == newest.maturity.practice("CUL1").hint
    assert fitted.practice("CUL3").hint == HINT
    assert newest.overlays.count() == 2


def test_results_keep_the_variants_that_they_were_made_with(
    newest: ModelVersion, business: Business, owner: User, tmp_path: Path
) -> None:
    check = make_assessment(business, model_version=newest)
    make_answers(check, owner)
    result = submit(assessment=check, by=owner, at=NOON)

    publish(overlay_of(tmp_path, "2"))

    result.refresh_from_db()
    assert result.variants_hash == newest.maturity.hashes.variants
    correction = start_correction(sent=check, at=NOON)
    correction.answers.filter(practice="CUL1").update(value="3")
    again = submit(assessment=correction, by=owner, at=NOON)
    now = ModelVersion.objects.get(pk=newest.pk).maturity.hashes
    assert again.variants_hash == now.variants != result.variants_hash
    assert again.structure_hash == result.structure_hash


def test_calibrated_versions_follow_the_overlay_of_their_base(
    newest: ModelVersion, tmp_path: Path
) -> None:
    found = Calibration(retests=60, raters=0, figures={"retest_noise": 0.6}, item_noise={})
    texts = [
        calibration_text(newest.maturity, version, found, NOON.date(), NOON.date())
        for version in ("1.1.1", "1.1.2")
    ]
    publish_model(source=texts[0], at=NOON)

    publish(overlay_of(tmp_path, "2"))
    publish_model(source=texts[1], at=NOON)

    for version in ModelVersion.objects.all():
        assert version.fitted_to(FOOD).practice("CUL1").hint == HINT


def test_an_overlay_that_cannot_be_used_changes_nothing(
    newest: ModelVersion, tmp_path: Path
) -> None:
    publish(overlay_of(tmp_path, "2"))
    refused = {
        "2": (ROW % "Something else.", "cairn-1.1, overlay 2 was already published with different"),
        "3": ("[[variants]]\n", "variants 1: needs trade, meets or team"),
    }

    for version, (rows, line) in refused.items():
        with pytest.raises(CommandError, match=line):
            publish(overlay_of(tmp_path, version, rows))

    file = overlay_of(tmp_path, "4")
    file.write_text(file.read_text().replace("cairn-1.1", "cairn-1.0"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"cairn-1\.0 is not published on this site"):
        publish(file)
    assert newest.overlays.count() == 1


@pytest.mark.parametrize("command", ["check_model", "load_model"])
def test_every_fault_gets_a_line(file: Path, db: None, command: str) -> None:
    # All questions of a tier must not be set aside, so these are in two different areas.
    faulty = SOURCE
    for code in ("CUL1", "CHA1"):
        head, mark, tail = faulty.partition(f'code = "{code}"')
        faulty = head + mark + tail.replace("na_allowed = false", "na_allowed = true", 1)
    file.write_text(faulty, encoding="utf-8")

    assert refusal(command, file).splitlines() == [
        "practice CUL1: na_when must be set if na_allowed is true, and only then",
        "practice CHA1: na_when must be set if na_allowed is true, and only then",
    ]
    assert not ModelVersion.objects.exists()


@pytest.mark.parametrize("command", ["check_model", "load_model"])
def test_a_file_that_cannot_be_read_is_named(file: Path, command: str) -> None:
    assert refusal(command, file.with_name("nowhere.toml")).startswith("FILE: cannot be read")

    file.write_bytes(b"\xff")
    assert refusal(command, file).startswith("FILE: must be text in UTF-8")


def test_a_model_is_published_once(db: None, file: Path) -> None:
    assert run("load_model", file) == f"{OWN_MODEL} is published."
    assert run("load_model", file) == f"{OWN_MODEL} was already published."

    version = ModelVersion.objects.get()
    assert version.source == SOURCE
    assert str(version) == version.key == version.maturity.key == OWN_MODEL


def test_a_new_site_publishes_both_versions_and_uses_the_newer(db: None) -> None:
    assert run("load_model").splitlines() == ["cairn-1.0 is published.", "cairn-1.1 is published."]

    assert newest_version().key == "cairn-1.1"
    assert {version.key for version in ModelVersion.objects.all()} == set(SHIPPED)


def test_an_upgrade_adds_the_newer_version_to_a_site_with_the_first(db: None) -> None:
    publish_model(source=model_source("cairn-1.0"), at=NOON)

    assert run("load_model").splitlines() == [
        "cairn-1.0 was already published.",
        "cairn-1.1 is published.",
    ]

    assert newest_version().key == "cairn-1.1"


def test_an_upgrade_leaves_a_site_its_own_questions(db: None, file: Path) -> None:
    publish_model(source=model_source("cairn-1.0"), at=NOON)
    own = SOURCE.replace('id = "cairn"', 'id = "bakery"', 1).replace(
        'model = "cairn-1.1"', 'model = "bakery-1.1"', 1
    )
    publish_model(source=own, at=NOON + timedelta(days=1))
    ours = CONTENT / f"{OWN_MODEL}.toml"

    assert run("load_model") == (
        f"bakery-1.1 stays in use. To use Cairn's own questions, publish {ours}."
    )
    assert newest_version().key == "bakery-1.1"

    assert run("load_model", ours) == f"{OWN_MODEL} is published."
    assert newest_version().key == OWN_MODEL


def test_a_published_model_never_changes(db: None, file: Path) -> None:
    run("load_model")
    file.write_text(CHANGED, encoding="utf-8")

    assert refusal("load_model", file) == (
        f"{OWN_MODEL} was already published with different content and was not changed; "
        "give the changed file a new version"
    )
    assert newest_version().maturity.dimension("culture").title == "Culture"


def test_a_new_version_is_added_beside_the_old_one(db: None, file: Path) -> None:
    run("load_model")
    file.write_text(NEWER, encoding="utf-8")

    assert run("load_model", file) == "cairn-1.2 is published."
    assert newest_version().key == "cairn-1.2"
    assert ModelVersion.objects.count() == 3


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
    assert not ModelVersion.objects.filter(key="cairn-1.2").exists()


def test_a_mapping_from_a_version_that_was_never_published_is_refused(db: None, file: Path) -> None:
    file.write_text(f'{NEWER}\n[mapping."cairn-0.5"]\n"a.b" = "a.b"\n', encoding="utf-8")

    assert "cairn-0.5" in refusal("load_model", file)
    assert not ModelVersion.objects.exists()
