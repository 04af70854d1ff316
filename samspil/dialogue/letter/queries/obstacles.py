# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What stands between a draft and the letter: found by counting and comparing, never by trusting the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspil.dialogue.letter.queries.draft import (
    TEXTS,
    WITH_FIELDS,
    Draft,
    danish_stands,
    quote_home,
    quote_is_verbatim,
)
from samspil.dialogue.letter.queries.sources import Sources
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import asks_for_a_yes
from samspil.dialogue.notes import masking
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.rules import may_quote
from samspil.ui import merge_fields

REQUIRED = ("title", "greeting", "introduction", "sender_name")
# More than these of one kind are told as a number: a list of 200 lines helps nobody.
LISTED = 10
# Shorter notes than this say what anybody might: "mere tid" is nobody's words.
FEWEST_WORDS = 4
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to mend before publishing. `where` is the page: "desk", "room", "hearing" or "letter"; `anchor` is the
    note's or field's id there.
    """

    text: str
    where: str
    anchor: str = ""


def obstacles(draft: Draft, *, others: Iterable[Obstacle] = ()) -> list[Obstacle]:
    """All that keeps `draft` from being published; empty when it may be. `others` is what those above have found."""
    return [
        *_meeting(draft),
        *others,
        *_unaccounted(draft.sources),
        *_points(draft),
        *_unasked(draft),
        *_readings(draft.sources),
        *_quotes(draft),
        *_texts(draft),
    ]


def _meeting(draft: Draft) -> Iterator[Obstacle]:
    if draft.meeting.ended_at is None:
        yield Obstacle(_("Mødet er ikke slut. Bordene kan stadig skrive noter."), "room")
    if not any(draft.content.points):
        yield Obstacle(_("Brevet har ingen punkter endnu. Læg noterne på plads først."), "desk")


def _unaccounted(found: Sources) -> Iterator[Obstacle]:
    notes = found.unaccounted
    for note in notes[:LISTED]:
        yield Obstacle(
            _("Note %(number)s er hverken lagt til et punkt eller til side.") % {"number": note.number},
            "desk",
            str(note.pk),
        )
    if len(notes) > LISTED:
        yield Obstacle(_("Og %(count)s noter mere.") % {"count": len(notes) - LISTED}, "desk")


def _points(draft: Draft) -> Iterator[Obstacle]:
    for theme in draft.content.themes:
        for point in theme.points:
            if not theme.ref:
                yield Obstacle(
                    _("Punktet »%(statement)s« har ikke et tema.") % _short(point.statement), "desk", point.ref
                )
    for point in draft.content.points:
        for fault in merge_fields.table_numbers(point.statement):
            yield Obstacle(
                _("Punktet »%(statement)s« nævner »%(words)s«. Hvilket bord der sagde hvad, bliver ikke offentligt.")
                % {**_short(point.statement), "words": fault.words},
                "desk",
                point.ref,
            )


def _unasked(draft: Draft) -> Iterator[Obstacle]:
    """Points that say, word for word, what a class's table has not said yes to."""
    if not asks_for_a_yes(draft.meeting):
        return
    kept = [
        plain(note.text)
        for note in draft.sources.notes.values()
        if note.withdrawn_at is None and not note.erased_at and not may_quote(note)
    ]
    kept = [text for text in kept if text.count(" ") >= FEWEST_WORDS - 1]
    for point in draft.content.points:
        said = [f" {plain(text)} " for text in (point.statement, *point.voices)]
        if any(f" {text} " in one for text in kept for one in said):
            yield Obstacle(
                _("Punktet »%(statement)s« siger ordret det, et bord ikke har sagt ja til. Skriv det om.")
                % _short(point.statement),
                "desk",
                point.ref,
            )


def plain(text: str) -> str:
    """The words alone: two texts that differ in signs and capitals say the same."""
    return " ".join(_WORD.findall(text.casefold()))


def _short(statement: str) -> dict[str, str]:
    return {"statement": statement if len(statement) <= 80 else f"{statement[:79]}…"}


def _readings(found: Sources) -> Iterator[Obstacle]:
    for key, note in found.notes.items():
        reading = getattr(note, "reading", None)
        if reading is not None and note.withdrawn_at is None and reading.of_revision < note.revision:
            yield Obstacle(
                _("Note %(number)s er ændret, efter at navne blev skjult i den. Læs den igennem igen.")
                % {"number": note.number},
                "desk",
                key,
            )


