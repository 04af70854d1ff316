# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of ui, live, delivery and dialogue in the access matrix (see tests/access_rows.py)."""

import dataclasses
import datetime as dt
import re
from typing import Any
from uuid import uuid4

from tests.access_rows import LOGGED_IN, LOGGED_IN_ARE_LED, NO, OFFICER_IS_LED, Row, everybody, only
from tests.cast import Cast

# The officer gets through; what the page then says about what was sent is tested by its feature.
THROUGH = {200, 204, 302, 409, 422}
OFFICER = only(officer=200)
OFFICER_POSTS = only(officer=THROUGH)
# Where the reader is looked at before the method.
SAFE_LAST = only(officer=405)


def both(url: Any = lambda cast: {}, data: Any = lambda cast: {}, get: Any = OFFICER) -> Row:
    return Row(url=url, get=get, post=OFFICER_POSTS, data=data)


def looks(url: Any = lambda cast: {}, *, post: Any = NO) -> Row:
    return Row(url=url, get=OFFICER, post=post)


def acts(url: Any = lambda cast: {}, *, get: Any = OFFICER_IS_LED, data: Any = lambda cast: {}) -> Row:
    return Row(url=url, get=get, post=OFFICER_POSTS, data=data)


def live_meeting(cast: Cast) -> Any:
    from samspil.dialogue.tests import factories as make

    return _once(cast, "live", make.live_meeting)


def meeting(cast: Cast) -> dict[str, Any]:
    return {"uuid": live_meeting(cast).uuid}


def sheet(cast: Cast) -> dict[str, Any]:
    from samspil.dialogue.models import PaperSheet

    made = live_meeting(cast)
    rows = {"table": made.tables.get(number=1), "round": made.rounds.get(number=1)}
    kept = {"uuid": uuid4(), "typed_at": made.starts_at, "typed_by": cast.officer}
    return {"uuid": made.uuid, "sheet": _once(cast, "sheet", lambda: PaperSheet.objects.create(**rows, **kept)).pk}


def evening(cast: Cast) -> Any:
    """A meeting that is over and sorted; the board of Åskolen was invited."""
    from samspil.dialogue.tests import factories as make
    from samspil.dialogue.tests.letter_evening import an_evening
    from samspil.people.addresses.actions import address_ensure

    def build() -> Any:
        made = an_evening()
        address = address_ensure(kind="bestyrelse", board=cast.board)
        make.InvitationFactory(meeting=made.meeting, address=address)
        return made

    return _once(cast, "evening", build)


def over(cast: Cast) -> dict[str, Any]:
    return {"uuid": evening(cast).meeting.uuid}


def version(cast: Cast) -> Any:
    from samspil.dialogue.publishing.actions.publishing import letter_publish, letter_send
    from samspil.dialogue.tests.factories import LATER

    def build() -> Any:
        made = evening(cast)
        attached(cast, made.meeting)
        letter = made.draft()
        version = letter_publish(
            meeting=made.meeting, number=1, revision=letter.revision, changes="", by=made.by, now=LATER
        )
        letter_send(version=version, by=made.by, now=LATER)
        return version

    return _once(cast, "version", build)


def letter(cast: Cast) -> dict[str, Any]:
    return {"uuid": version(cast).uuid}


def letter_token(cast: Cast) -> dict[str, Any]:
    from samspil.delivery.models import MessageRecipient

    version(cast)
    sheet(cast)
    row = MessageRecipient.objects.order_by("pk").first()
    return {"token": re.search(r"/brev/([^/\s]+)/", row.text)[1]}


def invitation_token(cast: Cast) -> dict[str, Any]:
    from samspil.dialogue.inviting import actions as inviting
    from samspil.dialogue.tests import factories as make
    from samspil.people.addresses.actions import address_ensure

    address = address_ensure(kind="formand", board=cast.board)
    invitation = make.InvitationFactory(meeting=live_meeting(cast), address=address)
    return {"token": _link(inviting.PURPOSE, {"invitation": str(invitation.uuid)}, address)}


