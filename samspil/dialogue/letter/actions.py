# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Writing the draft of the letter, and picking quotes for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.written import as_written
from samspil.dialogue.letter import quoting
from samspil.dialogue.letter.models import Letter, LetterQuote
from samspil.dialogue.letter.queries.draft import TEXTS, danish_stands, letter_start, quote_home, quote_is_verbatim
from samspil.dialogue.letter.queries.sources import sources
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.rules import may_quote
from samspil.dialogue.notes.wording import wording
from samspil.dialogue.sorting.queries.board import officer_name

if TYPE_CHECKING:
    from samspil.people.persons.models import User


class LetterChanged(Refused):
    """Somebody else saved the draft in the meantime."""


@transaction.atomic
def letter_save(
    *,
    meeting: Meeting,
    texts: Mapping[str, str],
    theme_texts: Mapping[str, str],
    revision: int,
    by: User,
    now: datetime,
) -> Letter:
    """Keep the draft's words. `revision` is the one the page was made from, 0 for a draft nobody has saved.

    A draft may be saved half done: what is missing is asked for when it is published. Raises LetterChanged, and keeps
    nothing, when somebody else has saved since: the page then shows both.
    """
    letter = _letter(meeting, by=by, now=now)
    sent = {name: as_written(texts.get(name, "")) for name in TEXTS}
    kept = {ref: words for ref, text in theme_texts.items() if (words := as_written(text))}
    if letter.theme_texts == kept and all(getattr(letter, name) == value for name, value in sent.items()):
        # The same words: a press that came twice, or beside a quote.
        return letter
    if letter.revision != revision and (revision or letter.revision > 1):
        raise LetterChanged(
            _(
                "%(name)s har gemt brevet, efter at du åbnede det. Det, du skrev, står her endnu. "
                "Se det igennem, og gem igen."
            )
            % {"name": officer_name(str(letter.updated_by_id))},
            code="letter-changed",
        )
    changes: dict[str, tuple[object, object]] = {}
    for name, value in sent.items():
        if getattr(letter, name) != value:
            changes[name] = (getattr(letter, name), value)
            setattr(letter, name, value)
    if letter.theme_texts != kept:
        changes["theme_texts"] = (letter.theme_texts, kept)
        letter.theme_texts = kept
    _touch(letter, by, now)
    audit.record(by=by, at=now, action="letter.save", obj=letter, changes=changes, personal=changes.keys())
    return letter


@transaction.atomic
def letter_order(*, meeting: Meeting, by_tables: bool, by: User, now: datetime) -> None:
    """Let themes and points stand by how many tables said them, or again as on the desk. The same twice is once."""
    letter = _letter(meeting, by=by, now=now)
    if letter.by_tables == by_tables:
        return
    letter.by_tables = by_tables
    _touch(letter, by, now)
    audit.record(by=by, at=now, action="letter.order", obj=letter, changes={"by_tables": (not by_tables, by_tables)})


@transaction.atomic
def quote_pick(
    *, meeting: Meeting, point: UUID, note: Note, text: str, by: User, now: datetime, danish: str = ""
) -> LetterQuote:
    """Quote a note at a point: the whole or a piece, letter by letter as its published reading has it.

    `danish` is what of the note's Danish reading stands beside it; "" for the whole reading of a whole note. One quote
    of a note at a point; picking again changes it. Raises Refused when the words do not stand in the note or
    the note does not lie at the point; then nothing is changed.
    """
    # As in erasing: the meeting's row first, and then the note as it is now.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    letter = _letter(meeting, by=by, now=now)
    note = Note.objects.select_related("reading", "translation", "meeting").get(pk=note.pk)
    picked = quoting.tidied(text)
    beside = _beside(note, picked, quoting.tidied(danish))
    row = LetterQuote(letter=letter, point=point, note=note, text=picked, danish=beside)
    _check_quote(meeting, row)
    last = letter.quotes.filter(point=point).aggregate(last=Max("position"))["last"] or 0
    quote, created = LetterQuote.objects.get_or_create(
        letter=letter, point=point, note=note, defaults={"text": picked, "danish": beside, "position": last + 1}
    )
    before = None if created else quote.text
    if created or (quote.text, quote.danish) != (picked, beside):
        if not created:
            quote.text, quote.danish = picked, beside
            quote.save(update_fields=["text", "danish"])
        _touch(letter, by, now)
        audit.record(
            by=by,
            at=now,
            action="letter.quote",
            obj=letter,
            changes={"quote": (before, picked)},
            personal={"quote"},
            # Erased with the note.
            subject=note.pk,
        )
    return quote


