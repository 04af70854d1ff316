# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a correction changes, computed from the two letters. Pure.

Words of notes are never repeated here: a correction may well be made because a name stood in one. The officers' own
words (title, statements, headings) are shown before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from samspil.dialogue.letter.content import Difference, LetterContent, Point, Theme

TEXTS = ("title", "greeting", "introduction", "closing", "sender_name", "sender_title")
# The kinds that are figures.
COUNTS = frozenset(
    {
        "facts-people",
        "facts-tables",
        "facts-notes",
        "facts-used",
        "facts-aside",
        "point-tables",
        "point-notes",
        "point-dissent",
        "point-echo",  # in letters from before the two were told apart
        "point-agreeing",
        "point-differing",
    }
)


def differences(old: LetterContent, new: LetterContent) -> tuple[Difference, ...]:
    """All that a reader of `old` would find changed in `new`, in the order of the page."""
    parts: tuple[Callable[[LetterContent, LetterContent], Iterator[Difference]], ...] = (
        _texts,
        _facts,
        _themes,
        _points,
        _ending,
    )
    found = [difference for part in parts for difference in part(old, new)]
    if not new.facts.small:
        return tuple(found)
    # So few were there that no figure is told, before or after.
    told = [difference for difference in found if difference.kind not in COUNTS]
    return tuple(told if len(told) == len(found) else [*told, Difference("counts")])


def _texts(old: LetterContent, new: LetterContent) -> Iterator[Difference]:
    for name in TEXTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            long = name in ("introduction", "closing")
            yield Difference(name, before="" if long else before, after="" if long else after)


def _facts(old: LetterContent, new: LetterContent) -> Iterator[Difference]:
    for name in ("people", "tables", "notes", "used", "aside"):
        before, after = getattr(old.facts, name), getattr(new.facts, name)
        if before != after:
            yield Difference(f"facts-{name}", before=_figure(before), after=_figure(after))


def _figure(value: int | None) -> str:
    return "–" if value is None else str(value)


def _themes(old: LetterContent, new: LetterContent) -> Iterator[Difference]:
    before = {theme.ref: theme for theme in old.themes}
    after = {theme.ref: theme for theme in new.themes}
    for ref, theme in after.items():
        if ref not in before:
            yield Difference("theme-new", what=theme.title)
            continue
        if before[ref].title != theme.title:
            yield Difference("theme-title", before=before[ref].title, after=theme.title)
        if before[ref].text != theme.text:
            yield Difference("theme-text", what=theme.title)
    yield from (Difference("theme-gone", what=theme.title) for ref, theme in before.items() if ref not in after)
    if [ref for ref in before if ref in after] != [ref for ref in after if ref in before]:
        yield Difference("theme-order")
    for ref, theme in after.items():
        if ref in before and _moved(before[ref], theme):
            yield Difference("point-order", what=theme.title)


def _moved(old: Theme, new: Theme) -> bool:
    """Whether the points that stand in both have changed places."""
    before, after = ([point.ref for point in theme.points] for theme in (old, new))
    return [ref for ref in before if ref in after] != [ref for ref in after if ref in before]


def _homes(content: LetterContent) -> dict[str, str]:
    homes = {point.ref: theme.ref for theme in content.themes for point in theme.points}
    homes.update({point.ref: "talk" for point in content.talk})
    homes.update({point.ref: "plenum" for point in content.plenum})
    return homes


def _points(old: LetterContent, new: LetterContent) -> Iterator[Difference]:
    before = {point.ref: point for point in old.points}
    after = {point.ref: point for point in new.points}
    homes = (_homes(old), _homes(new))
    for ref, point in after.items():
        if ref not in before:
            yield Difference("point-new", what=point.statement)
            continue
        if homes[0][ref] != homes[1][ref]:
            yield Difference("point-moved", what=point.statement)
        yield from _point(before[ref], point)
    yield from (Difference("point-gone", what=point.statement) for ref, point in before.items() if ref not in after)


def _point(old: Point, new: Point) -> Iterator[Difference]:
    if old.statement != new.statement:
        yield Difference("statement", before=old.statement, after=new.statement)
    counts = (
        ("point-tables", old.tables, new.tables),
        ("point-notes", old.note_count, new.note_count),
        ("point-dissent", old.dissent_tables, new.dissent_tables),
        ("point-agreeing", old.agreeing, new.agreeing),
        ("point-differing", old.differing, new.differing),
    )
    for kind, before, after in counts:
        if before != after:
            yield Difference(kind, what=new.statement, before=str(before), after=str(after))
    if {quote.text for quote in old.quotes} != {quote.text for quote in new.quotes}:
        yield Difference("point-quotes", what=new.statement)
    same_notes = {note.ref for note in old.notes} == {note.ref for note in new.notes}
    if same_notes and {_words(note) for note in old.notes} != {_words(note) for note in new.notes}:
        yield Difference("point-words", what=new.statement)
    if _danish(old) != _danish(new):
        yield Difference("point-danish", what=new.statement)


def _danish(point: Point) -> set[tuple[str, str, str]]:
    """What stands in Danish beside words in another language."""
    notes = {(note.ref, note.danish, note.danish_dissent) for note in point.notes if note.danish}
    return notes | {(quote.ref, quote.danish, quote.text) for quote in point.quotes if quote.danish}


def _words(note: object) -> tuple[str, str, str]:
    return (getattr(note, "ref", ""), getattr(note, "text", ""), getattr(note, "dissent_text", ""))


def _ending(old: LetterContent, new: LetterContent) -> Iterator[Difference]:
    reasons = {group.reason: group.count for group in old.asides}
    if reasons != {group.reason: group.count for group in new.asides}:
        yield Difference("asides")
    if old.next != new.next:
        yield Difference("next")
    if {file.ref for file in old.files} != {file.ref for file in new.files}:
        yield Difference("files")
