"""The code of the last release keeps working on today's tables, so that a site can be updated."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.migrations.old_rows import Rows, insert, kept_rows

pytestmark = pytest.mark.django_db(transaction=True)

EXPAND = """
Old processes insert rows without these columns, and fail. Give each a `db_default` in its model
and in the migration that adds it (a `default` alone exists only in the new code):
"""
CONTRACT = """
Old processes still write these columns, and fail. Keep each until the release after the one that
no longer uses it:
"""


def lacking_defaults(rows: Rows) -> list[str]:
    """Return the columns that old rows lack and the database cannot fill, as table.column."""
    return [
        f"{table}.{name}"
        for table in sorted(rows)
        for name, is_filled in columns_of(table).items()
        if not is_filled and name not in rows[table][0]
    ]


def gone(rows: Rows) -> list[str]:
    """Return the columns of old rows that the tables no longer have, as table.column."""
    return [
        f"{table}.{name}"
        for table in sorted(rows)
        for name in rows[table][0]
        if name not in columns_of(table)
    ]


def columns_of(table: str) -> dict[str, bool]:
    """Return by column whether it can be left out of an INSERT; empty if the table is gone."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return {}
        if connection.vendor == "sqlite":
            # Django's own description fails on some of our check constraints.
            cursor.execute(f"PRAGMA table_info({connection.ops.quote_name(table)})")
            return {
                name: not not_null or default is not None
                for _place, name, _type, not_null, default, _key in cursor.fetchall()
            }
        found = connection.introspection.get_table_description(cursor, table)
    return {column.name: bool(column.null_ok) or column.default is not None for column in found}


def test_every_new_column_has_a_default_in_the_database() -> None:
    lacking = lacking_defaults(kept_rows())

    assert not lacking, EXPAND + "\n".join(lacking)


def test_no_column_that_old_code_writes_is_gone() -> None:
    lost = gone(kept_rows())

    assert not lost, CONTRACT + "\n".join(lost)


def test_old_code_can_insert_a_row_into_each_table_and_new_code_reads_it() -> None:
    rows = kept_rows()

    # References are checked at the end, so the tables can be filled in any order.
    with transaction.atomic():
        for table, lines in rows.items():
            for row in lines:
                insert(table, row)

    read = {
        model._meta.db_table: len(model._default_manager.all())  # noqa: SLF001 - public
        for model in apps.get_app_config("assessment").get_models()
    }
    assert {table: read.get(table) for table in rows} == {
        table: len(lines) for table, lines in rows.items()
    }


def test_old_rows_cover_what_a_visitor_does_first() -> None:
    names = ["user", "business", "membership", "assessment", "answer", "result", "planitem"]

    assert {
        f"assessment_{name}" for name in [*names, "reportrun", "sharedlink"]
    } <= kept_rows().keys()


# ---- what the test itself finds


def test_a_column_without_a_default_and_one_that_is_gone_are_named() -> None:
    rows: Rows = {"invented": [{"id": 1, "dropped": "x"}]}
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE invented (id integer, strict integer NOT NULL, "
            "lenient integer NOT NULL DEFAULT 1, empty integer NULL)"
        )
        try:
            found = lacking_defaults(rows), gone(rows)
        finally:
            cursor.execute("DROP TABLE invented")

    assert found == (["invented.strict"], ["invented.dropped"])


def test_a_table_that_is_gone_is_named() -> None:
    assert gone({"no_such_table": [{"id": 1}]}) == ["no_such_table.id"]
