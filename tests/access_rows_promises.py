# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The rows of promises and hearings in the access matrix (see tests/access_rows.py)."""

from typing import Any

from tests.access_rows import Row, everybody
from tests.access_rows_meetings import SAFE_LAST, acts, both, evening, letter_token, looks, over, version
from tests.cast import Cast


def point(cast: Cast) -> dict[str, Any]:
    version(cast)
    return over(cast) | {"point": evening(cast).weekly}


def heard(cast: Cast) -> Any:
    """A meeting whose draft is being heard, with a remark; and the secret of a link to it. Made for each route."""
    from samspil.dialogue.tests.hearing_evening import a_hearing

    return a_hearing()


def hearing(cast: Cast) -> dict[str, Any]:
    return {"uuid": heard(cast).meeting.uuid}


def remark(cast: Cast) -> dict[str, Any]:
    made = heard(cast)
    return {"uuid": made.meeting.uuid, "remark": made.remark.uuid}


def hearing_token(cast: Cast) -> dict[str, Any]:
    return {"token": heard(cast).token}


def digest_token(cast: Cast) -> dict[str, Any]:
    """A link of the letter's that was written to a board."""
    from samspil.dialogue.publishing.links import OPEN_FOR, PURPOSE
    from samspil.people.addresses.queries import recipients_of
    from samspil.people.links.actions import link_issue
    from samspil.people.models import AccessLink
    from samspil.people.tests.factories import BoardSeatFactory, RoleAddressFactory

    address = RoleAddressFactory(kind="bestyrelse", board=BoardSeatFactory().board)
    letter_token(cast)
    other = AccessLink.objects.filter(purpose=PURPOSE).order_by("pk")[0]
    _link, token = link_issue(
        purpose=PURPOSE,
        scope=other.scope,
        expires_at=other.created_at + OPEN_FOR,
        holder=recipients_of(address, other.created_at.date())[0],
        role_address=address,
        by=None,
        now=other.created_at,
    )
    return {"token": token}


PROMISES: dict[str, Row] = {
    "dialogue:promises": looks(over, post=SAFE_LAST),
    "dialogue:promises-together": acts(over),
    "dialogue:promise-answer": both(point),
    "dialogue:letter-link-mails": Row(
        url=digest_token, get=everybody(200), post=everybody({302, 422}), why="The personal link is enough."
    ),
    "dialogue:hearing": looks(hearing, post=SAFE_LAST),
    "dialogue:hearing-open": acts(hearing),
    "dialogue:hearing-close": acts(hearing),
    "dialogue:remark-reply": acts(remark),
    "dialogue:hearing-answer": Row(
        url=hearing_token, get=everybody(200), post=everybody({302, 422}), why="The personal link is enough."
    ),
}
