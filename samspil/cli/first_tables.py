# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""All tables of an empty database at once, as this version's models ask for them.

Running a hundred migrations one after the other takes seven seconds of processor, nearly all of it for Django's model
of each step in between; the tables of the last step take a fifth of a second. docs/adr/frozen-migrations.md says why
that is safe.
"""

from collections.abc import Iterator
from itertools import chain

from django.apps import apps
from django.contrib.postgres.operations import CreateExtension
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


def make_if_empty() -> bool:
    """Make every table and write each migration down as applied, in one transaction; True when that was done.

    A database that has any table already is left as it is. Migrations that move rows (RunPython) are not run: there
    are no rows yet.
    """
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            return False
    loader = MigrationLoader(connection)
    migrations = [loader.graph.nodes[key] for key in _in_order(loader)]
    with connection.schema_editor(atomic=True) as editor:
        _run(editor, migrations, CreateExtension)
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        # Triggers may stand on any table.
        _run(editor, migrations, RunSQL)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create(
            [recorder.Migration(app=migration.app_label, name=migration.name) for migration in migrations]
        )
    return True


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Each migration once, after those that it builds on."""
    plans = (loader.graph.forwards_plan(leaf) for leaf in loader.graph.leaf_nodes())
    return list(dict.fromkeys(chain.from_iterable(plans)))


def _run(editor: BaseDatabaseSchemaEditor, migrations: list[Migration], kind: type[Operation]) -> None:
    nothing = ProjectState()
    for migration, operation in _operations(migrations, kind):
        operation.database_forwards(migration.app_label, editor, nothing, nothing)


def _operations(migrations: list[Migration], kind: type[Operation]) -> Iterator[tuple[Migration, Operation]]:
    for migration in migrations:
        for operation in migration.operations:
            if isinstance(operation, kind):
                yield migration, operation
