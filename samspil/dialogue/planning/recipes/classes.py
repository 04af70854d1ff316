# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Meetings about the community of a class: never about one child. And the evening for families of many languages."""

from samspil.dialogue.meetings.enums import Handout, ItemKind, MeetingKind
from samspil.dialogue.planning.recipes.recipe import Recipe, Step, Told

_AROUND_THE_TABLES = (
    Told("Et bord for hver fire til fem forældre, blandet.", "A table for every four or five parents, mixed."),
    Told("En telefon ved hvert bord, eller et ark papir.", "A phone at each table, or a sheet of paper."),
)

CLASS_0_3 = Recipe(
    code="class-0-3",
    title=Told("Klassemøde om fællesskabet, 0.-3. klasse", "Class meeting about the community, years 0-3"),
    purpose=Told(
        "Hvem leger med hvem, og hvordan bliver der plads til alle? Forældrene gør det sammen.",
        "Who plays with whom, and how is there room for all? The parents do it together.",
    ),
    asks=Told(
        "En time. Ingen skal tale om sit eget barn, hvis de ikke vil.",
        "An hour. Nobody has to talk about their own child.",
    ),
    materials=_AROUND_THE_TABLES,
    kind=MeetingKind.CLASS,
    tables=5,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst: sådan har klassen det", 10),
        Step(
            ItemKind.ROUND,
            "Runde 1: leg",
            15,
            {
                "da": "Hvornår leger børnene på tværs? Hvad gør de voksne da?",
                "en": "When do the children play across groups? What do the adults do then?",
                "ar": "متى يلعب الأطفال معًا من مجموعات مختلفة؟ وماذا يفعل الكبار حينها؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2: fødselsdage og legeaftaler",
            15,
            {
                "da": "Hvordan gør vi fødselsdage og legeaftaler lette for alle, også med lidt tid og få penge?",
                "en": "How do we make birthdays and play dates easy for all, also with little time and money?",
                "ar": "كيف نجعل أعياد الميلاد ومواعيد اللعب سهلة للجميع، حتى لمن وقته قليل وماله قليل؟",
            },
        ),
        Step(ItemKind.PLENUM, "Det aftaler vi i klassen", 20),
    ),
)

CLASS_4_6 = Recipe(
    code="class-4-6",
    title=Told("Klassemøde om fællesskabet, 4.-6. klasse", "Class meeting about the community, years 4-6"),
    purpose=Told(
        "Grupper, telefoner og fritid. Hvad skal børnene kunne regne med fra hinandens forældre?",
        "Groups, phones and leisure. What can the children expect of each other's parents?",
    ),
    asks=Told(
        "En time. Ingen skal tale om sit eget barn, hvis de ikke vil.",
        "An hour. Nobody has to talk about their own child.",
    ),
    materials=_AROUND_THE_TABLES,
    kind=MeetingKind.CLASS,
    tables=5,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst: sådan har klassen det", 10),
        Step(
            ItemKind.ROUND,
            "Runde 1: hvem hører til?",
            15,
            {
                "da": "Hvornår føler alle i klassen, at de hører til? Hvad skal der ske oftere?",
                "en": "When does everyone in the class feel they belong? What should happen more often?",
                "ar": "متى يشعر كل من في الصف بالانتماء؟ وما الذي ينبغي أن يحدث أكثر؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2: på nettet",
            15,
            {
                "da": "Hvad er en god aftale om telefoner og grupper på nettet, som alle hjem kan holde?",
                "en": "What is a good agreement on phones and online groups that every home can keep?",
                "ar": "ما الاتفاق الجيد بشأن الهواتف والمجموعات على الإنترنت الذي يستطيع كل بيت الالتزام به؟",
            },
        ),
        Step(ItemKind.PLENUM, "Det aftaler vi i klassen", 20),
    ),
)

CLASS_7_9 = Recipe(
    code="class-7-9",
    title=Told("Klassemøde om fællesskabet, 7.-9. klasse", "Class meeting about the community, years 7-9"),
    purpose=Told(
        "Fester, pres og fravær. Forældre til unge har mest brug for at kende hinanden.",
        "Parties, pressure and absence. Parents of the young need to know each other most.",
    ),
    asks=Told(
        "En time. Ingen skal tale om sit eget barn, hvis de ikke vil.",
        "An hour. Nobody has to talk about their own child.",
    ),
    materials=_AROUND_THE_TABLES,
    kind=MeetingKind.CLASS,
    tables=5,
    steps=(
        Step(ItemKind.WELCOME, "Velkomst: sådan har klassen det", 10),
        Step(
            ItemKind.ROUND,
            "Runde 1: det, der presser",
            15,
            {
                "da": "Hvad presser de unge lige nu? Hvad kan skolen tage fra dem?",
                "en": "What puts pressure on the young right now? What can the school take off them?",
                "ar": "ما الذي يضغط على الشباب الآن؟ وما الذي يمكن للمدرسة أن تخففه عنهم؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2: fest og fritid",
            15,
            {
                "da": "Hvad vil vi gerne ringe til hinanden om, før det bliver stort?",
                "en": "What would we like to call each other about before it grows big?",
                "ar": "بشأن ماذا نودّ أن يتصل بعضنا ببعض قبل أن يكبر الأمر؟",
            },
        ),
        Step(ItemKind.PLENUM, "Det aftaler vi som forældre", 20),
    ),
)

FAMILY_EVENING = Recipe(
    code="family-evening",
    title=Told("Familieaften med tolke", "Family evening with interpreters"),
    purpose=Told(
        "Mad først. Så taler man ved borde med sit eget sprog og en tolk. Skolen lytter mere, end den fortæller.",
        "Food first. Then talk at tables in one's own language with an interpreter. The school mostly listens.",
    ),
    asks=Told(
        "To timer. Børnene er med, og der er mad. Intet at læse på forhånd.",
        "Two hours. The children come too, and there is food. Nothing to read beforehand.",
    ),
    materials=(
        Told("En tolk for hvert sprog. Aldrig et barn.", "An interpreter for each language. Never a child."),
        Told("Spørgsmålene på bordets sprog.", "The questions in the language of the table."),
        Told("Mad, og en, der leger med børnene.", "Food, and somebody who plays with the children."),
    ),
    kind=MeetingKind.OTHER,
    tables=6,
    steps=(
        Step(ItemKind.WELCOME, "Mad og velkomst", 40),
        Step(
            ItemKind.ROUND,
            "Runde 1: det første møde",
            20,
            {
                "da": "Hvad var svært at finde ud af, da jeres barn begyndte? Hvem hjalp?",
                "en": "What was hard to find out when your child started? Who helped?",
                "ar": "ما الذي كان صعبًا معرفته عندما بدأ طفلكم؟ ومن ساعدكم؟",
            },
        ),
        Step(
            ItemKind.ROUND,
            "Runde 2: det næste skridt",
            20,
            {
                "da": "Hvordan vil I helst høre fra skolen? Og hvordan vil I helst svare?",
                "en": "How would you rather hear from the school? And how would you rather answer?",
                "ar": "كيف تفضّلون أن تصلكم أخبار المدرسة؟ وكيف تفضّلون الرد؟",
            },
            Handout.ASSUMPTIONS,
        ),
        Step(ItemKind.PLENUM, "Skolen siger, hvad den hørte", 20),
        Step(ItemKind.OTHER, "Hvem vil være en ny families kontakt?", 10),
    ),
)