def sent_link(cast: Cast) -> dict[str, Any]:
    """A link that a member of Åskolen's board was sent."""
    from samspil.people.addresses.actions import address_ensure
    from samspil.people.links.queries import secret_digest
    from samspil.people.models import AccessLink

    made = live_meeting(cast)
    address = address_ensure(kind="bestyrelse", board=cast.board)
    token = _link("invitation", {"invitation": str(uuid4()), "meeting": str(made.uuid)}, address)
    return {"uuid": made.uuid, "link": AccessLink.objects.get(secret_digest=secret_digest(token)).uuid}


def calendar_token(cast: Cast) -> dict[str, Any]:
    from samspil.dialogue.overview.queries.calendars import PURPOSE

    return {"token": _link(PURPOSE, {})}


def screen_token(cast: Cast) -> dict[str, Any]:
    from samspil.dialogue.room.queries import projector

    return {"token": _link(projector.PURPOSE, {"meeting": str(live_meeting(cast).uuid)})}


def code(cast: Cast) -> dict[str, Any]:
    return {"code": live_meeting(cast).tables.order_by("number").first().code}


def note(cast: Cast) -> dict[str, Any]:
    return code(cast) | {"uuid": _note(cast).pk}


def meeting_note(cast: Cast) -> dict[str, Any]:
    return {"uuid": live_meeting(cast).uuid, "note": _note(cast).pk}


def talk_note(cast: Cast) -> dict[str, Any]:
    made = evening(cast)
    return {"uuid": made.meeting.uuid, "note": made.notes["talk"].pk}


def attached(cast: Cast, made: Any) -> dict[str, Any]:
    """A file of the meeting, as its plan shows it and its letter names it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from samspil.dialogue.planning.actions.attachments import attachment_add

    def build() -> Any:
        file = SimpleUploadedFile("dagsorden.pdf", b"%PDF-1.4 Velkomst kl. 17", "application/pdf")
        return attachment_add(meeting=made, upload=file, title="Dagsorden", by=cast.officer, now=made.starts_at)

    return {"attachment": _once(cast, f"file of {made.pk}", build).uuid}


def of_letter(url: Any) -> Any:
    """The address, with the letter's own file."""
    return lambda cast: url(cast) | attached(cast, evening(cast).meeting)


def in_outbox(cast: Cast) -> dict[str, Any]:
    """A mail with the letter."""
    from samspil.delivery.models import MessageRecipient

    return {"recipient": MessageRecipient.objects.filter(ref=version(cast).uuid).order_by("pk").first().uuid}


def _note(cast: Cast) -> Any:
    from samspil.dialogue.tests import factories as make

    made = live_meeting(cast)
    table = made.tables.order_by("number").first()
    return _once(cast, "note", lambda: make.NoteFactory(table=table, round=made.rounds.get(number=1)))


def _link(purpose: str, scope: dict[str, str], role_address: Any = None) -> str:
    from samspil.people.addresses.queries import recipients_of
    from samspil.people.links.actions import link_issue

    now = dt.datetime.now(dt.UTC)
    return link_issue(
        purpose=purpose,
        scope=scope,
        expires_at=now + dt.timedelta(days=900),
        by=None,
        now=now,
        holder=recipients_of(role_address, now.date())[0] if role_address else None,
        role_address=role_address,
    )[1]


def make_all(cast: Cast) -> None:
    """Makes what several routes share, once for all tests of a process."""
    _note(cast)
    version(cast)
    sheet(cast)


def _once(cast: Cast, name: str, build: Any) -> Any:
    """What several routes share."""
    made = cast.made.get(name)
    if made is None:
        made = cast.made[name] = build()
    return made