def _beside(note: Note, picked: str, danish: str) -> str:
    """What stands in Danish beside the quote; "" where it is the note's whole reading, which may yet be put right."""
    said = wording(note)
    if picked in (said.text, said.dissent_text) and danish in (said.danish, said.danish_dissent):
        return ""
    if danish == said.danish and not quoting.is_verbatim(quote=picked, reading=said.text):
        # The field held the note's reading; it is the one who sees it differently that is quoted.
        return said.danish_dissent
    return danish


def _check_quote(meeting: Meeting, row: LetterQuote) -> None:
    """Raises Refused when the words may not stand in the letter, or are not the note's."""
    note = row.note
    if note.erased_at is not None or note.withdrawn_at is not None:
        raise Refused(_("Noten er taget tilbage eller slettet. Den kan ikke citeres."), code="quote-gone")
    if not may_quote(note):
        raise Refused(_("Bordet har ikke sagt ja til, at noten citeres. Den tæller med."), code="quote-not-allowed")
    if quote_home(sources(meeting=meeting), row) != str(row.point):
        raise Refused(_("Noten ligger ikke ved punktet mere. Hent siden igen."), code="quote-elsewhere")
    if not quote_is_verbatim(row):
        raise Refused(
            _("Citatet skal stå ordret i noten, med hele ord. Du skrev »%(text)s«. Noten siger »%(note)s«.")
            % {"text": row.text, "note": wording(note).text},
            code="quote-not-verbatim",
        )
    if not danish_stands(row):
        raise Refused(
            _("Det danske skal stå ordret i notens danske læsning. Du skrev »%(text)s«. Læsningen siger »%(note)s«.")
            % {"text": row.danish, "note": wording(note).danish},
            code="quote-danish-not-verbatim",
        )


@transaction.atomic
def quote_drop(*, meeting: Meeting, quote: int, by: User, now: datetime) -> None:
    """Take a quote out. One that is gone already is no fault."""
    row = LetterQuote.objects.filter(letter__meeting=meeting, pk=quote).select_related("letter").first()
    if row is None:
        return
    letter = Letter.objects.select_for_update().get(pk=row.letter_id)
    audit.record(
        by=by,
        at=now,
        action="letter.unquote",
        obj=letter,
        changes={"quote": (row.text, None)},
        personal={"quote"},
        subject=row.note_id,
    )
    row.delete()
    _touch(letter, by, now)


def _letter(meeting: Meeting, *, by: User, now: datetime) -> Letter:
    """The draft, locked; made with the first words when nobody has saved one. Two at once make one."""
    start = letter_start(meeting=meeting, by=by)
    Letter.objects.get_or_create(
        meeting=meeting, defaults={**start, "updated_at": now, "updated_by": by, "revision": 1}
    )
    return Letter.objects.select_for_update(of=("self",)).select_related("updated_by").get(meeting=meeting)


def _touch(letter: Letter, by: User, now: datetime) -> None:
    letter.revision += 1
    letter.updated_at, letter.updated_by = now, by
    letter.save()


def quotes_drop(*, note: Note, by: User | None, now: datetime) -> None:
    """Take the note out of the draft's quotes where its words may not be read any more."""
    if note.erased_at is not None or not may_quote(note):
        LetterQuote.objects.filter(note=note).delete()
