# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import pytest
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection

from samspil.core.database import Extension, planned_once

pytestmark = pytest.mark.locale


@pytest.mark.django_db
def test_the_extensions_that_constraints_lean_on_are_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        found = {name for (name,) in cursor.fetchall()}

    assert {"btree_gist", "pg_trgm", "unaccent"} <= found


@pytest.mark.django_db(transaction=True)
def test_without_the_right_to_create_one_the_operator_is_told_what_to_ask_for():
    with connection.cursor() as cursor:
        # The run's own server gives no superuser; on another server the test may have been given one.
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET ROLE pg_read_all_data")
    try:
        with connection.schema_editor(atomic=False) as editor, pytest.raises(CommandError) as refusal:
            Extension("pageinspect").database_forwards("core", editor, None, None)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")

    assert isinstance(refusal.value.__cause__, ProgrammingError)
    assert 'CREATE EXTENSION "pageinspect"' in str(refusal.value)
    assert "Intet er ændret" in str(refusal.value)


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [None, 0])
def test_a_plan_is_kept_only_where_the_connection_may_keep_one(kept, django_assert_num_queries):
    connection.ensure_connection()
    before, connection.connection.prepare_threshold = connection.connection.prepare_threshold, kept
    sql = "SELECT extname::text, %s::int FROM pg_extension WHERE extname = %s"
    try:
        with django_assert_num_queries(2):
            found = [planned_once(sql, [number, "unaccent"]) for number in (1, 2)]
        plans = planned_once("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%pg_extension%"])
    finally:
        connection.connection.prepare_threshold = before

    assert found == [[("unaccent", 1)], [("unaccent", 2)]]
    assert plans == [(0 if kept is None else 1,)]
