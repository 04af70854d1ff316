# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Meetings of a board or of a whole school."""

from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind
from samspil.dialogue.planning.recipes.recipe import Recipe, Step, Told

BOARD_THEME = Recipe(
    code="board-theme",
    title=Told("Skolebestyrelsens temaaften", "The school board's theme evening"),
    purpose=Told(
        "Bestyrelsen spørger skolens forældre om ét emne, før den beslutter noget.",
        "The board asks the parents of the school about one subject before it decides anything.",
    ),
    asks=Told("To timer én aften. Ingen forberedelse.", "Two hours one evening. No preparation."),
    materials=(
        Told("Ét ark med det, bestyrelsen ved i dag.", "One sheet with what the board knows today."),
        Told("Et bord for hver seks til otte forældre.", "A table for every six to eight parents."),
    ),
    kind=MeetingKind.THEME,
    tables=8,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst: det skal bestyrelsen tage stilling til", 10),
        Step(
            ItemKind.ROUND,
            "Runde 1: sådan er det i dag",
            20,
            {
                "da": "Hvad går godt i dag, som vi skal passe på?",
                "en": "What works well today that we should take care of?",
                "ar": "ما الذي يسير جيدًا اليوم وينبغي أن نحافظ عليه؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2: det, der skal være anderledes",
            20,
            {
                "da": "Hvad skal bestyrelsen lave om først? Og hvad må den gerne holde op med?",
                "en": "What should the board change first? And what may it stop doing?",
                "ar": "ما الذي ينبغي أن يغيّره المجلس أولًا؟ وما الذي يمكنه التوقف عنه؟",
            },
        ),
        Step(ItemKind.BREAK, "Kaffe", 15),
        Step(ItemKind.PLENUM, "Hvert bord siger det vigtigste", 25),
        Step(ItemKind.OTHER, "Sådan går bestyrelsen videre", 10),
    ),
)

YEAR_START = Recipe(
    code="year-start",
    title=Told("Årets første møde i klassen", "The first meeting of the class year"),
    purpose=Told(
        "Skole og hjem begynder forfra sammen. I aftaler, hvad I kan vente jer af hinanden i år.",
        "School and home start afresh together. You agree on what you can expect of each other this year.",
    ),
    asks=Told(
        "Halvanden time i august. Én aftale, som alle kan holde.",
        "An hour and a half in August. One agreement that everyone can keep.",
    ),
    materials=(
        Told("Sidste års aftale, hvis der er en.", "Last year's agreement, if there is one."),
        Told("Arket »Otte ting, der får samarbejdet til at lykkes«.", "The sheet on the eight elements."),
    ),
    kind=MeetingKind.CLASS,
    tables=5,
    steps=(
        Step(ItemKind.WELCOME, "Velkommen. Lærerne fortæller om klassen", 15),
        Step(
            ItemKind.ROUND,
            "Runde 1: det, I ved om jeres børn",
            15,
            {
                "da": "Hvornår har jeres barn det godt i skolen? Hvad gør de voksne da?",
                "en": "When does your child thrive at school? What do the adults do then?",
                "ar": "متى يكون طفلكم بخير في المدرسة؟ وماذا يفعل الكبار حينها؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2: det, vi aftaler",
            20,
            {
                "da": "Hvad skal skolen skrive om, og hvor tit? Hvad vil I hellere høre om til en samtale?",
                "en": "What should the school write about, and how often? What would you rather talk about?",
                "ar": "عمّ ينبغي أن تكتب المدرسة، وكم مرة؟ وما الذي تفضّلون الحديث عنه وجهًا لوجه؟",
            },
            Handout.ELEMENTS,
        ),
        Step(ItemKind.PLENUM, "Aftalen bliver skrevet, så alle ser den", 30),
        Step(ItemKind.OTHER, "Hvornår ser vi på aftalen igen?", 10),
    ),
)

WORLD_CAFE = Recipe(
    code="world-cafe",
    title=Told("Café med skiftende borde", "World café"),
    purpose=Told(
        "Tre spørgsmål på hver sit bord. Alle kommer forbi dem alle, og en vært bliver siddende og fortæller videre.",
        "Three questions, each at its own table. Everybody visits all of them; a host stays and passes it on.",
    ),
    asks=Told("Halvanden time. At man rejser sig to gange.", "An hour and a half, and getting up twice."),
    materials=(
        Told("En vært ved hvert bord, gerne en fra bestyrelsen.", "A host at each table, preferably from the board."),
        Told("Papirduge og tusser.", "Paper tablecloths and markers."),
    ),
    kind=MeetingKind.OTHER,
    tables=6,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst, og sådan skifter vi", 10),
        Step(
            ItemKind.ROUND,
            "Første bord",
            20,
            {
                "da": "Hvad skal nye familier opleve i den første måned?",
                "en": "What should new families experience in their first month?",
                "ar": "ماذا ينبغي أن تعيشه العائلات الجديدة في شهرها الأول؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Andet bord",
            20,
            {
                "da": "Hvad kan forældre hjælpe hinanden med uden skolen?",
                "en": "What can parents help each other with, without the school?",
                "ar": "بماذا يمكن للأهالي أن يساعد بعضهم بعضًا من دون المدرسة؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Tredje bord",
            20,
            {
                "da": "Hvad ville gøre det lettere at komme til det næste møde?",
                "en": "What would make it easier to come to the next meeting?",
                "ar": "ما الذي يجعل الحضور إلى الاجتماع القادم أسهل؟",
            },
        ),
        Step(ItemKind.PLENUM, "Værterne fortæller", 20),
    ),
)
