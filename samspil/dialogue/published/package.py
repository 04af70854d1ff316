# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Everything of a letter in one file, its files named in the reader's language."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samspil.dialogue.letter import pdf as letter_pdf_parts
from samspil.dialogue.published.formulas import guarded
from samspil.dialogue.published.queries import Contact

ZIP_TYPE = "application/zip"


def whole() -> str:
    """The archive's own name; these are said in the reader's language, as the files themselves are."""
    return _("Samlet efter mødet.zip")


def letter_pdf() -> str:
    return _("Brev.pdf")


def letter_short() -> str:
    return _("Kort brev.pdf")


def letter_appendix() -> str:
    return _("Bilag.pdf")


def letter_docx() -> str:
    return _("Brev.docx")


def notes(form: str) -> str:
    """`form` is "xlsx" or "csv"."""
    return _("Noter.%(form)s") % {"form": form}


def calendar() -> str:
    return _("Næste møde.ics")


def handouts() -> str:
    return _("Ark fra bordene.pdf")


def contacts() -> str:
    return _("Bestyrelser.csv")


# The parts of the letter that can be had as PDF, with what their files are called.
PARTS = {letter_pdf_parts.SHORT: letter_short, letter_pdf_parts.NOTES: letter_appendix}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


def zip_file(files: Iterable[File], *, at: datetime) -> bytes:
    """The files in the order given, each stamped with the letter's own time: the same letter, the same archive."""
    return _written(io.BytesIO(), files, at=at, kind=zipfile.ZIP_DEFLATED)


def zip_more(made: bytes, files: Iterable[File], *, at: datetime) -> bytes:
    """The archive with more files last, as they are: the officers' files are mostly packed already."""
    return _written(io.BytesIO(made), files, at=at, kind=zipfile.ZIP_STORED)


def _written(out: io.BytesIO, files: Iterable[File], *, at: datetime, kind: int) -> bytes:
    stamp = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(out, "a", kind) as archive:
        for file in named_apart(files):
            entry = zipfile.ZipInfo(file.name, date_time=stamp)
            entry.compress_type = kind
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.content)
    return out.getvalue()


def named_apart(files: Iterable[File]) -> Iterator[File]:
    """Two files of one name would be one when unpacked, also where case counts for nothing: the later get a number."""
    taken: set[str] = set()
    for file in files:
        name, number = file.name, 1
        while name.casefold() in taken:
            number += 1
            stem, dot, ending = file.name.rpartition(".")
            name = f"{stem} ({number}){dot}{ending}" if dot and stem else f"{file.name} ({number})"
        taken.add(name.casefold())
        yield File(name, file.content)


def inside(filename: str) -> str:
    """A name an officer gave, as one name in the folder: nothing in it can climb out of it."""
    plain = "".join("-" if sign in "/\\:" or sign < " " else sign for sign in filename).strip(" .")
    folder, unnamed = _("Filer"), _("fil")
    return f"{folder}/{plain or unnamed}"


def contacts_csv(boards: Iterable[Contact]) -> bytes:
    """As the other spreadsheets: UTF-8 with a byte order mark and semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("Skole"), _("Bestyrelsens postkasse")))
    writer.writerows((guarded(contact.school), guarded(contact.mailbox)) for contact in boards)
    return out.getvalue().encode("utf-8-sig")
