"""Native charts of a workbook, which spreadsheet programs draw from its cells."""

from typing import Any

from assessment.foundation.formatting.tables import Table, TableChart
from assessment.outputs.exports.presenters.colours import colour

LINES = ("brand", "smooth", "sparkle", "solid", "down", "ink-2")
"""The colours of lines, by the names of their tokens; the last one, for all areas, is wider."""
SIZE = {"width": 720, "height": 320}
FONT = {"name": "Calibri", "size": 10}
GRID = {"visible": True, "line": {"color": colour("line"), "width": 0.75}}
NO_LEGEND, LEGEND = {"none": True}, {"position": "right", "font": FONT}


def add_chart(book: Any, sheet: Any, table: Table, wanted: TableChart, row: int) -> None:
    """Add a chart of some columns of a table below it; it changes with the cells."""
    chart = book.add_chart({"type": wanted.kind})
    first, last = (place + 1 for place in wanted.rows)
    name = table.title
    for number, column in enumerate(wanted.columns):
        is_last = column == wanted.columns[-1]
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                **looks_of(wanted.kind, number, is_last=is_last),
            }
        )
    chart.set_title({"name": wanted.title, "name_font": {**FONT, "size": 12}})
    scale = {"min": 0, "max": 100, "num_font": FONT, "major_gridlines": GRID}
    names = {"num_font": FONT, "reverse": wanted.kind == "bar"}
    # Bars lie on their side, so their axes change places. The first area is at the top.
    chart.set_x_axis(names if wanted.kind == "line" else scale)
    chart.set_y_axis(scale if wanted.kind == "line" else names)
    chart.set_legend(NO_LEGEND if wanted.kind == "bar" else LEGEND)
    chart.set_size(SIZE)
    sheet.insert_chart(row, 0, chart, {"description": wanted.words, "object_position": 3})


def looks_of(kind: str, number: int, *, is_last: bool) -> dict[str, Any]:
    if kind == "bar":
        labels = {"value": True, "font": FONT}
        return {"fill": {"color": colour("brand")}, "gap": 60, "data_labels": labels}
    line = colour(LINES[-1] if is_last else LINES[number % (len(LINES) - 1)])
    return {
        "line": {"color": line, "width": 3 if is_last else 1.75},
        "marker": {"type": "circle", "size": 5, "fill": {"color": line}, "border": {"color": line}},
    }
