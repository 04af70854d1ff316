# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Telling the readers of a channel that something happened."""

import json
from collections.abc import Mapping, Sequence

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from samspil.core import clock
from samspil.live.channels import checked_name

NOTIFY_NAME = "samspil_live"

# One round trip. The channel's row stays locked until the caller's commit: who comes second waits and gets a higher
# number, so a number that can be read has no lower one still on its way. A rollback gives the number back.
# The rows are taken in the order of `place`: who waits for the first of them holds none of the later ones.
_PUBLISH = f"""
    WITH told AS (
        SELECT * FROM unnest(%(channels)s::text[], %(kinds)s::text[], %(data)s::jsonb[])
        WITH ORDINALITY AS one (channel, kind, data, place)
    ), channel AS (
        INSERT INTO live_livechannel AS known (name, last_number) SELECT channel, 1 FROM told ORDER BY place
        ON CONFLICT (name) DO UPDATE SET last_number = known.last_number + 1
        RETURNING name, last_number
    ), event AS (
        INSERT INTO live_liveevent (channel_id, number, kind, data, created_at)
        SELECT name, last_number, kind, data, %(now)s FROM channel JOIN told ON told.channel = name
    )
    SELECT name, last_number, pg_notify('{NOTIFY_NAME}', name || ':' || last_number) FROM channel
"""  # noqa: S608 (the only thing put in is our own constant)


class NotInTransaction(RuntimeError):
    """`publish` was called outside a transaction, where its lock would end at once."""


def publish(channel: str, kind: str, data: Mapping[str, object] | None = None) -> int:
    """Number an event on `channel`, and tell every process when the caller's transaction commits.

    Returns the event's number: 1, 2, 3 … per channel without holes, in the order of the commits. Others who publish
    on the channel wait until this transaction ends, so call it last in the action. `data` holds ids and kinds, never
    a person's words: it is kept outside erasure. Raises NotInTransaction outside `transaction.atomic`.
    """
    return publish_many([(channel, kind, data)])[0]


def publish_many(events: Sequence[tuple[str, str, Mapping[str, object] | None]]) -> list[int]:
    """Publish (channel, kind, data) on several channels, each named once; in one round trip.

    Locks are taken in the channels' order, so two never deadlock. Returns the numbers in the order of `events`.
    """
    if not events:
        return []
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        msg = "live.publish belongs in the transaction of what it announces."
        raise NotInTransaction(msg)
    ordered = sorted(events, key=lambda event: event[0])
    parameters = {
        "channels": [checked_name(channel) for channel, _kind, _data in ordered],
        "kinds": [kind for _channel, kind, _data in ordered],
        "data": [json.dumps(dict(data or {}), cls=DjangoJSONEncoder) for _channel, _kind, data in ordered],
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISH, parameters)
        numbers = {name: int(number) for name, number, _told in cursor.fetchall()}
    return [numbers[channel] for channel, _kind, _data in events]
