# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The exact seating plan: seconds of search, which neither a page nor a mail with a log-in code should wait for."""

import datetime as dt
import logging
from uuid import UUID

from django_tasks import task

from samspil.core import clock
from samspil.core.enqueueing import enqueue_once
from samspil.dialogue.seating.actions import plans as actions
from samspil.dialogue.seating.queries import plans_waiting

logger = logging.getLogger(__name__)

# A plan for 210 people takes 2-10 seconds; what takes longer has lost its worker, or stands behind much else.
PATIENCE = dt.timedelta(minutes=1)
# After that the quick plan stands: whoever waits must not wait for ever.
GIVE_UP = dt.timedelta(minutes=10)


@task(queue_name="seating")
def seating_work(plan: str) -> bool:
    """Looks for the best plan and puts it in the quick one's place. Done twice it changes nothing."""
    uuid = UUID(plan)
    try:
        return actions.seating_work(uuid=uuid, now=clock.now)
    except Exception:
        # The task's own row says it too, but nobody looks there; the chore tries again and gives up in the end.
        logger.exception("The seating plan %s", plan)
        raise


def look_after(*, now: dt.datetime) -> None:
    """Enqueue what a worker that was killed, or a lost task, left undone; give up after a while."""
    for plan in plans_waiting(before=now - PATIENCE):
        if plan.asked_at < now - GIVE_UP:
            actions.seating_give_up(plan=plan, now=now)
        else:
            enqueue_once(seating_work, plan.uuid)
