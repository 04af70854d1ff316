# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Where it was said, by how many, and what lies behind a point."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.core import anonymity
from samspil.dialogue.letter.content import Place, Point, PublishedNote, Quote
from samspil.dialogue.letter.words.languages import danish
from samspil.dialogue.meetings.languages import NAMES, in_a_sentence
from samspil.dialogue.notes.enums import Origin
from samspil.ui import words


def where(place: Place) -> str:
    """»Runde 2 · et bord«: never which table."""
    if place.origin == Origin.TABLE:
        return _("Runde %(number)s · et bord") % {"number": place.round}
    if place.origin == Origin.PLENUM:
        return _("Opsamlingen for alle")
    parts = [_("Oplægget »%(title)s«") % {"title": danish(place.talk)}]
    if place.speaker:
        parts.append(danish(place.speaker))
    if place.slide:
        parts.append(_("billede %(number)s") % {"number": place.slide})
    return " · ".join(parts)


def language_words(item: PublishedNote | Quote) -> str:
    """»på arabisk«, where so many share the language that it may be named; else nothing."""
    if not item.names_language or item.language not in NAMES:
        return ""
    return _("på %(language)s") % {"language": in_a_sentence(item.language)}


def quote_source(quote: Quote) -> str:
    """The line under a quote."""
    said = _("Ordret fra en note")
    if quote.place.origin == Origin.TALK:
        said = _("Ordret, fra oplægget")
    elif quote.place.origin == Origin.PLENUM:
        said = _("Ordret, fra opsamlingen for alle")
    language = language_words(quote)
    parts = [f"{said} {language}".strip(), where(quote.place)]
    return " · ".join(parts)


def tables_words(point: Point) -> str:
    """»ved 7 af 12 borde«; no figure where so few were there that it would point at somebody."""
    if point.small:
        shown = anonymity.shown(point.tables, point.table_total)
        few = point.table_total < anonymity.SMALLEST
        if shown is None:
            return _("ved færre end 5 borde") if few else _("ved nogle af bordene")
    return ngettext("ved %(count)s af %(total)s bord", "ved %(count)s af %(total)s borde", point.table_total) % {
        "count": words.number(point.tables),
        "total": words.number(point.table_total),
    }


def notes_words(count: int) -> str:
    """»14 noter«"""
    return ngettext("%(count)s note", "%(count)s noter", count) % {"count": words.number(count)}


def point_notes_words(point: Point) -> str:
    """How many notes from tables the point rests on; "" where so few were there that it says who."""
    return "" if point.small else notes_words(point.table_notes)


def behind_words(point: Point) -> str:
    """What opens the notes behind a point."""
    if point.small:
        return _("Se noterne bag punktet")
    count = point.note_count
    return ngettext("Se noten bag punktet", "Se de %(number)s noter bag punktet", count) % {"number": count}


def withheld_words(notes: Iterable[PublishedNote]) -> str:
    """That there is more than stands here: never how much."""
    if any(note.withheld for note in notes):
        return _("Noter uden et ja fra bordet tæller med, men deres ord bringes ikke.")
    return ""


def voice_words(point: Point) -> str:
    """Before what a point that was merged into this one said."""
    return _("Det blev også sagt sådan:") if point.small else _("Et enkelt bord sagde det sådan:")


def dissent_words(point: Point) -> str:
    if not point.dissent_tables:
        return ""
    if point.small:
        return _("Nogen ser det anderledes")
    return ngettext("%(count)s bord ser det anderledes", "%(count)s borde ser det anderledes", point.dissent_tables) % {
        "count": words.number(point.dissent_tables)
    }


def echo_words(point: Point) -> str:
    """»3 borde mere siger det samme · 1 bord mere ser det anderledes«, from the last minutes of the rounds."""
    return "" if point.small else " · ".join(more_tables_words(agreeing=point.agreeing, differing=point.differing))


def more_tables_words(*, agreeing: int, differing: int) -> list[str]:
    """What tables said that wrote nothing at the point themselves."""
    same = ngettext("%(count)s bord mere siger det samme", "%(count)s borde mere siger det samme", agreeing)
    other = ngettext("%(count)s bord mere ser det anderledes", "%(count)s borde mere ser det anderledes", differing)
    said = [(same, agreeing), (other, differing)]
    return [text % {"count": words.number(count)} for text, count in said if count]


def single_words() -> str:
    return _("Sagt ved kun ét bord. Taget med, fordi ingen stemme må gå tabt.")


def origin_words(point: Point) -> str:
    """What was said apart from the tables; it is in no table count."""
    if point.talk_notes and point.plenum_notes:
        return _("Også sagt i oplægget og i opsamlingen for alle") if point.tables else _("Sagt i oplægget og for alle")
    if point.talk_notes:
        return _("Også sagt i oplægget") if point.tables else _("Sagt i oplægget")
    if point.plenum_notes:
        return _("Også sagt i opsamlingen for alle") if point.tables else _("Sagt i opsamlingen for alle")
    return ""


def count_line(point: Point) -> str:
    """Everything that is counted at a point, in one line: for paper and mail."""
    parts = []
    if point.tables:
        parts += [tables_words(point), point_notes_words(point)]
    parts += [dissent_words(point), echo_words(point), origin_words(point)]
    line = " · ".join(part for part in parts if part)
    return f"{line}. {single_words()}" if point.is_single else line
