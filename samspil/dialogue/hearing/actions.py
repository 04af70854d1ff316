# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Hearings: opening one, answering it by personal link, closing it, and answering what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samspil.calendar.queries import school_calendar
from samspil.core import audit, clock
from samspil.core.errors import Refused
from samspil.delivery.actions import message_queue
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.mails import OPEN_AFTER, PURPOSE, HearingMail
from samspil.dialogue.hearing.models import Hearing, HearingAsk, HearingRemark
from samspil.dialogue.hearing.queries import asked_by_link, is_open, to_ask
from samspil.dialogue.inviting.queries import persons_invited
from samspil.dialogue.inviting.words import why
from samspil.dialogue.letter.content import LetterContent, Point, Theme, from_json, reworded, to_json
from samspil.dialogue.letter.models import Letter
from samspil.dialogue.letter.queries.draft import TEXTS, draft_from, letter_content
from samspil.dialogue.letter.queries.obstacles import NameSeen, Obstacle, names_seen, obstacles
from samspil.dialogue.letter.redacting import Redact, redacted
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.meetings.rules import is_of_class
from samspil.dialogue.notes.models import Note
from samspil.dialogue.notes.wording import public_wording, wording_after_change
from samspil.people.addresses.mails import Holder, addressed, link_role
from samspil.people.links.actions import link_issue, link_used

if TYPE_CHECKING:
    from samspil.people.links.models import AccessLink
    from samspil.people.persons.models import User

KIND = "hearing"
MOST_DAYS = 60


class NotReady(Refused):
    """The draft cannot be heard yet: `obstacles` says what to mend, `names` which words a person must look at."""

    def __init__(self, obstacles: Sequence[Obstacle], names: Sequence[NameSeen] = ()) -> None:
        super().__init__(_("Høringen er ikke åbnet. Der mangler noget først. Intet er tabt."), code="hearing-not-ready")
        self.obstacles, self.names = list(obstacles), list(names)


