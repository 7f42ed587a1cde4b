"""Files made to break what reads them: the process that reads one may end, and the site goes on."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError

from assessment.foundation.uploads import reading
from assessment.foundation.uploads.reading import read_xlsx_apart
from assessment.foundation.uploads.refusals import CannotRead, Refusal
from assessment.foundation.uploads.tables import read_table
from tests.foundation.uploads.xlsx_making import (
    all_hidden,
    sheet_with,
    texts_with,
    with_part,
    with_sheet,
    xlsx_of,
)

TWO_ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
NAMED = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>'
DEEP = 200_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0" + b"\0" * 600


def nested(inner: str, name: str = "r") -> str:
    return f"<{name}>" * DEEP + inner + f"</{name}>" * DEEP


HARMLESS: dict[str, Callable[[], bytes]] = {
    "a sheet that says it has every cell": lambda: with_sheet(
        sheet_with(TWO_ROWS, head='<dimension ref="A1:XFD1048576"/>')
    ),
    "a size that is none": lambda: with_sheet(
        sheet_with(TWO_ROWS, head='<dimension ref="A1:ZZZZZZZ99999999999"/>')
    ),
    "parts within parts": lambda: with_sheet(sheet_with(TWO_ROWS, head=nested("", "x"))),
    "merged cells without end": lambda: with_sheet(
        sheet_with(TWO_ROWS).replace(
            "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
        )
    ),
    "a part of 200 MB that we don’t need": lambda: with_part(
        "xl/media/image1.png", b"\0" * 200_000_000
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_we_do_not_need_is_not_read(name: str) -> None:
    assert len(read_table(HARMLESS[name]())) == 2


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "texts without end": (
        lambda: with_sheet(
            sheet_with(NAMED), texts=texts_with("<si><t>x</t></si>", count="4294967295")
        ),
        "holds more than we can read",
    ),
    "a part of 200 MB that we need": (
        lambda: with_part("xl/styles.xml", b"\0" * 200_000_000),
        "holds more than we can read",
    ),
    "a last cell in the last row and column": (
        lambda: with_sheet(
            sheet_with(f'{TWO_ROWS}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        ),
        "holds more than we can read",
    ),
    "texts within texts": (
        lambda: with_sheet(sheet_with(f'<row><c t="inlineStr"><is>{nested("")}</is></c></row>')),
        "has no rows",
    ),
    "a row before the first": (
        lambda: with_sheet(sheet_with('<row r="0"><c r="A0"><v>1</v></c></row>')),
        "Open it in your spreadsheet",
    ),
    "an empty workbook": (lambda: xlsx_of([]), "has no rows"),
    "a workbook without a head": (lambda: xlsx_of([[], ["Bike"]]), "The first row is empty."),
    "nothing but hidden sheets": (all_hidden, "Every sheet in this file is hidden."),
    "no archive behind its mark": (lambda: b"PK\x03\x04" + b"\0" * 99, "Open it in your"),
    "a password": (
        lambda: OLD_OFFICE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99,
        "This file has a password",
    ),
    "an old workbook": (lambda: OLD_OFFICE, "another kind of file, such as ODS or XLS"),
    "two megabytes of line breaks": (lambda: b"A,B\n" + b"\n" * 1_990_000, "holds more than we"),
    "two megabytes of rows": (lambda: b"A,B\n" + b"x\n" * 990_000, "holds more than we can read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_gets_a_sentence(name: str) -> None:
    content, said = REFUSED[name]

    with pytest.raises(ValidationError, match=said):
        read_table(content())


def test_two_megabytes_of_commas_are_two_rows() -> None:
    assert read_table(b"A,B\nx" + b"," * 1_990_000) == [["A", "B"], ["x", ""]]


# ---- whatever ends the process that reads


LIMITS = "import resource, signal, os; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); "
ENDS = {
    f"{LIMITS} os.kill(os.getpid(), {int(signal.SIGABRT)})": Refusal.TOO_LARGE,
    f"{LIMITS} os.kill(os.getpid(), {int(signal.SIGSEGV)})": Refusal.TOO_LARGE,
    f"{LIMITS} os.kill(os.getpid(), {int(signal.SIGXCPU)})": Refusal.TOO_LARGE,
    f"{LIMITS} os.kill(os.getpid(), {int(signal.SIGKILL)})": Refusal.BUSY,
    "raise ValueError": Refusal.DAMAGED,
    "import time; time.sleep(60)": Refusal.TOO_LARGE,
}


@pytest.mark.parametrize("does", ENDS)
def test_a_process_that_ends_or_hangs_is_a_refusal(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = tmp_path / "reader.py"
    reader.write_text(does)
    monkeypatch.setattr(reading, "WALL_SECONDS", 1)

    with pytest.raises(CannotRead) as refused:
        read_xlsx_apart(b"", reader=reader)

    assert refused.value.why == ENDS[does]
    assert read_xlsx_apart(xlsx_of([["A"], ["b"]])) == [["A"], ["b"]]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don’t limit data")
@pytest.mark.parametrize("greedy", ["bytearray(400_000_000)", "[0] * 10**9", "while True: pass"])
def test_time_and_memory_are_limited(
    greedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = tmp_path / "reader.py"
    source = reading.READER.read_text()
    ours = '{"rows": read_xlsx(content)}'
    assert source.count(f"return {ours}") == 1
    reader.write_text(source.replace(f"return {ours}", f"{greedy}\n        return {ours}"))
    monkeypatch.setattr(reading, "CPU_SECONDS", 1)

    with pytest.raises(CannotRead) as refused:
        read_xlsx_apart(b"", reader=reader)

    assert refused.value.why == Refusal.TOO_LARGE


def test_a_process_that_cannot_start_asks_for_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", Mock(side_effect=OSError(12, "Cannot allocate memory")))

    with pytest.raises(ValidationError, match="Choose your file again in a minute"):
        read_table(xlsx_of([["A"], ["b"]]))


def test_one_file_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAITS_SECONDS", 0.01)

    with reading.AT_A_TIME, pytest.raises(ValidationError, match="We can’t read any list just now"):
        read_table(xlsx_of([["A"], ["b"]]))

    assert read_table(xlsx_of([["A"], ["b"]]))


def test_the_site_itself_never_loads_the_library() -> None:
    code = (
        "import sys; from assessment.foundation.uploads.reading import read_xlsx_apart; "
        f"read_xlsx_apart({xlsx_of([['A'], ['b']])!r}); print('python_calamine' in sys.modules)"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert run.stdout.decode().strip() == "False"
