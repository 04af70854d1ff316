# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Everything a letter says, as plain values: what is frozen when it is published, and all that page, PDF, Word file,
mail and spreadsheet are made from. Pure: no database, so that nothing can slip in beside what was frozen.

`ref` is an inner id (a theme, a point, a note). It lets a correction be compared with what went before, and lets an
erased or masked note be found in a letter already sent. It is never shown: a note's id could point to its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from samspil.dialogue.notes.wording import Wording

FORMAT = 1

TABLE, TALK, PLENUM = "table", "talk", "plenum"
# Notes set aside for this reason are published as a number, never as words (samspil.engines.sorting.AsideReason).
NAMES_PERSON = "names-person"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said, as far as it is published: the round and "et bord", or the talk, or the plenum."""

    origin: str = TABLE
    round: int | None = None
    talk: str = ""
    speaker: str = ""
    slide: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedNote:
    """A note as it may be read. `names_language` is whether so many share the language that it may be named."""

    ref: str
    place: Place
    text: str
    language: str = "da"
    names_language: bool = False
    dissent: bool = False
    dissent_text: str = ""
    essential: bool = False
    erased: bool = False
    part: int = 0
    # Why it was set aside, in the officer's words, where the reason alone does not say it.
    reason_text: str = ""
    # Counted, but the table has not said yes to publishing its words.
    withheld: bool = False
    # The same in Danish, read beside the note's own words.
    danish: str = ""
    danish_dissent: str = ""

    @property
    def has_words(self) -> bool:
        return bool(self.text) and not self.erased


@dataclass(frozen=True, slots=True)
class Quote:
    ref: str
    place: Place
    text: str
    language: str = "da"
    names_language: bool = False
    dissent: bool = False
    danish: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A statement and what it rests on. `tables`, `dissent_tables` and `table_notes` count notes from tables only."""

    ref: str
    statement: str
    tables: int
    table_total: int
    dissent_tables: int
    table_notes: int
    talk_notes: int = 0
    plenum_notes: int = 0
    voices: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[PublishedNote, ...] = ()
    # So few were there that a figure would point at somebody.
    small: bool = False
    # Tables that wrote nothing here, and said in the harvest that they say the same, or see it differently.
    agreeing: int = 0
    differing: int = 0

    @property
    def is_single(self) -> bool:
        """One table wrote it, and no other said that it says the same."""
        return self.tables == 1 and not self.agreeing and not self.small

    @property
    def note_count(self) -> int:
        return self.table_notes + self.talk_notes + self.plenum_notes


@dataclass(frozen=True, slots=True)
class Theme:
    ref: str
    title: str
    text: str = ""
    points: tuple[Point, ...] = ()

    @property
    def by_tables(self) -> tuple[Point, ...]:
        """The points by how many tables said them, the most first; those of as many stay as they stand.

        In a small meeting they stay as they are: the order would say what the figures may not.
        """
        return tuple(sorted(self.points, key=lambda point: 0 if point.small else -point.tables))

    @property
    def most_said(self) -> Point | None:
        return next(iter(self.by_tables), None)

    @property
    def single_voices(self) -> tuple[str, ...]:
        """What only one table said, beside the most said point: points of its own, and words merged into another."""
        alone = (point for point in self.points if point.is_single and point != self.most_said)
        merged = (voice for point in self.points if not point.small for voice in point.voices)
        return (*(point.statement for point in alone), *merged)


