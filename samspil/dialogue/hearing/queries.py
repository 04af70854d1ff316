# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Hearings: what is heard, who may answer, what was said, and what of it waits for an officer's answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.core import clock
from samspil.dialogue.hearing.enums import Verdict
from samspil.dialogue.hearing.models import Hearing, HearingAsk, HearingRemark
from samspil.dialogue.inviting.queries import invitees, raised_by
from samspil.dialogue.letter.content import HearingFigures, LetterContent, Point, from_json
from samspil.dialogue.letter.queries.draft import letter_of
from samspil.dialogue.letter.queries.obstacles import Obstacle
from samspil.dialogue.letter.queries.readings import readings_of
from samspil.dialogue.letter.readings import Readings
from samspil.dialogue.meetings.models import Meeting
from samspil.people.addresses.mails import Holder, holders_once
from samspil.people.addresses.queries import recipient_count

if TYPE_CHECKING:
    from samspil.people.links.models import AccessLink


def is_open(hearing: Hearing, *, now: datetime) -> bool:
    return hearing.closed_at is None and now < hearing.closes_at


def to_ask(*, meeting: Meeting, now: datetime) -> list[Holder]:
    """Whom a hearing that is opened now would write to."""
    found = invitees(meeting=meeting, invitations=raised_by(meeting=meeting), now=now)
    return holders_once(found.addresses, now=now, within=found.within)


def to_ask_count(*, meeting: Meeting, now: datetime) -> int:
    """How many that are; nobody's address is deciphered for it."""
    found = invitees(meeting=meeting, invitations=raised_by(meeting=meeting), now=now)
    return recipient_count(found.addresses, clock.today(now), found.within)


def latest_hearing(*, meeting: Meeting) -> Hearing | None:
    return meeting.hearings.order_by("-number", "pk").first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What keeps the letter from being final: the hearing that is open, and how many remarks have no answer."""

    open_until: datetime | None
    unanswered: int


def waiting(*, meeting: Meeting, now: datetime) -> Waiting:
    hearing = latest_hearing(meeting=meeting)
    unanswered = _remarks(meeting).filter(taken__isnull=True).count()
    return Waiting(hearing.closes_at if hearing and is_open(hearing, now=now) else None, unanswered)


def _remarks(meeting: Meeting) -> QuerySet[HearingRemark]:
    """Everything written in the meeting's hearings."""
    return HearingRemark.objects.filter(ask__hearing__meeting=meeting).exclude(verdict=Verdict.AGREE)


def figures(*, meeting: Meeting) -> HearingFigures | None:
    """The newest hearing in numbers; None where there was none."""
    hearing = latest_hearing(meeting=meeting)
    if hearing is None:
        return None
    asks = hearing.asks.annotate(written=Count("remarks", filter=~Q(remarks__verdict=Verdict.AGREE)))
    found = asks.aggregate(
        asked=Count("pk"),
        answered=Count("answered_at"),
        remarked=Count("pk", filter=Q(written__gt=0)),
        remarks=Sum("written", default=0),
    )
    return HearingFigures(agreed=found["answered"] - found["remarked"], **found)


@dataclass(frozen=True, slots=True)
class PointHeard:
    """A point of the draft with what was written about it; `point` is None for the letter as a whole.

    `comments` are the words of those who agree: shown under that, and not waiting for an answer.
    """

    point: Point | None
    agreed: int
    remarks: tuple[HearingRemark, ...]
    comments: tuple[HearingRemark, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A hearing as its officer sees it. Nowhere does it say who wrote what."""

    hearing: Hearing
    content: LetterContent
    figures: HearingFigures
    rows: tuple[PointHeard, ...]
    open: bool

    @property
    def unanswered(self) -> int:
        return sum(1 for row in self.rows for remark in row.remarks if remark.taken is None)


def heard(*, meeting: Meeting, now: datetime) -> Heard | None:
    hearing = latest_hearing(meeting=meeting)
    numbers = figures(meeting=meeting)
    if hearing is None or numbers is None:
        return None
    content = from_json(hearing.content)
    # In the order of their ids, which says nothing about who wrote: the order of time would, a little.
    found = HearingRemark.objects.filter(ask__hearing=hearing).select_related("replied_by__person").order_by("uuid")
    rows = tuple(_by_point(content, list(found)))
    return Heard(hearing, content, numbers, rows, is_open(hearing, now=now))


def _by_point(content: LetterContent, remarks: Iterable[HearingRemark]) -> Iterator[PointHeard]:
    lying: dict[str, list[HearingRemark]] = {}
    for remark in remarks:
        lying.setdefault(str(remark.point or ""), []).append(remark)
    for point in (*content.points, None):
        here = lying.get(point.ref if point else "", [])
        written = tuple(remark for remark in here if remark.verdict != Verdict.AGREE)
        comments = tuple(remark for remark in here if remark.verdict == Verdict.AGREE and remark.words)
        yield PointHeard(point, len(here) - len(written), written, comments)


def remark_of(*, meeting: Meeting, uuid: UUID) -> HearingRemark | None:
    """A remark of this meeting; anybody else's is not known of."""
    return _remarks(meeting).select_related("ask__hearing__meeting").filter(uuid=uuid).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """The hearing that a personal link opens, with what its holder has said, by the point's ref ("" for the whole)."""

    ask: HearingAsk
    hearing: Hearing
    content: LetterContent
    said: dict[str, HearingRemark]
    open: bool


def asked_by_link(*, link: AccessLink, now: datetime) -> Asked | None:
    ask = HearingAsk.objects.select_related("hearing__meeting").filter(uuid=UUID(str(link.scope["hearing"]))).first()
    if ask is None:
        return None
    said = {str(remark.point or ""): remark for remark in ask.remarks.order_by("pk")}
    return Asked(ask, ask.hearing, from_json(ask.hearing.content), said, is_open(ask.hearing, now=now))


def asked_readings(*, asked: Asked, language: str) -> Readings | None:
    """What a person has approved, in the reader's language, of the words that a hearing shows: headings and points."""
    heard = asked.content
    shown = replace(
        heard,
        title="",
        greeting="",
        introduction="",
        closing="",
        next=None,
        themes=tuple(replace(theme, text="", points=_bare(theme.points)) for theme in heard.themes),
        talk=_bare(heard.talk),
        plenum=_bare(heard.plenum),
    )
    letter = letter_of(meeting=asked.hearing.meeting)
    return readings_of(letter=letter, content=shown, language=language)


def _bare(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(replace(point, voices=()) for point in points)


def obstacles(*, meeting: Meeting, now: datetime) -> Iterator[Obstacle]:
    """No remark without an answer, and no letter while it is still being heard: an officer may close the hearing."""
    waits = waiting(meeting=meeting, now=now)
    if waits.open_until is not None:
        yield Obstacle(_("Høringen er ikke slut. Vent, eller luk den først."), "hearing")
    if waits.unanswered:
        yield Obstacle(
            ngettext(
                "%(count)s bemærkning fra høringen mangler et svar.",
                "%(count)s bemærkninger fra høringen mangler et svar.",
                waits.unanswered,
            )
            % {"count": waits.unanswered},
            "hearing",
        )
