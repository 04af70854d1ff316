# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""The published notes as CSV and Excel: what the page shows, a row for each note and place. Never a table's number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspil.dialogue.letter.content import NAMES_PERSON, LetterContent, Point, PublishedNote
from samspil.dialogue.letter.words.facts import reason_words
from samspil.dialogue.letter.words.languages import plain
from samspil.dialogue.letter.words.points import notes_words, where
from samspil.dialogue.meetings.languages import NAMES
from samspil.dialogue.notes import words as note_words
from samspil.dialogue.published.formulas import guarded

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    theme: str
    point: str
    where: str
    text: str
    danish: str
    language: str
    differs: str
    differing_words: str
    differing_danish: str
    aside: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.theme,
            self.point,
            self.where,
            self.text,
            self.danish,
            self.language,
            self.differs,
            self.differing_words,
            self.differing_danish,
            self.aside,
        )


def heads() -> tuple[str, ...]:
    return (
        _("Tema"),
        _("Punkt"),
        _("Sagt"),
        _("Note"),
        _("På dansk"),
        _("Sprog"),
        _("Ser det anderledes"),
        _("Deres ord"),
        _("Deres ord på dansk"),
        _("Lagt til side, fordi"),
    )


def rows(content: LetterContent, point: Point | None = None) -> Iterator[Row]:
    """Notes in the order of the letter, then those set aside. Set aside for names: one row with the number.

    With `point` its notes alone.
    """
    for title, one in _points(content):
        if point is None or one.ref == point.ref:
            for note in _readable(one.notes):
                yield _row(note, theme=title, point=one.statement)
    if point is None:
        yield from _asides(content)


def _points(content: LetterContent) -> Iterator[tuple[str, Point]]:
    sections = [(theme.title, theme.points) for theme in content.themes]
    sections += [(_("Fra oplægget"), content.talk), (_("Fra opsamlingen for alle"), content.plenum)]
    for title, points in sections:
        for point in points:
            yield title, point


def _asides(content: LetterContent) -> Iterator[Row]:
    for group in content.asides:
        reason = reason_words(group.reason)
        if group.reason == NAMES_PERSON:
            counted = notes_words(group.count)
            hidden = _("(%(notes)s. Ordene er ikke offentlige.)") % {"notes": counted}
            hidden = _("Ordene er ikke offentlige.") if content.facts.small else hidden
            yield Row("", "", "", hidden, "", "", "", "", "", reason)
        for note in _readable(group.notes):
            yield _row(note, aside=f"{reason}: {note.reason_text}" if note.reason_text else reason)


def _readable(notes: Iterable[PublishedNote]) -> Iterator[PublishedNote]:
    return (note for note in notes if not note.withheld)


def _row(note: PublishedNote, *, theme: str = "", point: str = "", aside: str = "") -> Row:
    return Row(
        theme=theme,
        point=point,
        where=plain(where(note.place)),
        text=note_words.erased_words() if note.erased else note.text,
        danish=note.danish,
        language=str(NAMES.get(note.language, "")) if note.names_language else "",
        differs=_("ja") if note.dissent else "",
        differing_words=note.dissent_text,
        differing_danish=note.danish_dissent,
        aside=aside,
    )


def csv_file(content: LetterContent, point: Point | None = None) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as a Danish Excel opens it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads())
    writer.writerows([guarded(cell) for cell in row.cells] for row in rows(content, point))
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(content: LetterContent, point: Point | None = None) -> bytes:
    """One sheet, head row fixed. Each cell is text, so that nothing in it is ever a formula."""
    from samspil.dialogue.published.workbook import workbook  # noqa: PLC0415 (openpyxl: half a second in every process)

    return workbook(heads(), (row.cells for row in rows(content, point)), title=content.title)
