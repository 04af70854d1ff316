# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Ways to talk that fit any subject."""

from samspil.dialogue.meetings.enums import ItemKind, MeetingKind
from samspil.dialogue.planning.recipes.recipe import Recipe, Step, Told

ONE_TWO_FOUR_ALL = Recipe(
    code="one-two-four-all",
    title=Told("1-2-4-alle", "1-2-4-all"),
    purpose=Told(
        "Først tænker hver for sig, så to og to, så fire og fire, og til sidst alle. De stille kommer også med.",
        "Each thinks alone, then two and two, then four and four, and at last everyone. The quiet ones are heard too.",
    ),
    asks=Told("En time. At man tænker selv et øjeblik.", "An hour, and thinking for oneself for a moment."),
    materials=(Told("Papir og blyant til alle.", "Paper and pencil for everyone."),),
    kind=MeetingKind.OTHER,
    tables=6,
    steps=(
        Step(ItemKind.WELCOME, "Spørgsmålet, og sådan gør vi", 5),
        Step(ItemKind.OTHER, "Hver for sig: skriv ned", 5),
        Step(ItemKind.OTHER, "To og to: fortæl hinanden det", 10),
        Step(
            ItemKind.ROUND,
            "Fire og fire: hvad er det vigtigste?",
            20,
            {
                "da": "Hvad er I enige om? Og hvad ser en af jer anderledes?",
                "en": "What do you agree on? And what does one of you see differently?",
                "ar": "على ماذا تتفقون؟ وما الذي يراه أحدكم بشكل مختلف؟",
            },
        ),
        Step(ItemKind.PLENUM, "Alle: det vigtigste fra hver gruppe", 20),
    ),
)

FISHBOWL = Recipe(
    code="fishbowl",
    title=Told("Samtale i midten", "Fishbowl"),
    purpose=Told(
        "Fem taler i en kreds i midten. De andre lytter, og den, der vil sige noget, tager den tomme stol.",
        "Five talk in a circle in the middle. The others listen; whoever wants to speak takes the empty chair.",
    ),
    asks=Told("En time. Man må gerne kun lytte.", "An hour. One may just listen."),
    materials=(
        Told("Seks stole i midten, én af dem tom.", "Six chairs in the middle, one of them empty."),
        Told("En, der leder samtalen, og en, der skriver.", "Somebody who leads the talk and somebody who writes."),
    ),
    kind=MeetingKind.OTHER,
    tables=4,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst, og sådan gør vi", 10),
        Step(ItemKind.PLENUM, "Samtalen i midten", 25),
        Step(
            ItemKind.ROUND,
            "Ved bordene: det, vi hørte",
            15,
            {
                "da": "Hvad hørte I, som I ikke vidste? Hvad skal skolen gøre ved det?",
                "en": "What did you hear that you did not know? What should the school do about it?",
                "ar": "ماذا سمعتم مما لم تكونوا تعرفونه؟ وماذا ينبغي أن تفعل المدرسة بشأنه؟",
            },
        ),
        Step(ItemKind.PLENUM, "Opsamling", 10),
    ),
)
