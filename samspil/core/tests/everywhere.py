# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Where in all that is kept a text can be read: every column of every table, as the database has them, and every file.

What is encrypted is read as the house reads it; sessions, PDFs, archives and office files are opened.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from pypdf import PdfReader

from samspil.core.fields import SecretTextField


def places(*texts: str) -> set[str]:
    """ "table.column" and the paths of files in which one of the texts stands, however its letters are written."""
    sought = [text.casefold() for text in texts if text]
    stored = [*_columns(), *_secrets(), *_sessions(), *_files()]
    return {where for where, words in stored if any(text in words.casefold() for text in sought)}


def _columns() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", _words(value)) for name, value in zip(names, row, strict=True))


def _secrets() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        for field in (field for field in model._meta.concrete_fields if isinstance(field, SecretTextField)):
            where = f"{model._meta.db_table}.{field.column}"
            yield from ((where, _words(value)) for value in model._default_manager.values_list(field.name, flat=True))


def _sessions() -> Iterator[tuple[str, str]]:
    for session in Session.objects.all():
        yield "django_session.session_data", _words(session.get_decoded())


def _files() -> Iterator[tuple[str, str]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if path.is_file():
            yield str(path.relative_to(root)), f"{path.name} {_words(path.read_bytes())}"


def _words(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return _opened(bytes(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and "\\u" in value:
        # JSON inside a column of text.
        return f"{value} {value.encode('latin-1', 'backslashreplace').decode('unicode_escape')}"
    return str(value)


def _opened(content: bytes) -> str:
    # What a test has made up begins like a PDF and is none.
    if content.startswith(b"%PDF") and b"%%EOF" in content:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(f"{name} {_opened(archive.read(name))}" for name in archive.namelist())
    return content.decode("utf-8", "replace")
