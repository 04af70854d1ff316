# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""`{% load letter_tags %}`: a letter's values in the words of samspil.dialogue.letter.words."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from samspil.dialogue.letter.content import (
    AsideGroup,
    Difference,
    LetterContent,
    NextMeeting,
    Place,
    Point,
    PublishedNote,
    Quote,
)
from samspil.dialogue.letter.queries import draft as queries
from samspil.dialogue.letter.readings import Readings
from samspil.dialogue.letter.words import changes, facts, languages, meetings, points
from samspil.ui.languages import direction

if TYPE_CHECKING:
    from samspil.dialogue.letter.models import LetterQuote

register = template.Library()


def _marked_up(text: str) -> SafeString:
    """With an element round the Danish words in it: `<bdi lang="da" dir="ltr">`."""
    written = escape(text).replace(languages.ISOLATE, '<bdi lang="da" dir="ltr">')
    return mark_safe(written.replace(languages.END, "</bdi>"))  # noqa: S308 - escaped on the line above


@register.filter
def where(place: Place) -> SafeString:
    return _marked_up(points.where(place))


@register.simple_tag(takes_context=True)
def in_danish_words(context: Context, medium: str) -> str:
    return languages.in_danish_words(medium, context.get("readings"))


@register.simple_tag(takes_context=True)
def read_later_words(context: Context) -> str:
    return languages.read_later_words(context.get("readings"), context.get("published_at"))


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the letter as the present reader gets it; `danish` is what it says in Danish, where that differs."""

    text: str
    language: str = "da"
    danish: str = ""

    @property
    def direction(self) -> str:
        return direction(self.language)


@register.simple_tag(takes_context=True)
def piece(context: Context, danish: str) -> Said:
    """In the reader's language where a person has approved that (`readings`), else in Danish."""
    readings: Readings | None = context.get("readings")
    said = readings.of(danish) if readings else ""
    return Said(said, readings.language, danish) if readings and said else Said(danish)


@register.inclusion_tag("dialogue/letter_danish.html")
def in_danish(*pieces: Said) -> dict[str, object]:
    """The Danish of these pieces, one press away; nothing where they stand in Danish."""
    return {"danish": [said.danish for said in pieces if said.danish]}


@register.simple_tag
def sources(notes: Iterable[PublishedNote]) -> SafeString:
    """The notes behind a point, each with its words and where it was said."""
    return _drawn(tuple(notes), get_language() or "")


@functools.lru_cache(maxsize=500)
def _drawn(notes: tuple[PublishedNote, ...], language: str) -> SafeString:
    """Kept by all that is shown of them, as a letter has hundreds and is read as it stands: what was erased or masked
    since is another note. Half of a letter's time went here."""
    return render_to_string("dialogue/letter_notes.html", {"notes": notes})


@register.filter
def in_marks(quote: Quote) -> str:
    return languages.quoted(quote.text, quote.language)


@register.filter
def marked(text: str, language: str) -> str:
    return languages.quoted(text, language)


@register.filter
def quote_danish(row: LetterQuote) -> str:
    """What a draft's quote says in Danish."""
    return queries.quote_danish(row)


@register.filter
def quote_source(quote: Quote) -> SafeString:
    return _marked_up(points.quote_source(quote))


# Told by the points themselves, as in the mail and on paper.
for _words in (
    points.language_words,
    points.tables_words,
    points.notes_words,
    points.point_notes_words,
    points.behind_words,
    points.voice_words,
    points.withheld_words,
    points.dissent_words,
    points.origin_words,
    points.count_line,
):
    register.filter(_words)


@register.filter
def aside_lead(content: LetterContent) -> str:
    return facts.aside_lead(content.facts)


@register.filter
def aside_words(group: AsideGroup, content: LetterContent) -> str:
    return facts.aside_words(group, content.facts)


@register.filter
def echo_words(point: Point) -> str:
    return points.echo_words(point)


@register.filter
def reason_words(reason: str) -> str:
    return facts.reason_words(reason)


@register.filter
def next_words(following: NextMeeting) -> str:
    return meetings.next_words(following)


@register.filter
def next_place_words(following: NextMeeting) -> SafeString:
    """Where it is not read in the reader's language (`piece`)."""
    return _marked_up(meetings.next_place_words(following))


@register.filter
def difference_words(difference: Difference) -> SafeString:
    return _marked_up(changes.difference_words(difference))


@register.filter
def other_notes_words(content: LetterContent) -> str:
    return facts.other_notes_words(content.facts)


@register.simple_tag(takes_context=True)
def point_urls(context: Context, point: Point) -> dict[str, str] | None:
    """Where the notes of this point alone can be fetched; None on a draft."""
    found: dict[str, dict[str, str]] = context.get("point_files") or {}
    return found.get(point.ref)


@register.simple_tag
def figures(content: LetterContent) -> list[facts.Figure]:
    return facts.figures(content.facts)


@register.filter
def hearing_words(content: LetterContent) -> list[str]:
    return facts.hearing_words(content.hearing) if content.hearing else []


@register.simple_tag
def single_words() -> str:
    return points.single_words()


@register.filter
def map_themes(content: LetterContent) -> list[tuple[str, list[tuple[int, int]]]]:
    """The themes as the map draws them: a mark is a table, so none where there are few."""
    return [
        (theme.title, [(point.tables, point.dissent_tables) for point in theme.points])
        for theme in content.themes
        if theme.title and not content.facts.small
    ]


@register.filter
def map_height(themes: list[object], row: int) -> int:
    """How high a map with two beds in a row (narrow) is: `row` for each row."""
    return row * max(1, -(-len(themes) // 2))


@register.filter
def wide_height(themes: list[object], row: int) -> int:
    """How high the wide map is: up to three themes lie in one row, up to eight in two, more in three."""
    return row * (1 if len(themes) <= 3 else 2 if len(themes) <= 8 else 3)


@register.filter
def dots_full(point: Point) -> str:
    """The count as letters, for mail: one dot is one table."""
    return "" if point.small else "●" * (point.tables - point.dissent_tables)


@register.filter
def dots_dissent(point: Point) -> str:
    return "" if point.small else "○" * point.dissent_tables


@register.filter
def dots_empty(point: Point) -> str:
    return "" if point.small else "○" * (point.table_total - point.tables)
