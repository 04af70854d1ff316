# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who may follow which live channel, and as whom: real channels, with and without what opens them.

The answer is the role in which the stream is granted ("own": that of nobody but oneself), or 404. Who is logged in
changes nothing for a table's code.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.access_rows_meetings import evening, live_meeting, version
from tests.cast import ROLES, Cast

Address = Callable[[Cast], tuple[list[str], dict[str, str]]]


@dataclasses.dataclass(frozen=True)
class Channel:
    """`asks`: the channels and the parameters beside them. `granted`: the role of the stream, or 404, by role."""

    asks: Address
    granted: Mapping[str, Any]

    def url(self, cast: Cast) -> str:
        channels, more = self.asks(cast)
        return "/live/?" + urlencode([("channel", channel) for channel in channels] + list(more.items()))


def officer(role: Any = "officer", others: Any = 404) -> Mapping[str, Any]:
    return dict.fromkeys(ROLES, others) | {"officer": role}


def all_as(role: Any) -> Mapping[str, Any]:
    return dict.fromkeys(ROLES, role)


NOBODY = all_as(404)


def table(cast: Cast, number: int = 1) -> Any:
    return live_meeting(cast).tables.get(number=number)


def table_of_another_meeting(cast: Cast) -> Any:
    return evening(cast).meeting.tables.order_by("number").first()


def channel_of(row: Any, kind: str = "table") -> str:
    return f"{kind}:{row.uuid}"


def screen(cast: Cast, meeting: Any, *, purpose: str = "", days: int = 9, revoked: bool = False) -> dict[str, str]:
    """What the projector's own computer asks with: the link to a meeting's screen."""
    from samspil.dialogue.room.queries import projector
    from samspil.people.links.actions import link_issue, link_revoke

    now = dt.datetime.now(dt.UTC)
    link, token = link_issue(
        purpose=purpose or projector.PURPOSE,
        scope={"meeting": str(meeting.uuid)},
        expires_at=now + dt.timedelta(days=days),
        by=None,
        now=now - dt.timedelta(days=30),
    )
    if revoked:
        link_revoke(link=link, by=None, now=now)
    return {"as": "projector", "token": token}


def asks(kind: str, row: Callable[[Cast], Any], more: Callable[[Cast], dict[str, str]] = lambda cast: {}) -> Address:
    return lambda cast: ([channel_of(row(cast), kind)], more(cast))


def code(row: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, str]]:
    return lambda cast: {"code": row(cast).code}


def here(cast: Cast) -> Any:
    return live_meeting(cast)


def there(cast: Cast) -> Any:
    return evening(cast).meeting


def second_table(cast: Cast) -> Any:
    return table(cast, 2)


def nowhere(cast: Cast) -> Any:
    return dataclasses.make_dataclass("Nowhere", ["uuid", "code"])(uuid4(), "ZZZZZZ")


OWN_CODE, ITS_SCREEN = code(table), lambda cast: screen(cast, here(cast))

CHANNELS = {
    "table, own code": Channel(asks("table", table, OWN_CODE), all_as("table")),
    "table, code in small letters": Channel(
        asks("table", table, lambda cast: {"code": f" {table(cast).code.lower()} "}), all_as("table")
    ),
    "table, another table's code": Channel(asks("table", second_table, OWN_CODE), NOBODY),
    "table of another meeting": Channel(asks("table", table_of_another_meeting, OWN_CODE), NOBODY),
    "table, no code": Channel(asks("table", table), NOBODY),
    "table, empty code": Channel(asks("table", table, lambda cast: {"code": ""}), NOBODY),
    "table, the screen's link": Channel(asks("table", table, ITS_SCREEN), NOBODY),
    "table that is not there": Channel(asks("table", nowhere, OWN_CODE), NOBODY),
    "table by the meeting's id": Channel(asks("table", here, OWN_CODE), NOBODY),
    "room, no code": Channel(asks("room", here), officer()),
    "room, a code of its table": Channel(asks("room", here, OWN_CODE), officer(others="table")),
    "room of another meeting, a code of this": Channel(asks("room", there, OWN_CODE), officer()),
    "room, an unknown code": Channel(asks("room", here, code(nowhere)), officer()),
    "room that is not there": Channel(asks("room", nowhere, OWN_CODE), NOBODY),
    "room, its screen": Channel(asks("room", here, ITS_SCREEN), all_as("projector")),
    "room, screen without token": Channel(asks("room", here, lambda cast: {"as": "projector"}), officer("projector")),
    "room, screen with a made-up token": Channel(
        asks("room", here, lambda cast: {"as": "projector", "token": "x" * 43}), officer("projector")
    ),
    "room, screen of another meeting": Channel(
        asks("room", here, lambda cast: screen(cast, there(cast))), officer("projector")
    ),
    "room, screen's link that ran out": Channel(
        asks("room", here, lambda cast: screen(cast, here(cast), days=-1)), officer("projector")
    ),
    "room, screen's link that was taken back": Channel(
        asks("room", here, lambda cast: screen(cast, here(cast), revoked=True)), officer("projector")
    ),
    "room, a link for something else": Channel(
        asks("room", here, lambda cast: screen(cast, here(cast), purpose="letter")), officer("projector")
    ),
    "room, a token but not as the screen": Channel(
        asks("room", here, lambda cast: {"token": ITS_SCREEN(cast)["token"]}), officer()
    ),
    "notes, nothing": Channel(asks("notes", here), officer()),
    "notes, a code of its table": Channel(asks("notes", here, OWN_CODE), officer()),
    "notes, its screen": Channel(asks("notes", here, ITS_SCREEN), all_as("projector")),
    "notes, screen without token": Channel(
        asks("notes", here, lambda cast: {"as": "projector"}), officer("projector")
    ),
    "notes of another meeting, this one's screen": Channel(asks("notes", there, ITS_SCREEN), officer("projector")),
    "notes that are not there": Channel(asks("notes", nowhere, ITS_SCREEN), NOBODY),
    "what a table follows": Channel(
        lambda cast: ([channel_of(here(cast), "room"), channel_of(table(cast))], OWN_CODE(cast)),
        officer("officer table", others="table table"),
    ),
    "one of two that is not one's own": Channel(
        lambda cast: ([channel_of(table(cast)), channel_of(second_table(cast))], OWN_CODE(cast)), NOBODY
    ),
    "sorting": Channel(asks("sorting", there), officer("own")),
    "sorting, a code of its table": Channel(asks("sorting", there, code(table_of_another_meeting)), officer("own")),
    "sorting that is not there": Channel(asks("sorting", nowhere), NOBODY),
    "delivery of a letter": Channel(asks("delivery", version), officer()),
    "delivery of a letter, a table's code": Channel(asks("delivery", version, OWN_CODE), officer()),
    "delivery of nothing": Channel(asks("delivery", nowhere), NOBODY),
    "delivery by a meeting's id": Channel(asks("delivery", here), NOBODY),
    "a kind that is not there": Channel(asks("letters", here), NOBODY),
}  # fmt: skip
