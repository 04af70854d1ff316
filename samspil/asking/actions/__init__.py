# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What can be done with a set of questions."""

from samspil.asking.actions.answering import answer, call_ask, decline, postpone, share
from samspil.asking.actions.closing import answers_forget, set_close
from samspil.asking.actions.opening import set_open
from samspil.asking.actions.reading import answers_read, texts_read, typed_read
from samspil.asking.actions.sending import Sent, link_make, reminders_send, send

__all__ = [
    "Sent",
    "answer",
    "answers_forget",
    "answers_read",
    "call_ask",
    "decline",
    "link_make",
    "postpone",
    "reminders_send",
    "send",
    "set_close",
    "set_open",
    "share",
    "texts_read",
    "typed_read",
]
