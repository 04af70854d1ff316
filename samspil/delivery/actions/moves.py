# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The one place where a copy changes state."""

import datetime as dt

from samspil.delivery.enums import State
from samspil.delivery.models import MessageRecipient

REPLY_LENGTH = 1000


def move(row: MessageRecipient, state: State, *, now: dt.datetime, **values: object) -> None:
    """Writes `row`, locked by the caller, into `state`; what belongs to the state it left is emptied.

    Only the columns of the state are written: somebody may be erasing the address at the same moment.
    """
    emptied: dict[str, object] = {
        "leased_by": None,
        "lease_until": None,
        "due_at": None,
        "sent_at": None,
        "transport": "",
    }
    if state == State.WAITING:
        emptied["handing_over_at"] = None
    changed = emptied | {"state": state, "state_at": now} | values
    if isinstance(reply := changed.get("server_reply"), str):
        changed["server_reply"] = reply.replace("\x00", "")[:REPLY_LENGTH]
    for field, value in changed.items():
        setattr(row, field, value)
    row.save(update_fields=list(changed))
