# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Danish readings of notes in other languages. The note keeps its language; its own words are never touched."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.core.texts import HOUSE_LANGUAGE
from samspil.core.written import as_written
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.hooks import drafts_wanted, note_changed
from samspil.dialogue.notes.models import Note, NoteTranslation
from samspil.dialogue.notes.models.note import TRANSLATION_LENGTH
from samspil.dialogue.notes.translating import words_digest
from samspil.dialogue.notes.wording import Wording, wording

if TYPE_CHECKING:
    from samspil.people.persons.models import User


@transaction.atomic
def note_translate(
    *, note: Note, text: str, dissent_text: str = "", digest: str, by: User, now: datetime
) -> NoteTranslation | None:
    """Keep what the note says in Danish, in a person's words or in a machine's that the person has read; "" drops it.

    `digest` names the words the officer saw: if the table has changed them since, or a name is masked, Refused says
    so, nothing is done, and the page keeps what was written.
    """
    words, dissent = _clean(text), _clean(dissent_text)
    note = _locked(note)
    said = wording(note)
    if note.erased_at is not None or note.withdrawn_at is not None:
        raise Refused(_("Ordene i noten er slettet eller taget tilbage. Den kan ikke oversættes."), code="note-gone")
    if digest != words_digest(said.text, said.dissent_text):
        raise Refused(
            _("Notens ord er ændret imens. Her er de nye ord. Din oversættelse står i feltet endnu. Se den igennem."),
            code="note-changed",
        )
    old = NoteTranslation.objects.filter(note=note).first()
    if words:
        kept = _keep(
            note,
            said,
            text=words,
            dissent_text=dissent if note.dissent_text else "",
            # A machine's words stay a machine's, also when a person stands behind them.
            machine=bool(old and old.machine and (old.text, old.dissent_text) == (words, dissent)),
            made_at=now,
            made_by=by,
            approved_at=now,
            approved_by=by,
        )
    else:
        NoteTranslation.objects.filter(note=note).delete()
        kept = None
    _record("note.translate", note, old, kept, by, now)
    # A letter already sent says it no longer, or says it anew; it never gets a reading it was sent without.
    note_changed(note=Note.objects.get(pk=note.pk), by=by, now=now)
    live.publish(f"sorting:{note.meeting.uuid}", "translation", {"note": str(note.pk)})
    return kept


@transaction.atomic
def note_draft(
    *, note: Note, said: Wording, text: str, dissent_text: str = "", now: datetime
) -> NoteTranslation | None:
    """Keep a machine's words as a draft that nobody has approved; never over a person's, nor of older words."""
    words, dissent = as_written(text)[:TRANSLATION_LENGTH], as_written(dissent_text)[:TRANSLATION_LENGTH]
    note = _locked(note)
    today = wording(note)
    digest = words_digest(today.text, today.dissent_text)
    if not words or note.erased_at is not None or digest != words_digest(said.text, said.dissent_text):
        return None
    old = NoteTranslation.objects.filter(note=note).first()
    if old is not None and (not old.machine or old.digest == digest):
        return None
    kept = _keep(
        note,
        today,
        text=words,
        dissent_text=dissent,
        machine=True,
        made_at=now,
        made_by=None,
        approved_at=None,
        approved_by=None,
    )
    _record("note.translate_draft", note, old, kept, None, now)
    live.publish(f"sorting:{note.meeting.uuid}", "translation", {"note": str(note.pk)})
    return kept


@transaction.atomic
def drafts_ask(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Ask the municipality's own service for drafts. It is the worker that does it; who asked is written down."""
    audit.record(by=by, at=now, action="meeting.translate_drafts", obj=meeting)
    drafts_wanted(meeting=meeting)


def _locked(note: Note) -> Note:
    """The note as it is now. First the meeting's row, as masking, erasing and publishing do."""
    Meeting.objects.select_for_update().get(pk=note.meeting_id)
    found = Note.objects.select_for_update(of=("self",)).select_related("meeting", "reading").get(pk=note.pk)
    if found.language == HOUSE_LANGUAGE:
        raise Refused(_("Noten er på dansk. Den kan læses, som den er."), code="note-is-danish")
    return found


def _keep(note: Note, said: Wording, **values: Any) -> NoteTranslation:
    digest = words_digest(said.text, said.dissent_text)
    kept, _new = NoteTranslation.objects.update_or_create(
        note=note,
        defaults={"language": HOUSE_LANGUAGE, "of_revision": note.revision, "digest": digest, **values},
    )
    return kept


def _record(
    action: str,
    note: Note,
    old: NoteTranslation | None,
    new: NoteTranslation | None,
    by: User | None,
    now: datetime,
) -> None:
    changes = {
        name: (getattr(old, name) if old else "", getattr(new, name) if new else "")
        for name in ("text", "dissent_text")
    }
    audit.record(by=by, at=now, action=action, obj=note, changes=changes, personal=frozenset(changes))


def _clean(text: str) -> str:
    """As notes are kept. Raises Refused when there are too many words: nothing is ever cut off a person's."""
    words = as_written(text)
    if len(words) > TRANSLATION_LENGTH:
        raise Refused(
            _("Oversættelsen har %(length)s tegn. Der er plads til %(most)s. Teksten står her endnu.")
            % {"length": len(words), "most": TRANSLATION_LENGTH},
            code="translation-long",
        )
    return words
