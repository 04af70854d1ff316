# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What can be taken along from a letter beside its own words: the boards that were there, and the tables' handouts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samspil.dialogue.inviting.queries import holding
from samspil.dialogue.letter.content import LetterContent, Point, from_json
from samspil.dialogue.letter.models import Letter
from samspil.dialogue.meetings.models import Meeting
from samspil.dialogue.publishing.queries.versions import Published, latest_of
from samspil.people.addresses.enums import AddressKind
from samspil.people.addresses.models import RoleAddress

# Which of a board's fixed mailboxes is given: the board's own before its chair's.
_RANK = {AddressKind.WHOLE_BOARD.value: 0, AddressKind.BOARD_CHAIR.value: 1}


@dataclass(frozen=True, slots=True)
class Contact:
    """A board that said it would come. `mailbox` is a fixed one that belongs to the role, no person's; "" for none."""

    school: str
    mailbox: str


def contacts(*, meeting: Meeting) -> list[Contact]:
    """The boards that said they would come, in the order of their schools. Nobody is named."""
    coming = holding(meeting=meeting).filter(reply__coming=True, address__board__isnull=False)
    boards = set(coming.values_list("address__board_id", flat=True))
    rows = RoleAddress.objects.filter(board__in=boards).order_by("pk")
    found: dict[int, tuple[str, str, str]] = {}
    columns = ("kind", "board", "board__school__sort_key", "board__school__name", "mailbox")
    for _kind, board, key, name, mailbox in sorted(rows.values_list(*columns), key=lambda row: _RANK.get(row[0], 2)):
        kept = found.get(board, ("", "", ""))[2]
        found[board] = (key, name, kept or mailbox)
    return [Contact(name, mailbox) for _key, name, mailbox in sorted(found.values())]


def has_handouts(*, meeting: Meeting) -> bool:
    return meeting.rounds.exclude(handout="").exists()


def numbered_point(*, published: Published, number: int, in_version: int) -> Point | None:
    """The letter's points are numbered from 1, from the top of the page, in each version anew. Answers the point as it
    stands in the version that is shown; None when it is not there any more.
    """
    counted = published.content
    if in_version != published.version.number:
        other = published.version.letter.versions.filter(number=in_version).first()
        if other is None:
            return None
        counted = from_json(other.content)
    asked = dict(enumerate(counted.points, start=1)).get(number)
    return next((point for point in published.content.points if asked and point.ref == asked.ref), None)


def point_numbers(content: LetterContent) -> dict[str, int]:
    return {point.ref: number for number, point in enumerate(content.points, start=1)}


def published_openly(*, uuid: UUID) -> Published | None:
    """The newest version of a letter that an officer shows to everybody with the address."""
    shown = Letter.objects.filter(public_uuid=uuid, public_at__isnull=False)
    letter = shown.first()
    return latest_of(letter=letter) if letter else None


def letter_with_versions(*, meeting: Meeting) -> Letter | None:
    """The letter, once it has been sent."""
    return Letter.objects.filter(meeting=meeting, versions__isnull=False).distinct().first()
