# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The tables that the database has, beside those that the models of this version ask for.

What the models ask for is made as temporary tables in a transaction that is rolled back, so that PostgreSQL itself
writes both sides: types, collations, defaults and conditions then differ only where they mean different things.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, transaction

_COLUMNS = """
    SELECT c.relname, a.attname, concat_ws(' ',
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || quote_ident(l.collname) END,
        CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        CASE WHEN a.attidentity <> '' THEN 'IDENTITY' END,
        CASE WHEN a.attgenerated <> '' THEN 'GENERATED' ELSE 'DEFAULT' END || ' ' || pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND {where}
"""
# PostgreSQL 18 counts NOT NULL among the constraints; the columns say it already.
_CONSTRAINTS = """
    SELECT c.relname, pg_get_constraintdef(o.oid)
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
    WHERE o.contype IN ('c', 'f', 'p', 'u', 'x') AND {where}
"""
_UNIQUE_INDEXES = """
    SELECT c.relname, 'UNIQUE INDEX ' || substring(pg_get_indexdef(i.indexrelid) FROM ' USING (.*)')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND {where}
        AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
"""
# Django itself makes the rows' own numbers in a package's many-to-many tables wider than the package asks for.
_AS_GOOD = {("bigint NOT NULL IDENTITY", "integer NOT NULL IDENTITY")}
_CASTS = re.compile(r"::(?:text|character varying|varchar)(?:\(\d+\))?(?:\[\])?")
_BRACKETS = str.maketrans("", "", "()")
_THEIRS = "pg_table_is_visible(c.oid) AND c.relpersistence <> 't'"
_OURS = "c.relnamespace = pg_my_temp_schema()"


@dataclass
class Table:
    """Columns with what PostgreSQL says of them, and constraints without their names, which do not matter."""

    columns: dict[str, str] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    # As PostgreSQL says each rule.
    words: dict[str, str] = field(default_factory=dict, compare=False)


def differences() -> list[str]:
    """What is wrong with the real tables, in Danish, table by table; empty when all is well. Changes nothing.

    Tables of others are not looked at, and an index that only makes things faster may be there or not. Raises
    DatabaseError where the database's user may not make temporary tables.
    """
    with transaction.atomic():
        try:
            real = real_tables()
            expected = _expected_tables()
        finally:
            transaction.set_rollback(True)
    return [words for name in sorted(expected) for words in _compared(name, real.get(name), expected[name])]


def real_tables() -> dict[str, Table]:
    """Every table that a query finds by its bare name."""
    return _read(_THEIRS)


def _expected_tables() -> dict[str, Table]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)")
    with connection.schema_editor(atomic=False) as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    return _read(_OURS)


def _read(where: str) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS.format(where=where))
        for table, column, description in cursor.fetchall():
            tables.setdefault(table, Table()).columns[column] = description
        for query in (_CONSTRAINTS, _UNIQUE_INDEXES):
            cursor.execute(query.format(where=where))
            for table, rule in cursor.fetchall():
                found = tables.setdefault(table, Table())
                found.rules[_plain(rule)] += 1
                found.words[_plain(rule)] = rule
    return tables


def _plain(rule: str) -> str:
    """The rule without what PostgreSQL words in another way when a backup has been read in: casts and brackets."""
    return _CASTS.sub("", rule).translate(_BRACKETS)


def _compared(name: str, real: Table | None, expected: Table) -> Iterator[str]:
    if real is None:
        yield f"tabellen {name} mangler"
        return
    for column in sorted(expected.columns.keys() - real.columns.keys()):
        yield f"tabellen {name} mangler kolonnen {column}"
    for column in sorted(real.columns.keys() - expected.columns.keys()):
        yield f"tabellen {name} har kolonnen {column}, som denne version ikke kender"
    for column in sorted(real.columns.keys() & expected.columns.keys()):
        is_now, should_be = real.columns[column], expected.columns[column]
        if is_now != should_be and (is_now, should_be) not in _AS_GOOD:
            yield f"kolonnen {column} i tabellen {name} er »{is_now}« og skulle være »{should_be}«"
    for rule in sorted((expected.rules - real.rules).elements()):
        yield f"tabellen {name} mangler reglen »{expected.words[rule]}«"
    for rule in sorted((real.rules - expected.rules).elements()):
        yield f"tabellen {name} har reglen »{real.words[rule]}«, som denne version ikke kender"
