# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Changes to the plan of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspil.core import audit, texts
from samspil.core.errors import Refused
from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind
from samspil.dialogue.meetings.models import AgendaItem, Meeting, MeetingTable, Round
from samspil.dialogue.meetings.series import earlier_meeting
from samspil.dialogue.planning.actions.changes import (
    WHEN_AND_WHERE,
    announced_take,
    change_of,
    change_tell,
    meeting_hold,
)
from samspil.dialogue.planning.queries import table_count, title_proposal
from samspil.dialogue.planning.rules import without_days
from samspil.people.addresses.actions import address_ensure
from samspil.people.addresses.enums import AddressKind

if TYPE_CHECKING:
    from samspil.dialogue.planning.recipes import Recipe
    from samspil.people.persons.models import User
    from samspil.people.places.models import SchoolClass

MAX_TABLES = 60
# Danish like every title on the agenda, whatever language the officer reads in.
SINCE_TITLE, SINCE_MINUTES = "Siden sidst", 10
BASICS = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "place",
    "languages",
    "afterwards",
    "reply_by",
    "wishes_by",
    "next_on",
    "next_from",
    "next_until",
    "next_place",
)


@transaction.atomic
def meeting_create(
    *,
    recipe: Recipe,
    title: str,
    starts_at: datetime,
    by: User,
    now: datetime,
    place: str = "",
    ends_at: datetime | None = None,
    key: UUID | None = None,
    school_class: SchoolClass | None = None,
) -> Meeting:
    """A planned meeting with the recipe's agenda, rounds and tables. The same `key` again answers the same meeting.

    That of a class is a class meeting whatever the recipe, and has a table for every four families.
    """
    meeting, is_new = Meeting.objects.get_or_create(
        uuid=key or uuid4(),
        defaults={
            "kind": MeetingKind.CLASS if school_class else recipe.kind,
            "school_class": school_class,
            "recipe": recipe.code,
            "title": title,
            "place": place,
            "starts_at": starts_at,
            "ends_at": ends_at or starts_at + timedelta(minutes=recipe.minutes),
            "created_at": now,
            "created_by": by,
            "updated_at": now,
        },
    )
    if not is_new:
        return meeting
    _guardians_address(meeting)
    for step in recipe.steps:
        agenda_item_add(
            meeting=meeting,
            kind=step.kind,
            title=step.title,
            minutes=step.minutes,
            question=step.question,
            handout=step.handout,
            by=by,
            now=now,
        )
    tables_set(meeting=meeting, count=table_count(recipe=recipe, meeting=meeting), by=by, now=now)
    since_item_ensure(meeting=meeting, by=by, now=now)
    announced_take(meeting=meeting, now=now)
    audit.record(by=by, at=now, action="meeting.create", obj=meeting, changes={"title": (None, title)})
    return meeting


@transaction.atomic
def meeting_copy(
    *, meeting: Meeting, starts_at: datetime, by: User, now: datetime, title: str = "", key: UUID | None = None
) -> Meeting:
    """A new plan like an earlier one: agenda, questions in every language, tables. No people, notes or codes.

    Without a `title` it gets one that no other has. Sentences that name a day of the earlier meeting stay behind. The
    same `key` again answers the same meeting.
    """
    copy, is_new = Meeting.objects.get_or_create(
        uuid=key or uuid4(),
        defaults={
            "kind": meeting.kind,
            "school_class": meeting.school_class,
            "recipe": meeting.recipe,
            "title": title or title_proposal(meeting=meeting),
            "place": meeting.place,
            "languages": meeting.languages,
            "afterwards": without_days(meeting.afterwards),
            "table_seats": meeting.table_seats,
            "starts_at": starts_at,
            "ends_at": starts_at + (meeting.ends_at - meeting.starts_at),
            "copied_from": meeting,
            "created_at": now,
            "created_by": by,
            "updated_at": now,
        },
    )
    if is_new:
        _guardians_address(copy)
        _agenda_copy(meeting, copy, by=by, now=now)
        tables_set(meeting=copy, count=meeting.tables.count(), by=by, now=now)
        since_item_ensure(meeting=copy, by=by, now=now)
        announced_take(meeting=copy, now=now)
        audit.record(by=by, at=now, action="meeting.copy", obj=copy, changes={"copied_from": (None, str(meeting.uuid))})
    return copy


def _guardians_address(meeting: Meeting) -> None:
    """So that the guardians of the class can be invited: a class has no address before there is something to send."""
    if meeting.school_class is not None:
        address_ensure(kind=AddressKind.CLASS_GUARDIANS, school_class=meeting.school_class)


def _agenda_copy(meeting: Meeting, copy: Meeting, *, by: User, now: datetime) -> None:
    """Of two lines that tell what became of the last promises, one is enough."""
    has_since = False
    for item in meeting.agenda.select_related("round__question").order_by("position", "pk"):
        since = _is_since(item)
        if since and has_since:
            continue
        has_since = has_since or since
        agenda_item_add(
            meeting=copy,
            kind=ItemKind.SINCE if since else ItemKind(item.kind),
            title=item.title,
            minutes=item.minutes,
            speaker=item.speaker,
            question=texts.bodies(item.round.question) if item.round and item.round.question else None,
            handout=Handout(item.round.handout) if item.round else Handout.NONE,
            by=by,
            now=now,
        )