@transaction.atomic
def hearing_open(*, meeting: Meeting, days: int, names_checked: bool = False, by: User, now: datetime) -> Hearing:
    """Freeze the draft's points and ask those who were invited, each by a link of their own.

    It is open for `days` days, and until the end of the next school day where the last of them is none.

    A second press opens nothing and writes to nobody: it answers the hearing that is open. Raises NotReady with what is
    missing, as for the letter itself: what is heard is read by many.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = meeting.hearings.order_by("-number", "pk").first()
    if last is not None and is_open(last, now=now):
        return last
    if meeting.published_at is not None:
        raise Refused(_("Brevet er sendt. Det kan ikke høres mere, men det kan rettes."), code="hearing-letter-sent")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Høringen kan vare fra 1 til %(most)s dage.") % {"most": MOST_DAYS}, code="hearing-days")
    content = _draft(meeting, names_checked=names_checked)
    holders = to_ask(meeting=meeting, now=now)
    if not holders:
        raise Refused(_("Der er ingen at spørge. Ingen, der var inviteret, har en mailadresse."), code="hearing-nobody")
    last_day = school_calendar().on_or_after(clock.today(now) + timedelta(days=days))
    meeting.hearings.filter(closed_at__isnull=True).update(closed_at=now)
    hearing = Hearing.objects.create(
        meeting=meeting,
        number=(last.number if last else 0) + 1,
        content=to_json(content),
        opened_at=now,
        opened_by=by,
        closes_at=datetime.combine(last_day + timedelta(days=1), time(), clock.HOUSE_ZONE),
    )
    _ask(hearing, content, holders, by=by, now=now)
    audit.record(by=by, at=now, action="hearing.open", obj=hearing, changes={"asked": (0, len(holders))})
    return hearing


def _draft(meeting: Meeting, *, names_checked: bool) -> LetterContent:
    letter = Letter.objects.filter(meeting=meeting).first()
    if letter is None:
        raise Refused(_("Gem brevet først, så du kan læse det igennem."), code="letter-not-saved")
    draft = draft_from(meeting=meeting, letter=letter, texts={name: getattr(letter, name) for name in TEXTS})
    missing = obstacles(draft)
    names = names_seen(draft)
    if missing or (names and not names_checked):
        raise NotReady(missing, names)
    return heard_part(draft.content)


def heard_part(content: LetterContent) -> LetterContent:
    """What is heard of a draft: the points and their quotes, without the notes behind them."""

    def bare(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(replace(point, notes=()) for point in points)

    themes: tuple[Theme, ...] = tuple(replace(theme, points=bare(theme.points)) for theme in content.themes)
    return replace(
        content,
        themes=themes,
        talk=bare(content.talk),
        plenum=bare(content.plenum),
        asides=(),
        files=(),
        hearing=None,
    )


def _ask(hearing: Hearing, content: LetterContent, holders: Sequence[Holder], *, by: User, now: datetime) -> None:
    mail = HearingMail(content, hearing.closes_at)
    invited = persons_invited(meeting=hearing.meeting)
    asks = HearingAsk.objects.bulk_create(HearingAsk(hearing=hearing, key=holder.key) for _address, holder in holders)
    recipients = []
    for ask, (address, holder) in zip(asks, holders, strict=True):
        _link, token = link_issue(
            purpose=PURPOSE,
            scope={"hearing": str(ask.uuid), "meeting": str(hearing.meeting.uuid)},
            expires_at=hearing.closes_at + OPEN_AFTER,
            holder=holder,
            role_address=link_role(address, holder),
            by=by,
            now=now,
        )
        reason = why(holder=holder, address=address, invited=invited, starts_at=content.starts_at)
        copy = mail.to(language=holder.language, token=token, why=reason)
        recipients.append(addressed(holder, copy, token=token))
    message_queue(
        kind=KIND,
        ref=hearing.uuid,
        subject=mail.to(language="da", token="").subject,
        text="",
        html="",
        recipients=recipients,
        reply_to=by.email,
        sender_name=content.sender_name,
        closed=is_of_class(hearing.meeting),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class HearingReply:
    verdict: Verdict
    words: str = ""


@transaction.atomic
def hearing_answer(*, link: AccessLink, said: Mapping[str, HearingReply | None], now: datetime) -> int:
    """Keep what the link's holder says, by the point's ref ("" for the letter as a whole); None takes it back.

    Points that are not named stay as they were. The same again changes nothing, so a second post is one. Answers how
    many were changed. Raises Refused when the hearing is over.
    """
    asked = asked_by_link(link=link, now=now)
    if asked is None:
        raise Refused(_("Høringen findes ikke mere. Intet er gemt."), code="hearing-gone")
    # First the hearing's row, as closing does: a remark comes before the last look at them, or not at all.
    hearing = Hearing.objects.select_for_update().get(pk=asked.hearing.pk)
    if not is_open(hearing, now=now):
        raise Refused(
            _("Høringen er slut. Det, du har sendt før, er gemt. Det, du skrev nu, er ikke sendt."), code="hearing-over"
        )
    ask = HearingAsk.objects.select_for_update().get(pk=asked.ask.pk)
    kept = {str(remark.point or ""): remark for remark in ask.remarks.all()}
    refs = {"", *(point.ref for point in asked.content.points)}
    changed = sum(_say(ask, kept.get(ref), ref, new, now) for ref, new in said.items() if ref in refs)
    # Whoever takes everything back has not answered: an empty answer is no assent.
    answered_at = (ask.answered_at or now) if ask.remarks.exists() else None
    if answered_at != ask.answered_at:
        ask.answered_at = answered_at
        ask.save(update_fields=["answered_at"])
    link_used(link=link, now=now)
    return changed


def _say(ask: HearingAsk, before: HearingRemark | None, ref: str, new: HearingReply | None, now: datetime) -> bool:
    old = HearingReply(Verdict(before.verdict), before.words) if before else None
    if old == new:
        return False
    point = UUID(ref) if ref else None
    if new is None:
        if before is not None:
            before.delete()
    else:
        # An answer was to the words that stood there: new words need a new one.
        fresh = {"taken": None, "reply": "", "replied_at": None, "replied_by": None, "erased_at": None}
        HearingRemark.objects.update_or_create(
            ask=ask,
            point=point,
            defaults={
                "verdict": new.verdict,
                "words": new.words,
                "given_at": now,
                "revision": (before.revision if before else 0) + 1,
                **fresh,
            },
        )
    audit.record(
        by=None,
        at=now,
        action="hearing.answer",
        obj=ask,
        changes={
            "verdict": (str(old.verdict) if old else None, str(new.verdict) if new else None),
            "words": (old.words if old else None, new.words if new else None),
        },
        personal=("words",),
        label=ref,
    )
    return True


@transaction.atomic
def hearing_close(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Close the hearing before its last day; one that is over already stays as it is."""
    hearing = Hearing.objects.select_for_update().filter(meeting=meeting, closed_at__isnull=True).first()
    if hearing is None or not is_open(hearing, now=now):
        return
    hearing.closed_at = now
    hearing.save(update_fields=["closed_at"])
    audit.record(by=by, at=now, action="hearing.close", obj=hearing, changes={"closed_at": (None, now)})


