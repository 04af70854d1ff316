# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a test has committed is deleted from the few tables that have rows.

Django truncates every table and makes its content types and permissions anew, which takes a quarter of a second after
each test with transactions of its own, and twice that beside another worker; this takes a twentieth.
"""

from django.db import connections
from django.test import TransactionTestCase

# Tables whose rows may not be deleted are truncated. Foreign keys are asked about at the end of the transaction.
_EMPTY = """
DO $$
DECLARE
    here record;
    found boolean;
BEGIN
    FOR here IN
        SELECT oid::regclass AS name, EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND NOT tgisinternal AND tgtype & 8 > 0
        ) AS guarded
        FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
        ORDER BY guarded DESC
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', here.name) INTO found;
        IF found AND here.guarded THEN
            EXECUTE format('TRUNCATE %s CASCADE', here.name);
        ELSIF found THEN
            EXECUTE format('DELETE FROM %s', here.name);
        END IF;
    END LOOP;
END
$$
"""


def pytest_configure() -> None:
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[method-assign]


def _empty(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):
        with connections[alias].cursor() as cursor:
            cursor.execute(_EMPTY)
