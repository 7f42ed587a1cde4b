"""XLSX files, checked before the library that reads them may unfold them in memory."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assessment.foundation.uploads.refusals import CannotRead, Refusal
from assessment.foundation.uploads.size import LAST_COLUMN, LAST_ROW

MOST_BYTES = 10_000_000
"""How much an XLSX file may unfold to; a thousand rows take a twentieth of it."""
MOST_ENTRIES = 200
MOST_LETTERS = 10_000_000
"""How long all texts of a sheet may be together: a file names a text once for many cells."""
NEEDED = re.compile(r"\[Content_Types\]\.xml|_rels/.*|xl/.*\.(xml|rels)")
SHEET = re.compile(r"xl/worksheets/.*\.xml")
TEXTS = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(content: bytes) -> list[list[str]]:
    """Return all rows of the first visible sheet, including empty ones.

    Raises:
        CannotRead: it is damaged, too large or another kind of file.
    """
    parts = _unfolded(content)
    if "xl/workbook.xml" not in parts:
        raise CannotRead(Refusal.NOT_XLSX)
    lengths: list[int] = []
    for name in filter(TEXTS.fullmatch, parts):
        lengths += _Texts().read(parts[name]).lengths
    for name in filter(SHEET.fullmatch, parts):
        _Extent(lengths).read(parts[name])
    return _cells(_folded(parts))


def _unfolded(content: bytes) -> dict[str, bytes]:
    """Return the parts that a list needs, without ever holding more than the limit."""
    parts: dict[str, bytes] = {}
    try:
        with ZipFile(BytesIO(content)) as file:
            for entry in _needed(file):
                room = MOST_BYTES - sum(map(len, parts.values()))
                parts[entry.filename] = _part(file, entry, room)
    except CannotRead:
        raise
    # A damaged archive raises whatever its reader trips over.
    except Exception as fault:
        raise CannotRead(Refusal.DAMAGED) from fault
    return parts


def _needed(file: ZipFile) -> list[ZipInfo]:
    if len(file.infolist()) > MOST_ENTRIES:
        raise CannotRead(Refusal.TOO_LARGE)
    return [entry for entry in file.infolist() if NEEDED.fullmatch(entry.filename)]


def _part(file: ZipFile, entry: ZipInfo, room: int) -> bytes:
    # Python unfolds the other kinds of compression without a limit, and no spreadsheet uses them.
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise CannotRead(Refusal.DAMAGED)
    with file.open(entry) as part:
        # The size that an archive states for a part may be a lie.
        found = part.read(room + 1)
    if len(found) > room:
        raise CannotRead(Refusal.TOO_LARGE)
    return found


def _folded(parts: dict[str, bytes]) -> bytes:
    """Pack the parts again, so that the library sees nothing that was not counted."""
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


class _Part:
    """Reads one part of a file; a document type could define what we have not counted."""

    def read(self, part: bytes) -> Any:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, given: self.begin(_local(name), given)
        parser.EndElementHandler = lambda name: self.end(_local(name))
        parser.CharacterDataHandler = self.letters
        parser.StartDoctypeDeclHandler = self.refuse
        try:
            parser.Parse(part, True)
        except expat.ExpatError as fault:
            raise CannotRead(Refusal.DAMAGED) from fault
        return self

    def refuse(self, *_args: Any) -> None:
        raise CannotRead(Refusal.DAMAGED)

    def begin(self, name: str, given: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def letters(self, text: str) -> None: ...


class _Texts(_Part):
    """How long each of the texts is that cells refer to."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def begin(self, name: str, given: dict[str, str]) -> None:  # noqa: ARG002 - see the base
        if name == "si":
            self.lengths.append(0)

    def letters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Extent(_Part):
    """Refuses a sheet whose cells would take too much memory.

    The library makes room for everything between the first and the last cell with a value.
    """

    def __init__(self, lengths: list[int]) -> None:
        self.lengths, self.left = lengths, MOST_LETTERS
        self.row = self.column = 0
        self.shares = False
        self.value: list[str] | None = None
        self.begins: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self.begin_row,
            "c": self.begin_cell,
            "v": self.begin_value,
            "is": self.begin_value,
        }

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name in self.begins:
            self.begins[name](given)

    def begin_row(self, given: dict[str, str]) -> None:
        said = given.get("r", "")
        self.row, self.column = int(said) if re.fullmatch("[0-9]{1,7}", said) else self.row + 1, 0

    def begin_cell(self, given: dict[str, str]) -> None:
        self.column += 1
        self.shares = given.get("t") == "s"
        if "r" in given:
            place = PLACE.fullmatch(given["r"])
            if place is None:
                raise CannotRead(Refusal.DAMAGED)
            self.column = sum(26**n * (ord(x) - 64) for n, x in enumerate(place[1][::-1]))
            self.row = int(place[2])

    def begin_value(self, _given: dict[str, str]) -> None:
        self.value = []
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            raise CannotRead(Refusal.TOO_LARGE)

    def letters(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, name: str) -> None:
        if name not in {"v", "is"} or self.value is None:
            return
        text, self.value = "".join(self.value), None
        if not self.shares:
            self.left -= len(text)
        elif re.fullmatch("[0-9]{1,7}", text) and int(text) < len(self.lengths):
            self.left -= self.lengths[int(text)]
        else:
            raise CannotRead(Refusal.DAMAGED)
        if self.left < 0:
            raise CannotRead(Refusal.TOO_LARGE)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _cells(content: bytes) -> list[list[str]]:
    # Heavy, and needed for this alone.
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        rows = book.get_sheet_by_name(_sheet(book)).to_python(skip_empty_area=False)
    except CannotRead:
        raise
    except MemoryError as fault:
        raise CannotRead(Refusal.TOO_LARGE) from fault
    # A panic of the library is no `Exception`, although it only means that the file is damaged.
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise CannotRead(Refusal.DAMAGED) from fault
    return [[_written(cell) for cell in row] for row in rows]


def _sheet(book: Any) -> str:
    """Return the name of the first sheet with cells that is not hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return str(sheet.name)
    raise CannotRead(Refusal.NO_SHEET)


def _written(cell: Any) -> str:
    """Write a cell as people see it: a whole number has no decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
