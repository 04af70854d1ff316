# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Publishing the letter: the check, the freezing, and the mail to everyone who was invited."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspil import live
from samspil.core import audit
from samspil.core.errors import Refused
from samspil.delivery.actions import message_queue, message_take_back
from samspil.delivery.parcels import Attachment
from samspil.dialogue.inviting.queries import invitees, persons_invited
from samspil.dialogue.letter import pdf as letter_pdf
from samspil.dialogue.letter.content import LetterContent, from_json, reworded, to_json
from samspil.dialogue.letter.models import Letter, LetterPrint, LetterVersion
from samspil.dialogue.letter.queries.draft import TEXTS, Draft, draft_from
from samspil.dialogue.letter.queries.obstacles import NameSeen, Obstacle, names_seen
from samspil.dialogue.letter.queries.readings import version_readings
from samspil.dialogue.letter.redacting import Redact, redacted
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import is_of_class
from samspil.dialogue.meetings.series import followers
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.wording import Wording, public_wording, wording_after_change
from samspil.dialogue.planning.actions.plan import since_item_ensure
from samspil.dialogue.publishing import mails as letter_mail
from samspil.dialogue.publishing.actions.copies import letter_copies
from samspil.dialogue.publishing.actions.readings import print_keep
from samspil.dialogue.publishing.changes import differences
from samspil.dialogue.publishing.hooks import letter_mailed, letter_published
from samspil.dialogue.publishing.queries.obstacles import obstacles
from samspil.dialogue.publishing.queries.versions import files_of, invitations
from samspil.people.addresses.mails import holders_once

if TYPE_CHECKING:
    from samspil.people.persons.models import User

logger = logging.getLogger(__name__)

KIND = "letter"
# Many mailboxes refuse more than 10 MB, and base64 makes a third more of it.
ATTACHED_AT_MOST = 6_000_000


class NotReady(Refused):
    """The letter cannot be published: `obstacles` says what to mend, `names` which words a person must look at."""

    def __init__(self, obstacles: Sequence[Obstacle], names: Sequence[NameSeen] = ()) -> None:
        message = _("Brevet er ikke sendt. Der mangler noget først. Intet er tabt.")
        super().__init__(message, code="letter-not-ready")
        self.obstacles, self.names = list(obstacles), list(names)


