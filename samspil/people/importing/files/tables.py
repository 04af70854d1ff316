# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Tables out of CSV files, workbooks and zip files of them."""

import dataclasses
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from samspil.people.importing.files.cpr import is_cpr_heading, looks_like_cpr
from samspil.people.importing.files.decoding import UnreadableError, cells, decode
from samspil.people.importing.files.rows import Problem, Where

# Unpacked. A municipality of 75 schools is about 15 MB.
MOST_BYTES = 200_000_000
# Lines with a CPR number that are named before the rest is only counted.
NAMED_CPR_LINES = 3


@dataclasses.dataclass(frozen=True, slots=True)
class SourceFile:
    name: str
    data: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One row by its headings in small letters."""

    where: Where
    values: dict[str, str]


@dataclasses.dataclass(slots=True)
class Table:
    name: str
    headings: list[str]
    lines: list[Line]
    problems: list[Problem]


def tables(files: Iterable[SourceFile]) -> tuple[list[Table], list[Problem]]:
    """Every table of every file. What cannot be read is a problem, and the other files are read all the same."""
    found: list[Table] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found.extend(_tables(file))
        except UnreadableError as error:
            problems.append(Problem(words=f"{file.name}: {error}"))
    return found, problems


def _tables(file: SourceFile) -> Iterator[Table]:
    if not file.data.strip():
        msg = "Filen er tom."
        raise UnreadableError(msg)
    if file.data.startswith(b"PK"):
        yield from _packed(file)
    else:
        yield _table(file.name, cells(decode(file.data)))


def _packed(file: SourceFile) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                msg = "Filen er for stor, når den pakkes ud. Del den i flere."
                raise UnreadableError(msg)
            if "[Content_Types].xml" in archive.namelist():
                yield from _workbook(file)
                return
            for entry in archive.infolist():
                path = PurePosixPath(entry.filename)
                if not entry.is_dir() and path.suffix.lower() in {".csv", ".txt"} and not path.name.startswith("."):
                    yield _table(path.name, cells(decode(archive.read(entry))))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        msg = "Zip-filen kan ikke pakkes ud. Er den beskyttet med en kode, så gem den uden."
        raise UnreadableError(msg) from error


def _workbook(file: SourceFile) -> Iterator[Table]:
    import openpyxl  # noqa: PLC0415 (takes half a second to load, and few processes ever read a workbook)

    try:
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = ((number, [_text(v) for v in row]) for number, row in enumerate(sheet.values, start=1))
            filled = [(number, row) for number, row in rows if any(row)]
            if filled:
                yield _table(sheet.title, iter(filled))
        book.close()
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        if isinstance(error, UnreadableError):
            raise
        msg = "Excel-filen kan ikke læses. Åbn den, gem den igen som .xlsx, og prøv igen."
        raise UnreadableError(msg) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).strip()


def _table(name: str, rows: Iterator[tuple[int, list[str]]]) -> Table:
    first = next(rows, None)
    if first is None:
        msg = "Filen er tom."
        raise UnreadableError(msg)
    headings = [" ".join(cell.lower().split()) for cell in first[1]]
    table = Table(name=name, headings=headings, lines=[], problems=[])
    if any(is_cpr_heading(heading) for heading in headings):
        words = "Filen har en kolonne med CPR-numre. Samspil tager ikke imod dem. Slet kolonnen, og brug et andet id."
        table.problems.append(Problem(words=words, where=Where(file=name, line=first[0])))
        return table
    with_cpr = 0
    for number, row in rows:
        where = Where(file=name, line=number)
        if len(row) > len(headings) and any(row[len(headings) :]):
            words = f"Der er {len(row)} felter, men kun {len(headings)} overskrifter."
            table.problems.append(Problem(words=words, where=where))
            continue
        if any(looks_like_cpr(cell) for cell in row):
            with_cpr += 1
            if with_cpr <= NAMED_CPR_LINES:
                words = "Et felt ligner et CPR-nummer. Samspil tager ikke imod dem. Fjern det."
                table.problems.append(Problem(words=words, where=where))
            continue
        table.lines.append(Line(where=where, values=dict(zip(headings, row, strict=False))))
    if with_cpr > NAMED_CPR_LINES:
        words = f"{name}: I alt {with_cpr} linjer har et felt, der ligner et CPR-nummer."
        table.problems.append(Problem(words=words))
    return table
