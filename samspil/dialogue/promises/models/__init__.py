# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0

from samspil.dialogue.promises.models.answers import PromiseAnswer, PromiseDigest, PromiseReminder
from samspil.dialogue.promises.models.rhythms import MailRhythm, PromiseTold

__all__ = [
    "MailRhythm",
    "PromiseAnswer",
    "PromiseDigest",
    "PromiseReminder",
    "PromiseTold",
]
