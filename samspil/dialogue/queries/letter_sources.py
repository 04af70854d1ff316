# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a letter is made from: the sorted board, and each note in the words that may be published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samspil.core import anonymity
from samspil.dialogue.enums import Origin
from samspil.dialogue.letter_content import NAMES_PERSON, AsideGroup, Place, Point, PublishedNote, Wording
from samspil.dialogue.models import Meeting, Note
from samspil.engines.sorting.board import Board, replay
from samspil.engines.sorting.board import Point as BoardPoint
from samspil.engines.sorting.counts import (
    Accounts,
    NoteFact,
    NoteOrigin,
    Standing,
    Tally,
    accounts,
    tallies,
    text_digest,
)
from samspil.engines.sorting.moves import AsideReason, Entry, Unit, from_json

HOUSE_LANGUAGE = "da"
_ORIGINS = (Origin.TABLE, Origin.TALK, Origin.PLENUM)


def wording(note: Note) -> Wording:
    """The words of `note` that may be published: its reading where an officer has made one, nothing when erased."""
    if note.erased_at is not None:
        return Wording("", "", erased=True)
    reading = getattr(note, "reading", None)
    if reading is not None:
        return Wording(reading.text, reading.dissent_text)
    return Wording(note.text, note.dissent_text)


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
    """A meeting's board with its notes; everything is read once and counted from here."""

    meeting: Meeting
    board: Board
    notes: Mapping[str, Note]
    facts: Mapping[str, NoteFact]
    table_total: int

    @cached_property
    def accounts(self) -> Accounts:
        return accounts(self.board, self.facts.values())

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        return tallies(self.board, self.facts)

    @cached_property
    def named(self) -> frozenset[str]:
        return named_languages(self.notes.values())

    @property
    def unaccounted(self) -> list[Note]:
        return [self.notes[note] for note in self.accounts.missing]

    def count(self, standing: Standing) -> int:
        return self.accounts.count(standing)

    def published(self, note_id: str, units: Iterable[Unit], reason_text: str = "") -> PublishedNote:
        note = self.notes[note_id]
        words = wording(note)
        parts = [unit.part for unit in units if unit.part]
        text = self._part_text(note_id, parts, words.text)
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
            part=parts[0] if parts and text != words.text else 0,
            reason_text=reason_text,
        )

    def _part_text(self, note_id: str, parts: list[int], text: str) -> str:
        """What of the note lies here; all of it, when its parts were measured on other words than the published."""
        split = self.board.splits.get(note_id)
        if not split or not parts or split.digest not in ("", text_digest(text)):
            return text
        return " … ".join(text[slice(*split.spans[part - 1])].strip() for part in sorted(parts))

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
        tally = self.tallies[point.id]
        return Point(
            ref=point.id,
            statement=point.statement,
            tables=len(tally.tables),
            table_total=max(self.table_total, len(tally.tables)),
            dissent_tables=tally.dissent,
            table_notes=tally.table_notes,
            talk_notes=tally.talk_notes,
            plenum_notes=tally.plenum_notes,
            voices=tuple(voice.statement for voice in tally.voices),
            notes=tuple(self.notes_at(point)),
        )

    def aside_groups(self) -> tuple[AsideGroup, ...]:
        """Notes set aside, by reason, in the order the reasons are listed. Set aside for names: the number alone."""
        groups = []
        for reason in AsideReason:
            units = self.accounts.asides.get(reason, ())
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


def _in_order(note: PublishedNote) -> tuple[int, int, str]:
    return (_ORIGINS.index(Origin(note.place.origin)), note.place.round or 0, note.ref)


def sources(*, meeting: Meeting) -> Sources:
    """The board of `meeting` and all its notes, in a handful of queries."""
    notes = meeting.notes.select_related("round", "talk", "reading").order_by("number", "pk")
    by_id = {str(note.pk): note for note in notes}
    return Sources(
        meeting=meeting,
        board=_board(meeting),
        notes=by_id,
        facts={key: _fact(note) for key, note in by_id.items()},
        table_total=meeting.tables.count(),
    )


def _board(meeting: Meeting) -> Board:
    moves = meeting.moves.select_related("by").order_by("number", "pk")
    return replay(Entry(move.number, str(move.by.uuid), from_json({**move.data, "kind": move.kind})) for move in moves)


def _fact(note: Note) -> NoteFact:
    return NoteFact(
        id=str(note.pk),
        origin=NoteOrigin(note.origin),
        table=note.table_id,
        round=note.round.number if note.round else None,
        language=note.language,
        essential=note.essential,
        dissent=note.dissent,
        withdrawn=note.withdrawn_at is not None,
        digest=text_digest(note.text),
    )