@transaction.atomic
def letter_publish(
    *,
    meeting: Meeting,
    number: int,
    revision: int,
    changes: str = "",
    names_checked: bool = False,
    by: User,
    now: datetime,
) -> LetterVersion:
    """Freeze the draft as version `number`; the worker then sends it to everyone who was invited (`letter_send`).

    `number` and `revision` are those of the page the officer read: pressing twice publishes once, and what somebody
    else has changed meanwhile is never sent unread. Closes the sorting, so that no note can come after the count.
    Raises NotReady with the list of what is missing, and then nothing is written.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    letter = Letter.objects.select_for_update().filter(meeting=meeting).first()
    if letter is None:
        raise Refused(_("Gem brevet først, så du kan læse det igennem."), code="letter-not-saved")
    known = letter.versions.filter(number=number).first()
    if known is not None:
        return known
    latest = letter.versions.order_by("-number", "pk").first()
    if number != (latest.number if latest else 0) + 1 or letter.revision != revision:
        raise Refused(
            _("Brevet er ændret, siden du så det. Læs det igennem, og send igen. Intet er sendt."),
            code="letter-changed",
        )
    content = _checked(meeting, letter, latest, changes=changes, names_checked=names_checked, now=now)
    version = LetterVersion.objects.create(
        letter=letter,
        number=number,
        content=to_json(content),
        changes=changes.strip() if latest else "",
        published_at=now,
        # With nobody invited there is nothing for the worker to do.
        mailed_at=None if invitations(meeting=meeting).exists() else now,
        published_by=by,
    )
    _mark_published(meeting, now)
    _mask_older(letter, number, now)
    for following in followers(meeting=meeting):
        since_item_ensure(meeting=following, by=by, now=now)
    audit.record(by=by, at=now, action="letter.publish", obj=version, changes={"number": (number - 1 or None, number)})
    if version.mailed_at is None:
        letter_published(version=version)
    return version


def letter_send(*, version: LetterVersion, by: User, now: datetime) -> int:
    """Send a published version to those invited who have not had it: new holders of a role, or invited since.

    Answers how many mails were added. Nobody gets a version twice.
    """
    # The slow part stands outside the transaction; in it the PDF is only fetched, unless the words changed meanwhile.
    _print_for_mail(version)
    with transaction.atomic():
        rows = LetterVersion.objects.select_for_update(of=("self",)).select_related("letter__meeting")
        version = rows.get(pk=version.pk)
        added = _send(version, from_json(version.content), by=by, now=now)
        if version.mailed_at is None:
            version.mailed_at = now
            version.save(update_fields=["mailed_at"])
            live.publish(f"delivery:{version.uuid}", "written")
            letter_mailed(version=version)
    return added


def letter_print(*, version: LetterVersion, language: str, part: str = letter_pdf.WHOLE) -> bytes:
    """The version as PDF, or that part of it, made the first time somebody asks: 300 notes take seconds, and there are
    many readers.
    """
    key = f"{part}-{language}" if part else language
    kept = LetterPrint.objects.filter(version=version, language=key).first()
    if kept is not None:
        return bytes(kept.content)
    readings = version_readings(version=version, language=language)
    made = letter_pdf.pdf_file(
        from_json(version.content),
        language=language,
        readings=readings,
        number=version.number,
        published_at=version.published_at,
        changes=version.changes,
        part=part,
    )
    print_keep(version=version, language=language, key=key, made=made, readings=readings)
    return made


def _checked(
    meeting: Meeting, letter: Letter, latest: LetterVersion | None, *, changes: str, names_checked: bool, now: datetime
) -> LetterContent:
    draft: Draft = draft_from(meeting=meeting, letter=letter, texts={name: getattr(letter, name) for name in TEXTS})
    missing = obstacles(draft, now=now)
    names = names_seen(draft)
    if latest and not changes.strip():
        missing.append(
            Obstacle(_("Skriv, hvad der er ændret. Sætningen står øverst i brevet."), "letter", "id_changes")
        )
    if missing or (names and not names_checked):
        raise NotReady(missing, names)
    if latest is None:
        return draft.content
    before = from_json(latest.content)
    found = differences(before, draft.content)
    if not found:
        raise Refused(_("Brevet er det samme som det, der er sendt. Der er intet at rette."), code="letter-same")
    return replace(draft.content, differences=found)


def _mark_published(meeting: Meeting, now: datetime) -> None:
    meeting.sorting_closed_at = meeting.sorting_closed_at or now
    meeting.published_at = meeting.published_at or now
    meeting.updated_at = now
    meeting.save(update_fields=["sorting_closed_at", "published_at", "updated_at"])


def _send(version: LetterVersion, content: LetterContent, *, by: User, now: datetime) -> int:
    """One mail a person, each with a link of its own; queued in this transaction, sent by the worker after it.

    Answers how many it was written to; who has it already is passed over by the outbox.
    """
    # Each invited person once, with the role they were invited by.
    meeting = version.letter.meeting
    to = invitees(meeting=meeting, invitations=invitations(meeting=meeting), now=now)
    holders = holders_once(to.addresses, now=now, within=to.within)
    if not holders:
        return 0
    mail = letter_mail.LetterMail(
        content,
        number=version.number,
        changes=version.changes,
        attachments=_attachments(version, content),
        readings=lambda language: version_readings(version=version, language=language),
    )
    invited = persons_invited(meeting=version.letter.meeting)
    message_queue(
        kind=KIND,
        ref=version.uuid,
        subject=mail.to(language="da", token="").subject,
        text="",
        html="",
        recipients=letter_copies(
            version=version, mail=mail, starts_at=mail.content.starts_at, to=holders, invited=invited, by=by, now=now
        ),
        attachments=mail.attachments,
        reply_to=by.email,
        sender_name=content.sender_name,
        closed=is_of_class(meeting),
        now=now,
    )
    return len(holders)


def _attachments(version: LetterVersion, content: LetterContent) -> list[Attachment]:
    """The letter as PDF, and its files while they are small enough for any mailbox; the page has them all."""
    files: list[Attachment] = []
    pdf = _print_for_mail(version)
    if pdf:
        files.append(Attachment(name=_("Brev.pdf"), content=pdf, content_type=letter_pdf.PDF_TYPE))
    room = ATTACHED_AT_MOST - sum(len(file.content) for file in files)
    for row in files_of(meeting=version.letter.meeting, content=content):
        if row.size > room:
            continue
        try:
            with row.file.open("rb") as stored:
                kept = stored.read()
        except OSError:
            # Not on the disk any more, after a restore without the files: the letter must not wait for it.
            logger.exception("The file %s of letter %s", row.uuid, version.uuid)
            continue
        files.append(Attachment(name=row.filename, content=kept, content_type=row.content_type))
        room -= row.size
    return files


def _print_for_mail(version: LetterVersion) -> bytes:
    """The PDF in Danish; empty where none can be made: the letter is sent all the same, its page has everything."""
    if not letter_pdf.available():
        return b""
    try:
        return letter_print(version=version, language="da")
    except Exception:
        logger.exception("The PDF of letter %s", version.uuid)
        return b""


def _mask_older(letter: Letter, number: int, now: datetime) -> None:
    """Earlier versions stay readable, with today's masks: a correction made to hide a name must hide it there too."""
    for version in letter.versions.filter(number__lt=number):
        _reword(version, _wordings(from_json(version.content)), now)


