# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Tables out of CSV files, workbooks and zip files of them."""

import dataclasses
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from samspil.people.importing.files.cpr import is_cpr_heading, looks_like_cpr
from samspil.people.importing.files.decoding import UnreadableError, cells, decode
from samspil.people.importing.files.limits import Limits
from samspil.people.importing.files.rows import Problem, Where
from samspil.people.importing.files.workbooks import is_workbook, sheets

# Unpacked. A municipality of 75 schools is about 15 MB.
MOST_BYTES = 200_000_000
MOST_HEADINGS = 200
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
    limits = Limits()
    for file in files:
        try:
            found.extend(_tables(file, limits))
        except UnreadableError as error:
            problems.append(Problem(words=f"{file.name}: {error}"))
    return found, problems


def _tables(file: SourceFile, limits: Limits) -> Iterator[Table]:
    if not file.data.strip():
        msg = "Filen er tom."
        raise UnreadableError(msg)
    if file.data.startswith(b"PK"):
        yield from _packed(file, limits)
    else:
        yield _table(file.name, cells(decode(file.data)), limits)


def _packed(file: SourceFile, limits: Limits) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                msg = "Filen er for stor, når den pakkes ud. Del den i flere."
                raise UnreadableError(msg)
            if is_workbook(archive):
                for title, rows in sheets(archive, file.data):
                    yield _table(title, rows, limits)
                return
            for entry in archive.infolist():
                path = PurePosixPath(entry.filename)
                if not entry.is_dir() and path.suffix.lower() in {".csv", ".txt"} and not path.name.startswith("."):
                    yield _table(path.name, cells(decode(archive.read(entry))), limits)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        msg = "Zip-filen kan ikke pakkes ud. Er den beskyttet med en kode, så gem den uden."
        raise UnreadableError(msg) from error


def _table(name: str, rows: Iterator[tuple[int, list[str]]], limits: Limits) -> Table:
    first = next(rows, None)
    if first is None:
        msg = "Filen er tom."
        raise UnreadableError(msg)
    headings = [" ".join(cell.lower().split()) for cell in first[1]]
    table = Table(name=name, headings=headings, lines=[], problems=[])
    if wrong := _wrong_headings(headings):
        table.problems.append(Problem(words=wrong, where=Where(file=name, line=first[0])))
        return table
    with_cpr = 0
    for number, row in rows:
        limits.spend(len(row))
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


def _wrong_headings(headings: list[str]) -> str:
    """Why no line can be read under these headings; "" when nothing is wrong with them."""
    if any(is_cpr_heading(heading) for heading in headings):
        return "Filen har en kolonne med CPR-numre. Samspil tager ikke imod dem. Slet kolonnen, og brug et andet id."
    if len(headings) > MOST_HEADINGS:
        return f"Der er {len(headings)} overskrifter. Der er plads til {MOST_HEADINGS}."
    twice = next((heading for heading in headings if heading and headings.count(heading) > 1), "")
    return f"Overskriften »{twice[:60]}« står to gange. Behold den ene." if twice else ""