def by_tables(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    """Themes and their points, the most said first: a theme stands where its most said point puts it."""
    ordered = [replace(theme, points=theme.by_tables) for theme in themes]
    return tuple(sorted(ordered, key=_weight))


def _weight(theme: Theme) -> tuple[int, int]:
    tables = [-point.tables for point in theme.points if not point.small]
    return (min(tables, default=0), sum(tables))


@dataclass(frozen=True, slots=True)
class AsideGroup:
    """Notes set aside for one reason. `notes` is empty where the words may not be published; `count` is always true."""

    reason: str
    count: int
    notes: tuple[PublishedNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The five figures. `people` comes from the answers to the invitation, None when nobody has answered."""

    people: int | None
    tables: int
    notes: int
    used: int
    aside: int
    talk_notes: int = 0
    plenum_notes: int = 0
    small: bool = False


@dataclass(frozen=True, slots=True)
class NextMeeting:
    on: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    ref: str
    title: str
    filename: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a correction changed. `kind` names it; the page puts it into words in the reader's language."""

    kind: str
    what: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class HearingFigures:
    """What came of the hearing before the letter was final. `agreed` (had no remark to any point) and `remarked` are
    people and add up to `answered`; `remarks` counts what they wrote. Whether a figure may be shown is decided where it
    is put into words.
    """

    asked: int
    answered: int
    agreed: int
    remarked: int
    remarks: int


@dataclass(frozen=True, slots=True)
class LetterContent:
    meeting_title: str
    meeting_place: str
    starts_at: datetime
    municipality: str
    title: str
    greeting: str
    introduction: str
    closing: str
    sender_name: str
    sender_title: str
    facts: Facts
    themes: tuple[Theme, ...] = ()
    talk: tuple[Point, ...] = ()
    plenum: tuple[Point, ...] = ()
    asides: tuple[AsideGroup, ...] = ()
    next: NextMeeting | None = None
    files: tuple[AttachedFile, ...] = ()
    differences: tuple[Difference, ...] = ()
    hearing: HearingFigures | None = None
    format: int = field(default=FORMAT)

    @property
    def points(self) -> Iterator[Point]:
        """Every point: theme by theme, then the talk's, then the plenum's."""
        for theme in self.themes:
            yield from theme.points
        yield from self.talk
        yield from self.plenum

    @property
    def point_count(self) -> int:
        return sum(1 for _ in self.points)

    @property
    def all_notes(self) -> Iterator[PublishedNote]:
        """Every published note, as often as it stands in the letter."""
        for point in self.points:
            yield from point.notes
        for group in self.asides:
            yield from group.notes


def to_json(content: LetterContent) -> dict[str, Any]:
    """Plain JSON values; dates in ISO form."""
    return cast(dict[str, Any], _plain(asdict(content)))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def from_json(data: Mapping[str, Any]) -> LetterContent:
    """What `to_json` wrote. Raises ValueError for a format that this version does not know."""
    if data.get("format") != FORMAT:
        raise ValueError(f"letter format {data.get('format')!r} is not known")
    following = data["next"]
    return LetterContent(
        **{name: data[name] for name in _WORDS},
        starts_at=datetime.fromisoformat(data["starts_at"]),
        facts=Facts(**data["facts"]),
        themes=tuple(Theme(**{**theme, "points": _points(theme["points"])}) for theme in data["themes"]),
        talk=_points(data["talk"]),
        plenum=_points(data["plenum"]),
        asides=tuple(AsideGroup(**{**group, "notes": _notes(group["notes"])}) for group in data["asides"]),
        next=_next(following) if following else None,
        files=tuple(AttachedFile(**file) for file in data["files"]),
        differences=tuple(Difference(**difference) for difference in data["differences"]),
        # Letters from before there were hearings do not have it.
        hearing=HearingFigures(**data["hearing"]) if data.get("hearing") else None,
    )


_WORDS = (
    "meeting_title",
    "meeting_place",
    "municipality",
    "title",
    "greeting",
    "introduction",
    "closing",
    "sender_name",
    "sender_title",
)


def _points(data: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    return tuple(
        Point(
            **{
                **point,
                "voices": tuple(point["voices"]),
                "quotes": tuple(Quote(**{**quote, "place": Place(**quote["place"])}) for quote in point["quotes"]),
                "notes": _notes(point["notes"]),
            }
        )
        for point in data
    )


def _notes(data: Iterable[Mapping[str, Any]]) -> tuple[PublishedNote, ...]:
    return tuple(PublishedNote(**{**note, "place": Place(**note["place"])}) for note in data)


def _next(data: Mapping[str, Any]) -> NextMeeting:
    return NextMeeting(
        on=date.fromisoformat(data["on"]),
        starts=time.fromisoformat(data["starts"]) if data["starts"] else None,
        ends=time.fromisoformat(data["ends"]) if data["ends"] else None,
        place=data["place"],
    )


def reworded(content: LetterContent, wordings: Mapping[str, Wording]) -> LetterContent:
    """The letter with today's words of the notes named in `wordings`: for a letter already sent, when words in one of
    its notes have been masked or erased since. Quotes that no longer stand in their note are taken out. Counts stay.
    """
    return replace(
        content,
        themes=tuple(
            replace(theme, points=tuple(_point_reworded(point, wordings) for point in theme.points))
            for theme in content.themes
        ),
        talk=tuple(_point_reworded(point, wordings) for point in content.talk),
        plenum=tuple(_point_reworded(point, wordings) for point in content.plenum),
        asides=tuple(
            replace(group, notes=tuple(_note_reworded(note, wordings) for note in group.notes))
            for group in content.asides
        ),
    )


def _point_reworded(point: Point, wordings: Mapping[str, Wording]) -> Point:
    quotes = tuple(
        _quote_reworded(quote, wordings)
        for quote in point.quotes
        if quote.ref not in wordings or quote.text in wordings[quote.ref].all_words
    )
    return replace(point, quotes=quotes, notes=tuple(_note_reworded(note, wordings) for note in point.notes))


def _quote_reworded(quote: Quote, wordings: Mapping[str, Wording]) -> Quote:
    wording = wordings.get(quote.ref)
    if wording is None or quote.danish in wording.all_danish:
        return quote
    return replace(quote, danish="")


def _note_reworded(note: PublishedNote, wordings: Mapping[str, Wording]) -> PublishedNote:
    wording = wordings.get(note.ref)
    if wording is None:
        return note
    # A part stays as it is while its words still stand in the note.
    text = note.text if note.withheld or (note.part and note.text in wording.text) else wording.text
    return replace(
        note,
        text=text,
        dissent_text="" if note.withheld else wording.dissent_text,
        erased=wording.erased,
        # A yes can be taken back; one that comes later adds no words to what was sent without them.
        withheld=note.withheld or wording.withheld,
        # A Danish reading is changed or taken away, never added to what was sent without one.
        danish=wording.danish if note.danish else "",
        danish_dissent=wording.danish_dissent if note.danish_dissent else "",
    )