def _is_since(item: AgendaItem) -> bool:
    """An officer may have written the line by hand, as another kind."""
    named = item.round_id is None and item.title.strip().casefold() == SINCE_TITLE.casefold()
    return item.kind == ItemKind.SINCE or named


@transaction.atomic
def meeting_update(
    *, meeting: Meeting, values: Mapping[str, object], by: User, now: datetime, tell: bool = False
) -> Meeting:
    """Change what, when and where. Unknown names in `values` are a programming error.

    Where people were told of day and place, `tell` says that the officer knows that they are told of the change;
    without it AskFirst is raised and nothing is saved.
    """
    meeting_hold(meeting)
    before = change_of(meeting, now)
    changes: dict[str, tuple[object, object]] = {}
    for name, value in values.items():
        if name not in BASICS:
            raise KeyError(name)
        old = getattr(meeting, name)
        if old != value:
            changes[name] = (_plain(old), _plain(value))
            setattr(meeting, name, value)
    if changes:
        meeting.updated_at = now
        meeting.save(update_fields=[*changes, "updated_at"])
        audit.record(by=by, at=now, action="meeting.update", obj=meeting, changes=changes)
        if WHEN_AND_WHERE & changes.keys():
            change_tell(change=before, meeting=meeting, tell=tell, by=by, now=now)
            announced_take(meeting=meeting, now=now)
    return meeting


def meeting_later(*, meeting: Meeting, minutes: int, by: User, now: datetime, tell: bool = False) -> Meeting:
    """End `minutes` later than planned."""
    ends_at = meeting.ends_at + timedelta(minutes=minutes)
    return meeting_update(meeting=meeting, values={"ends_at": ends_at}, by=by, now=now, tell=tell)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


@transaction.atomic
def agenda_item_add(
    *,
    meeting: Meeting,
    kind: ItemKind,
    title: str,
    minutes: int,
    by: User,
    now: datetime,
    speaker: str = "",
    question: Mapping[str, str] | None = None,
    handout: Handout = Handout.NONE,
) -> AgendaItem:
    """Add a line last on the agenda; a round gets its clock and its working question."""
    _hold(meeting)
    last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
    round_ = None
    if kind == ItemKind.ROUND:
        number = (meeting.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
        round_ = Round.objects.create(
            meeting=meeting,
            number=number,
            minutes=minutes,
            handout=handout,
            question=texts.create(bodies=question, by=by, now=now) if question else None,
        )
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, kind=kind, title=title, speaker=speaker, minutes=minutes, round=round_
    )
    _touch(meeting, now)
    audit.record(by=by, at=now, action="agenda.add", obj=item, changes={"title": (None, title)})
    return item


