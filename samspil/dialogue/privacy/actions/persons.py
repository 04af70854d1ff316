# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Taking a person out of what meetings hold: names, addresses and words go, counts and promises stay (promise 1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from samspil.core import audit, clock
from samspil.delivery.actions import messages_erase
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.models import HearingRemark
from samspil.dialogue.inviting.models import InvitationReply
from samspil.dialogue.letter.models import Letter
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.notes.own_words import OwnWords
from samspil.dialogue.planning.actions.printing import packs_drop_old
from samspil.dialogue.privacy.actions.redacting import words_take_out
from samspil.dialogue.privacy.queries.persons import (
    asks_of,
    columns_of_words,
    invitations_answered_by,
    named_by,
    promises_of,
    replies_of,
    rows_naming,
)
from samspil.dialogue.publishing.actions.draft_prints import draft_prints_drop

ERASED_NAME = "Slettet person"


def person_erase(person: UUID) -> int:
    """Called by people inside its transaction, while the person's address is still known. Repeatable."""
    now, own = clock.now(), named_by(person=person)
    touched = _replies_erase(person, own) + _rows_redact(own) + packs_drop_old() + _frozen_redact(own, now)
    draft_prints_drop()
    for answer in promises_of(person=person):
        answer.owner_name, answer.owner_email, answer.owner_erased_at = ERASED_NAME, None, now
        answer.save(update_fields=["owner_name", "owner_email", "owner_erased_at"])
        touched += 1 + audit.payloads_erase(answer.uuid)
        messages_erase(ref=answer.uuid, key=f"owner:{answer.uuid}")
    for ask in asks_of(person=person):
        written = HearingRemark.objects.filter(ask=ask).exclude(verdict=Verdict.AGREE)
        touched += 1 + written.update(words="", erased_at=now) + audit.payloads_erase(ask.uuid)
        ask.key = f"erased:{ask.uuid}"
        ask.save(update_fields=["key"])
    return touched


def _replies_erase(person: UUID, own: OwnWords) -> int:
    """What they answered to invitations, what was kept of it in the trail, and what others answered about them."""
    replies = replies_of(person=person, own=own)
    for reply in replies:
        reply.answered_by, reply.access_needs = "", None
        if reply.invitation.person_id is not None:
            # A board's languages are those of many.
            reply.languages = ""
        reply.save(update_fields=["answered_by", "access_needs", "languages"])
    for uuid in {*invitations_answered_by(person=person), *(reply.invitation.uuid for reply in replies)}:
        audit.payloads_erase(uuid)
    others = [row for row in InvitationReply.objects.order_by("pk") if own.stand_in(row.access_needs or "")]
    for reply in others:
        reply.access_needs = own.taken_out(reply.access_needs or "")
        reply.save(update_fields=["access_needs"])
    return len(replies) + len(others)


def _rows_redact(own: OwnWords) -> int:
    """Their name, address and number in what others have written: guests, signs, speakers, plans, drafts, promises."""
    touched = 0
    for model, names in columns_of_words():
        for row in rows_naming(model=model, fields=names, own=own):
            for name in names:
                most = getattr(model._meta.get_field(name), "max_length", None)
                setattr(row, name, own.taken_out(getattr(row, name))[:most])
            row.save(update_fields=names)
            touched += 1
    return touched + _theme_texts_redact(own)


def _theme_texts_redact(own: OwnWords) -> int:
    """The same in what the drafts of letters say to each theme, which is one column of many texts."""
    said = [row for row in Letter.objects.order_by("pk") if any(map(own.stand_in, row.theme_texts.values()))]
    for letter in said:
        letter.theme_texts = own.taken_out_of(letter.theme_texts)
        letter.save(update_fields=["theme_texts"])
    return len(said)


def _frozen_redact(own: OwnWords, now: datetime) -> int:
    """The same in what is frozen of each meeting: letters that are sent, hearings, the sorting's log, mails."""
    if not own:
        return 0
    audit.payloads_erase_saying(says=own.stand_in)
    meetings = Meeting.objects.select_for_update().order_by("pk")
    found = [words_take_out(meeting=meeting, own=own, by=None, now=now, log=True) for meeting in meetings]
    return sum(map(len, found))
