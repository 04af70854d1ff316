# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a letter is made from: the sorted board, and each note in the words that may be published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samspil.core import anonymity
from samspil.core.texts import HOUSE_LANGUAGE
from samspil.dialogue.letter.content import NAMES_PERSON, AsideGroup, Place, Point, PublishedNote
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import is_small
from samspil.dialogue.notes import masking
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.wording import public_wording
from samspil.dialogue.sorting.queries.board import Sorting, board_for, desk_board_for
from samspil.engines.sorting import AsideReason, Board, Placement, Unit, text_digest
from samspil.engines.sorting import Point as BoardPoint

_ORIGINS = (Origin.TABLE, Origin.TALK, Origin.PLENUM)


def place_of(note: Note) -> Place:
    """Where it was said, without the table's number."""
    return Place(
        origin=note.origin,
        round=note.round.number if note.round else None,
        talk=note.talk.title if note.talk else "",
        speaker=note.talk.speaker if note.talk else "",
        slide=note.slide,
    )


def named_languages(notes: Iterable[Note]) -> frozenset[str]:
    """The languages that may be named: those written at 5 tables or more.

    Nobody knows how many people speak a language at a table, only that at least one does. Five tables are therefore at
    least five people; five notes could all be one person's. Danish is the house's own language and says nothing.
    """
    tables: dict[str, set[int]] = {}
    for note in notes:
        if note.table_id is not None and note.withdrawn_at is None:
            tables.setdefault(note.language, set()).add(note.table_id)
    return frozenset(
        language for language, seen in tables.items() if language != HOUSE_LANGUAGE and len(seen) >= anonymity.SMALLEST
    )


@dataclass(frozen=True)
class Sources:
    """A meeting's board with its notes in published words; read once and counted from here."""

    sorting: Sorting

    @property
    def meeting(self) -> Meeting:
        return self.sorting.meeting

    @property
    def board(self) -> Board:
        return self.sorting.board

    @property
    def notes(self) -> Mapping[str, Note]:
        return self.sorting.notes

    @cached_property
    def small(self) -> bool:
        return is_small(meeting=self.meeting, tables=self.sorting.table_total)

    @cached_property
    def named(self) -> frozenset[str]:
        return named_languages(self.notes.values())

    @property
    def unaccounted(self) -> list[Note]:
        return [self.notes[note] for note in self.sorting.missing]

    def count(self, placement: Placement) -> int:
        return self.sorting.accounts.count(placement)

    def published(self, note_id: str, units: Iterable[Unit], reason_text: str = "") -> PublishedNote:
        note = self.notes[note_id]
        words = public_wording(note)
        parts = [unit.part for unit in units if unit.part]
        text = self._part_text(note, parts, words.text)
        whole = text == words.text
        return PublishedNote(
            ref=note_id,
            place=place_of(note),
            text=text,
            language=note.language,
            names_language=note.language in self.named,
            dissent=note.dissent,
            dissent_text=words.dissent_text,
            essential=note.essential,
            erased=words.erased,
            withheld=words.withheld,
            part=parts[0] if parts and not whole else 0,
            reason_text=reason_text,
            # A part has no reading of its own, and that of the whole would say what lies elsewhere.
            danish=words.danish if whole else "",
            danish_dissent=words.danish_dissent,
        )

    def _part_text(self, note: Note, parts: list[int], text: str) -> str:
        """What of the note lies here, names masked; all of it, when the parts cannot be found in it any more."""
        split = self.board.splits.get(str(note.pk))
        if not split or not parts or not text or split.digest not in ("", text_digest(note.text)):
            return text
        masks = masking.masked_spans(text, note.text)
        if text != note.text and not masks:
            return text
        return " … ".join(_piece(note.text, split.spans[part - 1], masks).strip() for part in sorted(parts))

    def notes_at(self, point: BoardPoint) -> list[PublishedNote]:
        """The notes behind a point: tables first, round by round, then the talk and the plenum.

        Inside a round they stand in the order of their random ids: the order of arrival could tell a table by its pace.
        """
        units: dict[str, list[Unit]] = {}
        for unit in point.units:
            if unit.note in self.notes and self.notes[unit.note].withdrawn_at is None:
                units.setdefault(unit.note, []).append(unit)
        found = [self.published(note, lying) for note, lying in units.items()]
        return sorted(found, key=_in_order)

    def point(self, point: BoardPoint) -> Point:
        tally = self.sorting.tallies[point.id]
        return Point(
            ref=point.id,
            statement=point.statement,
            tables=len(tally.tables),
            table_total=self.sorting.table_total,
            dissent_tables=tally.dissent,
            table_notes=tally.table_notes,
            talk_notes=tally.talk_notes,
            plenum_notes=tally.plenum_notes,
            voices=tuple(voice.statement for voice in tally.voices),
            agreeing=tally.agreeing,
            differing=tally.differing,
            notes=tuple(self.notes_at(point)),
            small=self.small,
        )

    def aside_groups(self) -> tuple[AsideGroup, ...]:
        """Notes set aside, by reason, in the order the reasons are listed. Set aside for names: the number alone."""
        groups = []
        for reason, units in self.sorting.asides():
            by_note: dict[str, list[Unit]] = {}
            for unit in units:
                by_note.setdefault(unit.note, []).append(unit)
            if by_note:
                groups.append(AsideGroup(reason.value, len(by_note), self._aside_notes(reason, by_note)))
        return tuple(groups)

    def _aside_notes(self, reason: AsideReason, by_note: Mapping[str, list[Unit]]) -> tuple[PublishedNote, ...]:
        if reason.value == NAMES_PERSON:
            return ()
        notes = [
            self.published(note, units, reason_text=self.board.asides[units[0]].text) for note, units in by_note.items()
        ]
        return tuple(sorted(notes, key=_in_order))


def _piece(text: str, span: tuple[int, int], masks: list[tuple[int, int]]) -> str:
    start, end = span
    inside = [
        (max(first, start) - start, min(last, end) - start) for first, last in masks if first < end and last > start
    ]
    return masking.masked(text[start:end], inside)


def _in_order(note: PublishedNote) -> tuple[int, int, str]:
    return (_ORIGINS.index(Origin(note.place.origin)), note.place.round or 0, note.ref)


def sources(*, meeting: Meeting, kept: bool = False) -> Sources:
    """`kept` for a page, which only reads them: what has not changed since the last page is not read again."""
    return Sources(desk_board_for(meeting=meeting) if kept else board_for(meeting=meeting))