@transaction.atomic
def since_item_ensure(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Where a letter was sent after the meeting before, the evening opens with what came of it, after the welcome.

    It is a line like the others: it can be changed, moved and taken away. What is shown under it comes from the letter.
    """
    _hold(meeting)
    if meeting.opened_at is not None or any(map(_is_since, meeting.agenda.all())):
        return
    if earlier_meeting(meeting=meeting) is None:
        return
    item = agenda_item_add(
        meeting=meeting, kind=ItemKind.SINCE, title=SINCE_TITLE, minutes=SINCE_MINUTES, by=by, now=now
    )
    lines = [line for line in meeting.agenda.order_by("position", "pk") if line.pk != item.pk]
    place = 1 if lines and lines[0].kind == ItemKind.WELCOME else 0
    _renumber(meeting, [*lines[:place], item, *lines[place:]])


@transaction.atomic
def agenda_item_update(*, item: AgendaItem, title: str, speaker: str, minutes: int, by: User, now: datetime) -> None:
    """Change a line; a round that has begun keeps its minutes (its clock is changed on the control page)."""
    item = _held_item(item)
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(item, name), value)
        for name, value in (("title", title), ("speaker", speaker), ("minutes", minutes))
        if getattr(item, name) != value
    }
    if not changes:
        return
    if item.round and "minutes" in changes:
        if item.round.started_at:
            raise Refused(_("Runden er begyndt. Skift tiden på styringssiden."), code="round-begun")
        item.round.minutes = minutes
        item.round.save(update_fields=["minutes"])
    item.title, item.speaker, item.minutes = title, speaker, minutes
    item.save(update_fields=["title", "speaker", "minutes"])
    _touch(item.meeting, now)
    audit.record(by=by, at=now, action="agenda.update", obj=item, changes=changes)


@transaction.atomic
def agenda_item_move(*, item: AgendaItem, up: bool, by: User, now: datetime) -> None:
    """Swap with the neighbour; rounds keep the order of their numbers."""
    item = _held_item(item)
    lines = list(item.meeting.agenda.order_by("position", "pk"))
    index = next(place for place, line in enumerate(lines) if line.pk == item.pk)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(lines):
        return
    lines[index], lines[other] = lines[other], lines[index]
    _renumber(item.meeting, lines)
    _touch(item.meeting, now)
    audit.record(by=by, at=now, action="agenda.move", obj=item, changes={"position": (index + 1, other + 1)})


@transaction.atomic
def agenda_item_remove(*, item: AgendaItem, by: User, now: datetime) -> None:
    """Take a line away. A round with notes, or one that has begun, stays: its notes would lose their question."""
    item = _held_item(item)
    meeting, round_ = item.meeting, item.round
    if round_ and (round_.started_at or round_.notes.exists()):
        raise Refused(_("Runden er begyndt eller har noter. Den kan ikke fjernes."), code="round-has-notes")
    if item.notes.exists():
        raise Refused(_("Der er skrevet noter fra oplægget. Det kan ikke fjernes."), code="talk-has-notes")
    audit.record(by=by, at=now, action="agenda.remove", obj=item, changes={"title": (item.title, None)})
    item.delete()
    if round_:
        round_.delete()
    _renumber(meeting, list(meeting.agenda.order_by("position", "pk")))
    _touch(meeting, now)


def _hold(meeting: Meeting) -> None:
    """Hold the meeting's row: whoever changes an agenda or decides a wish takes this one first, and so in one order."""
    Meeting.objects.select_for_update().only("pk").get(pk=meeting.pk)


def _held_item(item: AgendaItem) -> AgendaItem:
    """The line as it is now, its meeting held."""
    _hold(item.meeting)
    found = AgendaItem.objects.select_related("meeting", "round").filter(pk=item.pk).first()
    if found is None:
        raise Refused(_("En anden har fjernet punktet. Intet er gemt."), code="agenda-item-gone")
    return found


def _renumber(meeting: Meeting, lines: list[AgendaItem]) -> None:
    """Positions 1…n; rounds numbered as they come. Both constraints are checked at the end of the transaction."""
    for position, line in enumerate(lines, start=1):
        if line.position != position:
            AgendaItem.objects.filter(pk=line.pk).update(position=position)
    rounds = [line.round_id for line in lines if line.round_id]
    for number, pk in enumerate(rounds, start=1):
        Round.objects.filter(pk=pk).exclude(number=number).update(number=number)


@transaction.atomic
def round_update(*, round_: Round, questions: Mapping[str, str], handout: Handout, by: User, now: datetime) -> None:
    """Change the working question (per language) and the sheet on the table."""
    _hold(round_.meeting)
    if round_.question is None and any(body.strip() for body in questions.values()):
        round_.question = texts.create(bodies=questions, by=by, now=now)
        round_.save(update_fields=["question"])
    elif round_.question is not None:
        for language, body in questions.items():
            texts.set_body(text=round_.question, language=language, body=body, by=by, now=now)
    if round_.handout != handout:
        changes: dict[str, tuple[object, object]] = {"handout": (round_.handout, str(handout))}
        round_.handout = handout
        round_.save(update_fields=["handout"])
        audit.record(by=by, at=now, action="round.update", obj=round_, changes=changes)
    _touch(round_.meeting, now)


@transaction.atomic
def tables_set(*, meeting: Meeting, count: int, by: User, now: datetime) -> None:
    """Make it `count` tables. New ones come last; only empty ones go away, from the end."""
    if not 1 <= count <= MAX_TABLES:
        raise Refused(_("Der kan være fra 1 til %(most)s borde.") % {"most": MAX_TABLES}, code="table-count")
    _hold(meeting)
    tables = list(meeting.tables.order_by("number", "pk"))
    for table in tables[count:]:
        if table.notes.exists():
            raise Refused(
                _("Bord %(number)s har skrevet noter. Det kan ikke fjernes.") % {"number": table.number},
                code="table-has-notes",
            )
    MeetingTable.objects.filter(pk__in=[table.pk for table in tables[count:]]).delete()
    for number in range(len(tables) + 1, count + 1):
        MeetingTable.objects.create(meeting=meeting, number=number)
    if len(tables) != count:
        _touch(meeting, now)
        audit.record(by=by, at=now, action="tables.set", obj=meeting, changes={"tables": (len(tables), count)})


@transaction.atomic
def note_takers_set(*, meeting: Meeting, names: Mapping[int, str], by: User, now: datetime) -> None:
    """Name the note-takers by table number."""
    _hold(meeting)
    changes: dict[str, tuple[object, object]] = {}
    for table in meeting.tables.order_by("number", "pk"):
        name = names.get(table.number, table.note_taker)
        if name != table.note_taker:
            changes[f"note_taker_{table.number}"] = (table.note_taker, name)
            table.note_taker = name
            table.save(update_fields=["note_taker"])
    if changes:
        _touch(meeting, now)
        audit.record(
            by=by, at=now, action="tables.note_takers", obj=meeting, changes=changes, personal=frozenset(changes)
        )


def _touch(meeting: Meeting, now: datetime) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(updated_at=now)