def _quotes(draft: Draft) -> Iterator[Obstacle]:
    for row in draft.quotes:
        if quote_home(draft.sources, row) is None:
            yield Obstacle(
                _("Citatet »%(text)s« hører til en note, der er flyttet fra punktet.") % {"text": row.text},
                "letter",
                f"citat-{row.pk}",
            )
        elif not quote_is_verbatim(row):
            yield Obstacle(
                _("Citatet »%(text)s« står ikke længere ordret i noten.") % {"text": row.text},
                "letter",
                f"citat-{row.pk}",
            )
        elif not may_quote(row.note):
            yield Obstacle(
                _("Bordet har ikke sagt ja til, at citatet »%(text)s« bringes.") % {"text": row.text},
                "letter",
                f"citat-{row.pk}",
            )
        elif not danish_stands(row):
            yield Obstacle(
                _("Det danske ved citatet »%(text)s« står ikke længere i notens danske læsning. Vælg citatet igen.")
                % {"text": row.text},
                "letter",
                f"citat-{row.pk}",
            )


def _texts(draft: Draft) -> Iterator[Obstacle]:
    missing = {
        "title": _("Brevet mangler en overskrift."),
        "greeting": _("Brevet mangler en hilsen, for eksempel »Kære alle«."),
        "introduction": _("Brevet mangler en indledning."),
        "sender_name": _("Brevet mangler en afsender."),
    }
    for name in REQUIRED:
        if not draft.texts.get(name, "").strip():
            yield Obstacle(missing[name], "letter", f"id_{name}")
    for name in TEXTS:
        for words in text_faults(draft.texts.get(name, ""), draft, with_fields=name in WITH_FIELDS):
            yield Obstacle(words, "letter", f"id_{name}")
    for theme in draft.content.themes:
        for words in text_faults(draft.theme_texts.get(theme.ref, ""), draft, with_fields=True):
            yield Obstacle(words, "letter", f"id_theme-{theme.ref}")


def text_faults(text: str, draft: Draft, *, with_fields: bool) -> list[str]:
    """In plain words, what cannot stand in the officer's text."""
    if not with_fields:
        return [fault_words(fault) for fault in merge_fields.table_numbers(text)]
    return [fault_words(fault) for fault in merge_fields.faults(text, draft.values)]


def fault_words(fault: merge_fields.Fault) -> str:
    said = {
        "unknown": _("Samspil kender ikke feltet »%(words)s«. Felterne står ved siden af."),
        "brace": _("Der står et »%(words)s« for sig selv. Felter skrives som {borde}."),
        "empty": _("Der er intet tal til »%(words)s« endnu."),
        "typed": _("»%(words)s« er skrevet i hånden. Brug et felt som {borde}, så er tallet altid rigtigt."),
        "table": _("»%(words)s« peger på ét bord. Hvilket bord der sagde hvad, bliver ikke offentligt."),
    }
    return said[fault.kind] % {"words": fault.words}


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A word that was masked in one note and would still be published elsewhere. A person must look."""

    word: str
    where: str


def names_seen(draft: Draft) -> list[NameSeen]:
    """Masked words that still stand in the letter: in the officer's text, a statement, or another note.

    A masked word counts when it is written with a capital and its small form occurs nowhere in the meeting: then it
    is likely a name. A machine can only guess here, so the officer looks and says that it is fine.
    """
    masked = _masked_words(draft.sources.notes.values())
    if not masked:
        return []
    found: dict[str, str] = {}
    for where, text in _published_texts(draft):
        for word in _WORD.findall(text):
            if word in masked:
                found.setdefault(word, where)
    return [NameSeen(word, where) for word, where in sorted(found.items())]


def masked_in(*, meeting: Meeting, texts: Iterable[str]) -> list[str]:
    """Words that are masked in a note of the meeting, in what somebody writes beside the letter."""
    masked = _masked_words(meeting.notes.select_related("reading").order_by("pk"))
    return sorted({word for text in texts for word in _WORD.findall(text) if word in masked})


def _masked_words(notes: Iterable[Note]) -> frozenset[str]:
    masked: set[str] = set()
    small: set[str] = set()
    for note in notes:
        pairs = [(note.text, "")]
        reading = getattr(note, "reading", None)
        if reading is not None:
            pairs = [(note.text, reading.text), (note.dissent_text, reading.dissent_text)]
        for original, published in pairs:
            small |= {word for word in _WORD.findall(original) if word == word.lower()}
            for span in masking.masked_spans(published, original):
                masked |= {word for word in _WORD.findall(original[slice(*span)]) if _looks_named(word)}
    return frozenset(word for word in masked if word.lower() not in small)


def _looks_named(word: str) -> bool:
    return len(word) > 1 and word[0].isupper()


def _published_texts(draft: Draft) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        if name not in ("sender_name", "sender_title"):
            yield _("i brevets tekst"), draft.texts.get(name, "")
    for theme in draft.content.themes:
        yield _("i et tema"), f"{theme.title} {theme.text}"
    for point in draft.content.points:
        yield _("i et punkt"), " ".join((point.statement, *point.voices))
        yield _("i en dansk læsning"), " ".join(quote.danish for quote in point.quotes)
    for note in draft.content.all_notes:
        yield _("i en note"), f"{note.text} {note.dissent_text} {note.reason_text}"
        yield _("i en dansk læsning"), f"{note.danish} {note.danish_dissent}"
