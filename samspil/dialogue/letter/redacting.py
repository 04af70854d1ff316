# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking words out of what an officer wrote in a letter that is frozen: statements, headings, free text, what a
correction changed. Notes and quotes have their own way (`content.reworded`). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from samspil.dialogue.letter.content import Difference, LetterContent, Point

Redact = Callable[[str], str]


def redacted(content: LetterContent, redact: Redact) -> LetterContent:
    """The same letter with `redact` used on every text of an officer's; counts and notes stay."""
    return replace(
        content,
        title=redact(content.title),
        greeting=redact(content.greeting),
        introduction=redact(content.introduction),
        closing=redact(content.closing),
        sender_name=redact(content.sender_name),
        sender_title=redact(content.sender_title),
        themes=tuple(
            replace(
                theme,
                title=redact(theme.title),
                text=redact(theme.text),
                points=_points(theme.points, redact),
            )
            for theme in content.themes
        ),
        talk=_points(content.talk, redact),
        plenum=_points(content.plenum, redact),
        asides=tuple(
            replace(group, notes=tuple(replace(note, reason_text=redact(note.reason_text)) for note in group.notes))
            for group in content.asides
        ),
        files=tuple(replace(file, title=redact(file.title), filename=redact(file.filename)) for file in content.files),
        differences=tuple(_difference(difference, redact) for difference in content.differences),
    )


def _points(points: Iterable[Point], redact: Redact) -> tuple[Point, ...]:
    return tuple(
        replace(point, statement=redact(point.statement), voices=tuple(redact(voice) for voice in point.voices))
        for point in points
    )


def _difference(found: Difference, redact: Redact) -> Difference:
    return replace(found, what=redact(found.what), before=redact(found.before), after=redact(found.after))