@transaction.atomic
def remark_reply(
    *, remark: HearingRemark, taken: bool, reply: str, revision: int, by: User, now: datetime
) -> HearingRemark:
    """Answer a remark: taken in or not, with words. `revision` is the one the officer read."""
    remark = HearingRemark.objects.select_for_update().get(pk=remark.pk)
    if remark.revision != revision or remark.verdict == Verdict.AGREE:
        raise Refused(
            _("Bemærkningen er ændret, mens du skrev. Læs den igen. Dit svar står her endnu."), code="remark-changed"
        )
    if not reply.strip():
        raise Refused(_("Skriv et svar med et par ord."), code="remark-no-words")
    changes: dict[str, tuple[object, object]] = {"taken": (remark.taken, taken), "reply": (remark.reply, reply)}
    if any(old != new for old, new in changes.values()):
        remark.taken, remark.reply, remark.replied_at, remark.replied_by = taken, reply, now, by
        remark.save(update_fields=["taken", "reply", "replied_at", "replied_by"])
        audit.record(by=by, at=now, action="remark.reply", obj=remark, changes=changes, personal=("reply",))
    return remark


@transaction.atomic
def hearings_reword(*, note: Note, by: User | None, now: datetime) -> None:
    """Bring what is heard in line with what may be read of the note now. The caller holds the meeting's row."""
    wordings = {str(note.pk): wording_after_change(note)}
    _heard_change(note.meeting_id, lambda heard: reworded(heard, wordings))


@transaction.atomic
def hearings_follow(*, note: Note) -> None:
    """What is heard after the note was edited or brought back: no quote that it does not say any more, and those picked
    from it that it says again. The caller holds the meeting's row.
    """
    if not Hearing.objects.filter(meeting_id=note.meeting_id).exists():
        return
    meeting = Meeting.objects.get(pk=note.meeting_id)
    picked = {point.ref: point.quotes for point in letter_content(meeting=meeting).points}
    said = public_wording(Note.objects.select_related("reading", "translation", "meeting").get(pk=note.pk))

    def point(heard: Point) -> Point:
        quotes = [quote for quote in heard.quotes if quote.ref != str(note.pk) or quote.text in said.all_words]
        if len(quotes) == len(heard.quotes):
            mine = {quote.text for quote in quotes if quote.ref == str(note.pk)}
            back = [quote for quote in picked.get(heard.ref, ()) if quote.ref == str(note.pk)]
            quotes += [quote for quote in back if not mine and quote.text in said.all_words]
        return replace(heard, quotes=tuple(quotes))

    def follow(heard: LetterContent) -> LetterContent:
        themes = tuple(replace(theme, points=tuple(map(point, theme.points))) for theme in heard.themes)
        return replace(heard, themes=themes, talk=tuple(map(point, heard.talk)), plenum=tuple(map(point, heard.plenum)))

    _heard_change(note.meeting_id, follow)


def _heard_change(meeting: int, change: Callable[[LetterContent], LetterContent]) -> int:
    changed = 0
    for hearing in Hearing.objects.select_for_update().filter(meeting_id=meeting).order_by("pk"):
        heard = to_json(change(from_json(hearing.content)))
        if heard != hearing.content:
            hearing.content = heard
            hearing.save(update_fields=["content"])
            changed += 1
    return changed


@transaction.atomic
def hearings_redact(*, meeting: Meeting, redact: Redact) -> int:
    """Take words out of what is heard, and of what was said of it. Answers how many hearings or remarks said them."""
    changed = _heard_change(meeting.pk, lambda heard: redacted(heard, redact))
    for remark in HearingRemark.objects.select_for_update(of=("self",)).filter(ask__hearing__meeting=meeting):
        words, reply = redact(remark.words), redact(remark.reply)
        if (words, reply) != (remark.words, remark.reply):
            remark.words, remark.reply = words, reply
            remark.save(update_fields=["words", "reply"])
            changed += 1
    return changed