PUBLIC = Row(get=everybody(200), post=NO)
# By its personal link everybody reads the letter, whoever is logged in.
BY_LINK = Row(url=letter_token, get=everybody(200), post=NO)
# A file takes seconds to make: some of the roles are enough, where the guard is the page's own.
SOME = ("anonymous", "officer", "board_member", "stranger")
INVITED = only(officer=200, board_chair=200, board_member=200)
BY_LOGIN = Row(url=letter, get=INVITED, post=only(others=405))
OUTBOX_POST = only(anonymous=404, officer=THROUGH)
OUTBOX = Row(url=in_outbox, get=only(anonymous=404, officer=200), post=NO, why="For others there is no outbox.")

OTHERS = {
    "ui:accessibility": PUBLIC,
    "ui:privacy": PUBLIC,
    "ui:style-page": Row(get=everybody(404), post=everybody({404, 405}), why="Only in the demo and in development."),
    "live:streams": Row(get=everybody(404), post=NO, why="No channel named."),
    "live:stream": Row(url=lambda cast: {"channel": "findes:ikke"}, get=everybody(404), post=NO),
    "delivery:outbox": Row(get=only(anonymous=404, officer=200), post=NO),
    "delivery:outbox-mail": OUTBOX,
    "delivery:outbox-html": OUTBOX,
    "delivery:outbox-attachment": dataclasses.replace(OUTBOX, url=lambda cast: in_outbox(cast) | {"number": 1}),
    "delivery:failed-retry": Row(
        url=lambda cast: {"ref": version(cast).uuid, "kind": "letter"}, get=NO, post=OUTBOX_POST
    ),
    "delivery:recipient-retry": Row(url=in_outbox, get=NO, post=OUTBOX_POST),
    "delivery:recipient-resolve": Row(url=in_outbox, get=NO, post=OUTBOX_POST),
}

