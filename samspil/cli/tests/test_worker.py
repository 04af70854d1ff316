# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Which thread of the worker does what."""

from samspil.cli.worker import APART, LONG
from samspil.delivery import tasks as delivery
from samspil.dialogue.notes.tasks import notes_translate
from samspil.dialogue.publishing.tasks import letter_mails
from samspil.dialogue.seating.tasks import seating_work
from samspil.dialogue.sorting.tasks import notes_embed
from samspil.people.importing.tasks import import_work


def test_what_somebody_waits_for_stands_behind_nothing_long():
    queues = {task.queue_name for task in (import_work, seating_work, notes_embed)}

    assert len(queues) == 3
    assert queues | {notes_translate.queue_name} == set(LONG)
    assert not {task.queue_name for task in (delivery.deliver, delivery.sweep, letter_mails)} & set(LONG)
    assert delivery.deliver_urgent.queue_name in set(APART) - set(LONG)
    assert delivery.deliver.queue_name not in APART
