"""manage.py calibrate: from second answers to a version that is loaded like any other."""

import tomllib
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Answer, Assessment
from assessment.journey.retests.models import RetestAnswer, RetestKind, RetestSheet
from assessment.journey.retests.queries.second_answers import second_answers
from assessment.parties.catalogue.models import ModelVersion
from assessment.parties.catalogue.queries import newest_version
from tests.factories import NOON, make_model_version, make_user
from tests.kept import kept
from tests.site.items.making import MODEL, answer_again, make_site

pytestmark = pytest.mark.django_db


@kept
def checks(owner: User) -> list[Assessment]:
    """Sixty businesses whose sender answered six questions again."""
    made = make_site(owner, ["food"] * 60)
    answer_again(made, owner)
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "calibrated.toml"


def calibrate(out: Path, model: str = MODEL) -> str:
    answer = StringIO()
    call_command("calibrate", model, out=out, stdout=answer)
    return answer.getvalue()


def version() -> ModelVersion:
    return ModelVersion.objects.get(key=MODEL)


def test_the_truth_is_found_from_sixty_businesses(checks: list[Assessment], out: Path) -> None:
    said = calibrate(out)

    file = tomllib.loads(out.read_text())
    assert file["model"] == {
        "id": "cairn",
        "version": "1.1.1",
        "base": MODEL,
        "base_hash": version().content_hash,
    }
    assert file["scoring"]["retest_noise"] == pytest.approx(0.55, abs=0.07)
    assert file["scoring"]["shared_share"] == pytest.approx(0.18, abs=0.15)
    assert file["calibration"] == {
        "retests": 60, "raters": 0, "from": date(2026, 12, 4), "to": date(2026, 12, 4),
    }  # fmt: skip
    assert "cairn-1.1.1 is in" in said
    assert "businesses that answered again: 60 (60 needed); checks" in said


def test_the_file_is_valid_and_only_new_checks_use_it(checks: list[Assessment], out: Path) -> None:
    calibrate(out)
    written = out.read_text()
    call_command("check_model", out, stdout=StringIO())
    call_command("load_model", out, stdout=StringIO())

    model = newest_version().maturity
    assert model.key == "cairn-1.1.1"
    assert model.practices == version().maturity.practices
    assert set(Assessment.objects.values_list("model_version__key", flat=True)) == {MODEL}
    calibrate(out)
    assert 'version = "1.1.2"' in out.read_text()
    assert written == out.read_text().replace("1.1.2", "1.1.1"), "the draws can be repeated"


def test_fewer_businesses_give_only_their_number(checks: list[Assessment], out: Path) -> None:
    RetestSheet.objects.filter(assessment=checks[0]).delete()

    with pytest.raises(CommandError, match=r"answered again: 59 \(60 needed\)") as refused:
        calibrate(out)

    assert refused.value.returncode == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("model", "line"),
    [
        ("cairn-9.9", "MODEL: cairn-9.9 is not published on this site"),
        ("cairn-1.0", "MODEL: cairn-1.0 has no figures of doubt to calibrate"),
    ],
)
def test_a_version_that_cannot_be_calibrated_is_named(out: Path, model: str, line: str) -> None:
    make_model_version("cairn-1.0")

    with pytest.raises(CommandError) as refused:
        calibrate(out, model)

    assert (str(refused.value), refused.value.returncode) == (line, 2)


def test_a_calibration_is_never_calibrated_itself(checks: list[Assessment], out: Path) -> None:
    calibrate(out)
    call_command("load_model", out, stdout=StringIO())

    with pytest.raises(CommandError, match=r"is a calibration itself; name cairn-1\.1$"):
        calibrate(out, "cairn-1.1.1")


def test_a_file_that_cannot_be_written_is_named(checks: list[Assessment], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--out: cannot be written"):
        calibrate(tmp_path / "nowhere" / "file.toml")


# ---- what counts


def test_only_pairs_of_numbers_by_the_same_person_count(
    checks: list[Assessment], owner: User
) -> None:
    sheet = RetestSheet.objects.get(assessment=checks[0])
    first, second, third = sheet.answers.values_list("practice", flat=True)[:3]
    RetestAnswer.objects.filter(sheet=sheet, practice=first).update(value="dk")
    Answer.objects.filter(assessment=checks[0], practice=second).update(value="na")
    Answer.objects.filter(assessment=checks[0], practice=third).update(answered_by=make_user("ed"))

    found = second_answers(version())

    assert sorted(map(len, found.same)) == [3] + [6] * 59


def test_each_business_counts_once_with_its_newest_answers(
    checks: list[Assessment], owner: User
) -> None:
    extra = Assessment.objects.get(pk=checks[0].pk)
    extra.pk, extra.quarter_starts_on = None, date(2027, 1, 1)
    extra.save()
    Answer.objects.create(
        assessment=extra, practice="CUL1", value="0", revision=1,
        answered_at=NOON, answered_by=owner,
    )  # fmt: skip
    sheet = RetestSheet.objects.create(
        assessment=extra, person=owner, agreed_at=NOON, answered_at=NOON.replace(year=2027)
    )
    RetestAnswer.objects.create(sheet=sheet, practice="CUL1", value="3")

    found = second_answers(version())

    assert len(found.same) == 60
    assert [pair.moved for retest in found.same if len(retest) == 1 for pair in retest] == [3]
    assert found.days[-1] == date(2027, 11, 20)


@pytest.mark.parametrize(("questions", "days", "raters"), [(30, 28, 3), (29, 28, 0), (30, 29, 0)])
def test_of_somebody_else_only_a_whole_sheet_within_28_days_counts(
    owner: User, questions: int, days: int, raters: int
) -> None:
    answer_again(
        make_site(owner, ["food"] * 3),
        make_user("rita"),
        kind=RetestKind.OTHER,
        questions=questions,
        days=days,
    )

    found = second_answers(version())

    assert (len(found.same), len(found.other)) == (0, raters)


def test_deleted_businesses_do_not_count(checks: list[Assessment]) -> None:
    business = checks[0].business
    business.archived_at, business.archived_for = NOON, "deleted"
    business.save()

    assert len(second_answers(version()).same) == 59


def test_answers_under_a_calibrated_version_count_for_its_base(
    checks: list[Assessment], out: Path
) -> None:
    calibrate(out)
    call_command("load_model", out, stdout=StringIO())
    Assessment.objects.filter(pk=checks[0].pk).update(model_version=newest_version())

    assert len(second_answers(version()).same) == 60