MEETINGS = {
    "dialogue:home": Row(get=everybody(200), post=NO),
    "dialogue:calendar": Row(get=LOGGED_IN, post=only(others=405)),
    "dialogue:calendar-open": Row(get=LOGGED_IN_ARE_LED, post=LOGGED_IN, why="Everybody's own, with their meetings."),
    "dialogue:calendar-close": Row(get=LOGGED_IN_ARE_LED, post=LOGGED_IN_ARE_LED),
    "dialogue:calendar-file": Row(url=calendar_token, get=everybody(200), post=NO),
    # A leader holds the meetings of the school's classes (tests/test_class_access.py).
    "dialogue:meeting-list": Row(get=only(officer=200, school_leader=200), post=NO),
    "dialogue:meeting-new": Row(get=only(officer=200, school_leader=200), post=only(officer=422, school_leader=422)),
    "dialogue:meeting": looks(meeting),
    "dialogue:meeting-copy": both(meeting),
    "dialogue:meeting-ics": looks(meeting),
    "dialogue:plan": both(meeting),
    "dialogue:call-off": both(meeting),
    "dialogue:attachment": looks(lambda cast: meeting(cast) | attached(cast, live_meeting(cast))),
    "dialogue:invitations": both(meeting),
    "dialogue:links": looks(meeting),
    "dialogue:link-close": acts(sent_link),
    "dialogue:link-renew": acts(sent_link),
    "dialogue:invitations-preview": looks(meeting),
    "dialogue:invitation-mail": looks(meeting),
    "dialogue:invitations-send": acts(meeting),
    "dialogue:reminders-send": acts(meeting),
    "dialogue:invitation-answer": Row(url=invitation_token, get=everybody(200), post=everybody(422)),
    "dialogue:invitation-ics": Row(url=invitation_token, get=everybody(200), post=NO),
    "dialogue:control": looks(meeting),
    "dialogue:control-press": acts(meeting),
    "dialogue:screen-link": acts(meeting),
    "dialogue:projector": looks(meeting),
    "dialogue:screen": Row(url=screen_token, get=everybody(200), post=NO),
    "dialogue:table-find": Row(get=everybody(200), post=everybody(404), why="No such code."),
    "dialogue:table-worker": Row(get=everybody(200), post=NO, why="A script with nothing of anybody's in it."),
    "dialogue:table-manifest": Row(url=code, get=everybody(200), post=NO, why="Says the table's number, as its sign."),
    "dialogue:harvest": Row(url=code, get=everybody(200), post=NO),
    "dialogue:harvest-answer": Row(
        url=lambda cast: code(cast) | {"note": uuid4()},
        get=everybody(302),
        post=everybody(404),
        why="No such note, no such answer.",
    ),
    "dialogue:note-names": Row(url=code, get=NO, post=everybody(200), why="Looks at words that are being written."),
    "dialogue:table": Row(url=code, get=everybody(200), post=NO, why="The code of the table is enough."),
    "dialogue:note-write": Row(
        url=code, get=everybody(302), post=everybody(302), data=lambda cast: {"note": "Færre beskeder"}
    ),
    "dialogue:note-change": Row(url=note, get=everybody(302), post=everybody(302), data=lambda cast: {"do": "star"}),
    "dialogue:sorting": looks(over),
    "dialogue:sorting-move": acts(over),
    "dialogue:sorting-undo": acts(over),
    "dialogue:sorting-later": acts(over),
    "dialogue:sorting-hint": looks(over),
    "dialogue:sorting-seat": acts(over),
    "dialogue:sorting-close": acts(over),
    "dialogue:sorting-asides": looks(over),
    "dialogue:sorting-names": both(meeting_note),
    "dialogue:note-erase": acts(meeting_note, get=SAFE_LAST),
    "dialogue:paper": Row(url=meeting, get=OFFICER, post=only(officer=422), why="An empty sheet."),
    "dialogue:paper-photo": acts(sheet),
    "dialogue:paper-photo-file": Row(url=sheet, get=only(officer=404), post=SAFE_LAST, why="No photo was added."),
    "dialogue:origins": both(over),
    "dialogue:origin-change": acts(talk_note),
    "dialogue:letter-edit": both(over),
    "dialogue:letter-order": acts(over),
    "dialogue:letter-sentences": acts(over),
    "dialogue:letter-point": Row(
        url=lambda cast: over(cast) | {"point": uuid4()}, get=only(officer=404), post=SAFE_LAST, why="No such point."
    ),
    "dialogue:letter-quote": Row(url=over, get=OFFICER_IS_LED, post=only(officer=404), why="No note was named."),
    "dialogue:letter-unquote": acts(over),
    "dialogue:letter-preview": Row(url=lambda cast: over(cast) | {"form": "side"}, get=OFFICER, post=SAFE_LAST),
    "dialogue:letter-publish": acts(over),
    "dialogue:letter-progress": both(letter, get=OFFICER),
    "dialogue:letter": BY_LOGIN,
    "dialogue:letter-pdf": dataclasses.replace(BY_LOGIN, roles=SOME),
    "dialogue:letter-docx": BY_LOGIN,
    "dialogue:letter-notes": Row(url=lambda cast: letter(cast) | {"form": "csv"}, get=INVITED, post=only(others=405)),
    "dialogue:letter-calendar": BY_LOGIN,
    "dialogue:letter-attachment": dataclasses.replace(BY_LOGIN, url=of_letter(letter)),
    "dialogue:letter-link": BY_LINK,
    "dialogue:letter-link-pdf": dataclasses.replace(BY_LINK, roles=SOME),
    "dialogue:letter-link-docx": BY_LINK,
    "dialogue:letter-link-notes": Row(
        url=lambda cast: letter_token(cast) | {"form": "csv"}, get=everybody(200), post=NO
    ),
    "dialogue:letter-link-calendar": BY_LINK,
    "dialogue:letter-link-attachment": dataclasses.replace(BY_LINK, url=of_letter(letter_token)),
    "dialogue:print-pack": Row(url=meeting, get=OFFICER, post=SAFE_LAST),
    "dialogue:print-ask": Row(url=meeting, get=OFFICER_IS_LED, post=only(officer=404), why="No part was named."),
    "dialogue:print-file": Row(
        url=lambda cast: meeting(cast) | {"part": "alt"}, get=only(officer=404), post=SAFE_LAST, why="None was made."
    ),
}
