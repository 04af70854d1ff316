# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The meeting between a municipality and its school boards, and the empty one."""

from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind
from samspil.dialogue.planning.recipes.recipe import Recipe, Step, Told

DIALOGUE_3X15 = Recipe(
    code="dialogue-3x15",
    title=Told("Dialogmøde 3 × 15", "Dialogue meeting 3 × 15"),
    purpose=Told(
        "Oplæg, tre korte runder ved bordene og en opsamling. Bagefter får alle et brev med det, der blev sagt.",
        "A talk, three short rounds at the tables and a wrap-up. Afterwards everyone gets a letter with what was said.",
    ),
    asks=Told(
        "En aften. Ingen forberedelse. Én ved hvert bord skriver.",
        "One evening. No preparation. One at each table writes.",
    ),
    materials=(
        Told(
            "Skilte og ark til bordene. Samspil trykker dem.", "Signs and sheets for the tables. Samspil prints them."
        ),
        Told("En storskærm og en telefon ved hvert bord.", "A large screen, and a phone at each table."),
    ),
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
    title=Told("Begynd med et tomt møde", "Begin with an empty meeting"),
    purpose=Told(
        "Kun velkomst og afslutning. I lægger selv resten ind.", "Only a welcome and an ending. You add the rest."
    ),
    asks=Told("Det bestemmer I.", "That is for you to decide."),
    kind=MeetingKind.OTHER,
    tables=6,
    steps=(Step(ItemKind.WELCOME, "Velkomst", 10), Step(ItemKind.OTHER, "Tak for i aften", 5)),
)
