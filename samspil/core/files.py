# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Files that people have sent, kept beside their rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.base import File
    from django.db.models.fields.files import FieldFile


@contextmanager
def file_with_row(field: FieldFile, name: str, content: File[Any]) -> Iterator[None]:
    """Keeps the file; the row is saved inside. A file has no transaction: where the row does not come, it goes too.

    Nothing else would ever find it, neither who takes files away nor who erases a person. What a full disk has taken
    only a part of goes too.
    """
    storage = field.storage
    kept = storage.get_available_name(field.field.generate_filename(field.instance, name))
    try:
        field.save(name, content, save=False)
        yield
    except BaseException:
        storage.delete(kept)
        raise