@transaction.atomic
def versions_reword(*, note: Note, by: User | None, now: datetime) -> None:
    """Bring every published letter in line with what may be read of the note now.

    The words change, the counts do not (promise 1). Mails that have not left the house are written anew. The caller
    holds the meeting's row, as publishing does: a version on its way in is then seen.
    """
    wordings = {str(note.pk): wording_after_change(note)}
    versions = LetterVersion.objects.select_for_update().filter(letter__meeting_id=note.meeting_id)
    for version in versions.order_by("number", "pk"):
        if _reword(version, wordings, now):
            audit.record(by=by, at=now, action="letter.note_changed", obj=version)


@transaction.atomic
def versions_redact(*, meeting: Meeting, redact: Redact, by: User | None, now: datetime) -> int:
    """Take words out of what officers wrote in the published letters; answers how many versions said them.

    The caller holds the meeting's row. A correction is the officer's to send, with other words.
    """
    found = 0
    for version in LetterVersion.objects.select_for_update().filter(letter__meeting=meeting).order_by("number", "pk"):
        content = to_json(redacted(from_json(version.content), redact))
        if _keep(version, content, redact(version.changes), now):
            audit.record(by=by, at=now, action="letter.note_changed", obj=version)
            found += 1
    return found


def _wordings(content: LetterContent) -> dict[str, Wording]:
    refs = {note.ref for note in content.all_notes}
    notes = Note.objects.filter(pk__in=refs).select_related("reading", "translation", "meeting")
    return {str(note.pk): public_wording(note) for note in notes}


def _reword(version: LetterVersion, wordings: Mapping[str, Wording], now: datetime) -> bool:
    return _keep(version, to_json(reworded(from_json(version.content), wordings)), version.changes, now)


def _keep(version: LetterVersion, content: dict[str, Any], changes: str, now: datetime) -> bool:
    """The version with other words, if they are others: its prints go, and mails that wait are written anew."""
    if (content, changes) == (version.content, version.changes):
        return False
    version.content, version.changes = content, changes
    version.save(update_fields=["content", "changes"])
    version.prints.all().delete()
    if message_take_back(kind=KIND, ref=version.uuid, now=now):
        version.mailed_at = None
        version.save(update_fields=["mailed_at"])
        letter_published(version=version)
    return True
