# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a recipe says. It is data: whoever can write a sentence can add one."""

from dataclasses import dataclass

from django.utils.translation import get_language

from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind


@dataclass(frozen=True, slots=True)
class Told:
    """Words of ours in Danish and English; as text it is the one that the reader has chosen."""

    da: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "da").startswith("en") else self.da


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the evening. `question` is the working question of a round by language."""

    kind: ItemKind
    title: str
    minutes: int
    question: dict[str, str] | None = None
    handout: Handout = Handout.NONE


@dataclass(frozen=True, slots=True)
class Recipe:
    """A start, in which everything can be changed. `asks` is what the meeting asks of those who come."""

    code: str
    title: Told
    purpose: Told
    asks: Told
    kind: MeetingKind
    tables: int
    steps: tuple[Step, ...]
    materials: tuple[Told, ...] = ()

    @property
    def for_classes(self) -> bool:
        """Whether a class can hold it: those of the municipality and its boards are theirs."""
        return self.kind in {MeetingKind.CLASS, MeetingKind.OTHER}

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)
