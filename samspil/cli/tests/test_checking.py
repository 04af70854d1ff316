# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`samspil check` looks at the tables themselves, not only at the list of migrations that says they are made."""

import pytest
from django.db import connection

from samspil.cli import checking, tables

pytestmark = pytest.mark.django_db


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"ok": [], "warning": [], "fault": []}
    for finding in checking.database_tables():
        found[finding.level].append(finding.sentence)
    return found


def change(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_tables_that_migrations_have_made_fit_the_models():
    assert tables.differences() == []
    assert sentences() == {"ok": ["Databasens tabeller passer til denne version."], "warning": [], "fault": []}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("ALTER TABLE dialogue_meeting DROP COLUMN place", ["tabellen dialogue_meeting mangler kolonnen place"]),
        (
            "ALTER TABLE dialogue_meeting RENAME COLUMN place TO venue",
            [
                "tabellen dialogue_meeting mangler kolonnen place",
                "tabellen dialogue_meeting har kolonnen venue, som denne version ikke kender",
            ],
        ),
        (
            "ALTER TABLE dialogue_meeting ADD COLUMN colour text NOT NULL DEFAULT ''",
            ["tabellen dialogue_meeting har kolonnen colour, som denne version ikke kender"],
        ),
        ("DROP TABLE dialogue_notevector", ["tabellen dialogue_notevector mangler"]),
        (
            "ALTER TABLE people_municipality ALTER COLUMN name TYPE varchar(20)",
            [
                "kolonnen name i tabellen people_municipality er »character varying(20) NOT NULL« og skulle være "
                "»character varying(100) NOT NULL«"
            ],
        ),
        (
            "ALTER TABLE people_municipality ALTER COLUMN name DROP NOT NULL",
            [
                "kolonnen name i tabellen people_municipality er »character varying(100)« og skulle være "
                "»character varying(100) NOT NULL«"
            ],
        ),
        (
            "ALTER TABLE people_municipality DROP CONSTRAINT municipality_only_one",
            ["tabellen people_municipality mangler reglen »CHECK (is_only)«"],
        ),
        (
            "ALTER TABLE people_municipality ADD CHECK (name <> 'By')",
            [
                "tabellen people_municipality har reglen »CHECK (((name)::text <> 'By'::text))«, som denne version "
                "ikke kender"
            ],
        ),
    ],
)
def test_says_where_the_tables_are_others_though_every_migration_stands_as_done(statement, words):
    change(statement)

    assert tables.differences() == words


def test_names_a_few_of_many_differences_and_counts_the_others():
    change("ALTER TABLE people_municipality " + ", ".join(f"ADD COLUMN extra{number:02} int" for number in range(14)))

    found = sentences()

    assert found["ok"] == []
    [fault] = found["fault"]
    assert "samspil restore" in fault
    assert "har kolonnen extra00, som denne version ikke kender" in fault
    assert "extra09" in fault
    assert "extra10" not in fault
    assert "og 4 til" in fault


def test_leaves_nothing_behind_and_does_not_mind_what_others_keep_there():
    change("CREATE TABLE their_own (id int)")
    change("CREATE INDEX quicker ON dialogue_meeting (place)")

    assert tables.differences() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()")
        assert cursor.fetchone() == (0,)
        cursor.execute("SHOW search_path")
        assert "pg_temp" not in cursor.fetchone()[0]


def test_says_so_when_the_databases_user_may_not_make_temporary_tables():
    change(f"REVOKE TEMPORARY ON DATABASE {connection.settings_dict['NAME']} FROM PUBLIC, CURRENT_USER")

    found = sentences()

    assert found["ok"] == []
    assert found["fault"] == []
    [warning] = found["warning"]
    assert "GRANT TEMPORARY ON DATABASE" in warning


def test_another_trouble_of_the_database_is_told_in_its_own_words_and_no_permission_is_asked_for():
    """A full disk was answered with advice about GRANT."""
    change("SET TRANSACTION READ ONLY")

    [warning] = sentences()["warning"]

    assert "read-only" in warning
    assert "GRANT" not in warning


def test_migrations_that_wait_are_named_first():
    change("DELETE FROM django_migrations WHERE app = 'live'")
    change("ALTER TABLE dialogue_meeting DROP COLUMN place")

    [fault] = sentences()["fault"]

    assert "samspil migrate" in fault
    assert "dialogue_meeting" not in fault


def test_django_has_nothing_to_say_of_an_installation_as_it_is_delivered():
    """A warning that always stands there lets a nightly check call for help for ever."""
    said = [str(finding) for finding in checking.django_itself()]

    # Of the database of a test, which is reached inside one transaction.
    assert [words for words in said if "live.W001" not in words] == []
