# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Rows out of a workbook. What it says about its own size is not believed: only cells that are there are read."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from samspil.core.written import composed
from samspil.people.importing.files.decoding import UnreadableError
from samspil.people.importing.files.limits import Limits

MOST_SHEETS = 50
# Excel's own.
LAST_ROW = 1_048_576
# Styles and the like are read whole, unlike sheets and texts: a real workbook has some 10 kB of them.
MOST_OTHER_BYTES = 5_000_000
_STREAMED = ("xl/worksheets/", "xl/sharedStrings", "xl/media/", "xl/drawings/")
_SAVE_AGAIN = "Excel-filen kan ikke læses. Åbn den, gem den igen som .xlsx, og prøv igen."

Rows = Iterator[tuple[int, list[str]]]


def is_workbook(archive: zipfile.ZipFile) -> bool:
    return "[Content_Types].xml" in archive.namelist()


def sheets(archive: zipfile.ZipFile, data: bytes) -> Iterator[tuple[str, Rows]]:
    """(title, rows that are not empty with their numbers) of each sheet that has any.

    Raises UnreadableError for what is no workbook, or was made to take a reader's memory or time.
    """
    import openpyxl  # noqa: PLC0415 (takes half a second to load, and few processes ever read a workbook)

    _refuse_bombs(archive)
    with _refused_if_unreadable():
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets[:MOST_SHEETS]:
            rows = _filled(sheet)
            first = next(rows, None)
            if first is not None:
                yield sheet.title, _with_first(first, rows)
        book.close()


@contextmanager
def _refused_if_unreadable() -> Iterator[None]:
    """Whatever the reader stumbles over in a file that only calls itself a workbook."""
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(_SAVE_AGAIN) from error


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    others = (entry for entry in archive.infolist() if not entry.filename.startswith(_STREAMED))
    if sum(entry.file_size for entry in others) > MOST_OTHER_BYTES:
        raise UnreadableError(_SAVE_AGAIN)
    if any(_has_document_type(archive, entry) for entry in archive.infolist()):
        msg = "Excel-filen indeholder en dokumenttype (DOCTYPE). Den læser Samspil ikke. Gem filen igen som .xlsx."
        raise UnreadableError(msg)


def _has_document_type(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Entities are defined there, and one can stand for a billion letters. No program writes one in a workbook."""
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return False
    with archive.open(entry) as part:
        before = b""
        while chunk := part.read(1_000_000):
            # In UTF-16 every other byte is nought.
            seen = before + chunk.replace(b"\0", b"")
            if b"<!DOCTYPE" in seen:
                return True
            before = seen[-8:]
    return False


def _filled(sheet) -> Rows:  # type: ignore[no-untyped-def]  # openpyxl's read-only sheet has no type of its own
    """Without the sheet's own word on its size, each row ends at its last cell, and rows between cost nothing much."""
    sheet.reset_dimensions()
    limits = Limits()
    values = sheet.iter_rows(max_row=LAST_ROW + 1, values_only=True)
    # Rows are read as they are asked for, so damage far down in the sheet shows here, not where the book was opened.
    with _refused_if_unreadable():
        for number, cells in enumerate(values, start=1):
            if number > LAST_ROW:
                raise UnreadableError(_SAVE_AGAIN)
            limits.spend(len(cells))
            row = [_text(cell) for cell in cells]
            if any(row):
                yield number, _without_end(row)


def _without_end(row: list[str]) -> list[str]:
    while not row[-1]:
        row.pop()
    return row


def _with_first(first: tuple[int, list[str]], rows: Rows) -> Rows:
    yield first
    yield from rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        # A cell knows no zone: the day is the one that is written there.
        return f"{value:%Y-%m-%d}"
    # Half letters and noughts cannot be written anywhere.
    return composed(str(value).encode(errors="ignore").decode()).replace("\x00", "").strip()
