# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Drawing the tables' papers: seconds of work, which no page should wait for, nor anything else the worker does."""

import datetime as dt
import logging
from uuid import UUID

from django_tasks import task

from samspil.core import clock
from samspil.core.enqueueing import enqueue_once
from samspil.dialogue.planning.actions import printing as actions
from samspil.dialogue.planning.enums import PackState
from samspil.dialogue.planning.queries import packs_standing_still

logger = logging.getLogger(__name__)

# A table takes a part of a second; what has not moved for so long has lost its worker, or stands behind others.
PATIENCE = dt.timedelta(minutes=1)
# After that it has failed: whoever waits must not wait for ever.
GIVE_UP = dt.timedelta(minutes=10)
MOST_ATTEMPTS = 3


@task(queue_name="print")
def pack_work(pack: str) -> bool:
    """Draws a pack that waits. Done twice it changes nothing."""
    try:
        return actions.pack_draw(uuid=UUID(pack), now=clock.now)
    except Exception:
        logger.exception("The print pack %s", pack)
        raise


def look_after(*, now: dt.datetime) -> None:
    """Enqueue what a killed worker, or a lost task, left undone; give up after a while."""
    for pack in packs_standing_still(since=now - PATIENCE):
        if pack.attempt >= MOST_ATTEMPTS or pack.asked_at < now - GIVE_UP:
            actions.pack_fail(pack=pack, state=PackState.FAILED)
        else:
            enqueue_once(pack_work, pack.uuid)
