"""The rows that the code of the last release inserts, kept as it writes them.

While a site is updated, old processes still run on the new tables. In an INSERT, Django names the
columns of its own model and no others. A new column therefore needs a default in the database.
After a release, run `python -m tests.migrations.old_rows` and commit the new file.
"""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("old_rows.json")
WRITTEN_BY = ("assessment", "0012_where_queued_work_is_found")
"""The newest migration of the release whose code wrote the rows."""

Rows = dict[str, list[dict[str, Any]]]
"""By table; a row has its values by column."""


def kept_rows() -> Rows:
    rows: Rows = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def insert(table: str, row: dict[str, Any]) -> None:
    from django.db import connection  # noqa: PLC0415 - after the setup

    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in row)
    places = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} ({columns}) VALUES ({places})",  # noqa: S608 - our own
            list(row.values()),
        )


def keep() -> None:
    """Fill every table of that release, and write what an INSERT of its code would contain."""
    import django  # noqa: PLC0415

    django.setup()
    from tests.migrations.moving import apps_starting_at, moved_to  # noqa: PLC0415
    from tests.migrations.released import RELEASED, ReleasedSite  # noqa: PLC0415

    ReleasedSite(apps_starting_at(RELEASED)).fill()
    models = moved_to(WRITTEN_BY).get_app_config("assessment").get_models()
    rows = {
        model._meta.db_table: [  # noqa: SLF001 - public
            written(row) for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }
    FILE.write_text(json.dumps(rows, indent=1, default=str, sort_keys=True) + "\n")


def written(row: dict[str, Any]) -> dict[str, Any]:
    """Turn documents into text, as the database takes them, and bytes into letters."""
    return {
        column: json.dumps(value)
        if isinstance(value, dict | list)
        else value.decode("latin-1")
        if isinstance(value, bytes)
        else value
        for column, value in row.items()
    }


if __name__ == "__main__":
    keep()
