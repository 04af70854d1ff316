# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Danish readings of notes in other languages: what they belong to, and the door for a translation service.

There is no service of our own, and none is asked by default (promise 7). A municipality that has one of its own names
it in SAMSPIL_TRANSLATOR. It is asked by the worker alone, when an officer asks for drafts, and gets the masked words.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.engines.sorting import text_digest


class State(enum.StrEnum):
    MISSING = "missing"
    # Made by a machine and approved by nobody.
    DRAFT = "draft"
    # Approved for words that have changed since.
    STALE = "stale"
    READY = "ready"


@dataclass(frozen=True)
class Translated:
    """Words with what they say in another language, and how far that is: a row that an officer works with."""

    state: State

    @property
    def is_missing(self) -> bool:
        return self.state == State.MISSING

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_stale(self) -> bool:
        return self.state == State.STALE

    @property
    def is_ready(self) -> bool:
        return self.state == State.READY


@runtime_checkable
class Translator(Protocol):
    """A service that says in one language what stands in another. Codes are those of `meetings.languages`."""

    def translate(self, text: str, source: str, target: str) -> str:
        """`text` in the language `target`. Raises whatever it likes when it cannot: the note then has no draft."""
        ...


def has_translator() -> bool:
    return bool(settings.TRANSLATOR)


def translator() -> Translator | None:
    """The service that the setting names (a class, or a function that gives one), or None when it is off."""
    if not settings.TRANSLATOR:
        return None
    made = import_string(settings.TRANSLATOR)()
    if not isinstance(made, Translator):
        msg = f"{settings.TRANSLATOR} has no translate(text, source, target)"
        raise TypeError(msg)
    return made


def words_digest(text: str, dissent_text: str) -> str:
    """Names the words a reading belongs to: it falls when the note, or what is masked in it, says something else."""
    return text_digest(f"{text}\n{dissent_text}")
