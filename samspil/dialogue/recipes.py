# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Recipes for meetings, as data in our own words. A recipe is a start: everything in it can be changed."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from samspil.dialogue.enums import Handout, ItemKind, MeetingKind


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
    code: str
    title: StrPromise
    purpose: StrPromise
    kind: MeetingKind
    tables: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


DIALOGUE_3X15 = Recipe(
    code="dialogue-3x15",
    title=_("Dialogmøde 3 × 15"),
    purpose=_("Oplæg, tre korte runder ved bordene og en opsamling. Bagefter får alle et brev med det, der blev sagt."),
    kind=MeetingKind.DIALOGUE,
    tables=12,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst", 10),
        Step(ItemKind.TALK, "Oplæg", 25),
        Step(
            ItemKind.ROUND,
            "Runde 1",
            15,
            {
                "da": "Hvornår hjalp skolen et barn, uden at barnet blev gjort til problemet? Hvad gjorde de voksne?",
                "en": "When did the school help a child without making the child the problem? What did the adults do?",
                "ar": "متى ساعدت المدرسة طفلًا دون أن يُعَدّ الطفل هو المشكلة؟ وماذا فعل الكبار؟",
            },
            Handout.SPIRALS,
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2",
            15,
            {
                "da": "Hvad kan skolen bede familierne om mindre af? Og hvad vil I hellere bruge tiden på?",
                "en": "What can the school ask less of from families? And what would you rather spend the time on?",
                "ar": "ما الذي يمكن للمدرسة أن تطلب منه أقل من العائلات؟ وفيمَ تفضّلون قضاء الوقت؟",
            },
            Handout.ASSUMPTIONS,
        ),
        Step(
            ItemKind.ROUND,
            "Runde 3",
            15,
            {
                "da": "Hvis vi begyndte forfra efter ferien, hvad var så det første, vi gjorde?",
                "en": "If we started afresh after the holidays, what would be the first thing we did?",
                "ar": "لو بدأنا من جديد بعد العطلة، فما أول شيء سنفعله؟",
            },
            Handout.ELEMENTS,
        ),
        Step(ItemKind.PLENUM, "Opsamling for alle", 30),
        Step(ItemKind.OTHER, "Tak for i aften", 5),
    ),
)

EMPTY = Recipe(
    code="empty",
    title=_("Begynd med et tomt møde"),
    purpose=_("Kun velkomst og afslutning. I lægger selv resten ind."),
    kind=MeetingKind.OTHER,
    tables=6,
    steps=(Step(ItemKind.WELCOME, "Velkomst", 10), Step(ItemKind.OTHER, "Tak for i aften", 5)),
)

RECIPES = (DIALOGUE_3X15, EMPTY)


def recipe(code: str) -> Recipe:
    """The recipe with this code; the first one when nobody knows the code."""
    return next((known for known in RECIPES if known.code == code), RECIPES[0])
