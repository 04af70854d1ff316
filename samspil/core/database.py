# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What core asks of PostgreSQL beyond tables: extensions, with a clear word when refused, rows that stay put, and plans
that are kept."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.operations import CreateExtension
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.migrations.operations import RunSQL


class Extension(CreateExtension):
    """CREATE EXTENSION that tells an operator what to ask the database's administrator for."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        except DatabaseError as error:
            raise CommandError(self.refusal(schema_editor.connection.settings_dict["USER"], error)) from error

    def refusal(self, user: object, error: BaseException) -> str:
        return (
            f"Databasen mangler udvidelsen {self.name}, og brugeren {user} kunne ikke oprette den ({error}). "
            f"Intet er ændret. Bed den, der passer PostgreSQL, om at køre i Samspils database: "
            f'CREATE EXTENSION "{self.name}"; (den ligger i PostgreSQLs pakke "contrib"). Kør så samspil migrate igen.'
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Leaves the extension: other things in the database may use it."""


def kept(table: str, *, against: str) -> RunSQL:
    """Rows of `table` refuse `against` ("UPDATE", "DELETE", "UPDATE OR DELETE"), whoever asks through SQL.

    TRUNCATE stays possible for the table's owner: the test suite empties its database with it.
    """
    return RunSQL(
        sql=f"""
            CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '{table}: % is refused, rows stay as they were written', TG_OP
                    USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER {table}_kept BEFORE {against} ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_kept();
        """,
        reverse_sql=f"DROP TRIGGER {table}_kept ON {table}; DROP FUNCTION {table}_kept();",
    )


def planned_once(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a question that each request asks: the connection keeps its plan, where the server is our own.

    For what takes PostgreSQL longer to plan than to answer. Each value in `sql` must have a type of its own there.
    """
    connection.ensure_connection()
    binding: Any = ServerBindingCursor
    cursor = binding(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cursor) as asked:
        asked.execute(sql, parameters)
        return list(asked.fetchall())
