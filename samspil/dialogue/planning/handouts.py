# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The sheets that lie on the tables, as data: our own short wording in three languages, with the source named.

Several languages stand side by side on one sheet of paper, so the texts live here and not in the catalogues of the
interface. Steps are short enough to be read across a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Words = Mapping[str, str]
"""The same words by language code; Danish is always there."""

LANGUAGES = ("da", "en", "ar")


def words(da: str, en: str, ar: str) -> Words:
    return {"da": da, "en": en, "ar": ar}


def say(text: Words, language: str) -> str:
    """`text` in `language`, else in Danish."""
    return text.get(language) or text["da"]


def languages_of(wanted: Iterable[str]) -> list[str]:
    """Those of `wanted` that the sheets are written in, Danish first; Danish alone when there are none."""
    chosen = {"da", *wanted}
    return [language for language in LANGUAGES if language in chosen]


@dataclass(frozen=True, slots=True)
class Spiral:
    """Five steps and where they lead. `widens` is how it is drawn: outwards to a flag, or inwards to a cross."""

    title: Words
    steps: tuple[Words, ...]
    outcome: Words
    widens: bool


@dataclass(frozen=True, slots=True)
class NumberedList:
    title: Words
    use: Words
    lines: tuple[Words, ...]
    credit: Words


CREDIT = words(
    "Efter Gro Emmertsen Lund (2024), med vores egne ord.",
    "After Gro Emmertsen Lund (2024), in our own words.",
    "عن غرو إمرتسن لوند (2024)، بكلماتنا.",
)

SPIRALS_TITLE = words("To veje, når noget er svært", "Two ways when something is hard", "طريقان عندما يصعب أمر ما")
SPIRALS_USE = words(
    "Brug dem til at tale om skolen, ikke om ét barn. Hvor er vi? Hvad hjælper os videre?",
    "Use them to talk about the school, not about one child. Where are we? What helps us on?",
    "استعملوهما للحديث عن المدرسة لا عن طفل واحد. أين نحن؟ وما الذي يساعدنا على التقدّم؟",
)

INCLUSION = Spiral(
    title=words("Vejen ind i fællesskabet", "The way in", "الطريق إلى الداخل"),
    steps=(
        words(
            "Vi ser, at noget er svært for barnet i skolen.",
            "We see that something at school is hard for the child.",
            "نرى أن شيئًا ما في المدرسة صعب على الطفل.",
        ),
        words(
            "Vi beder hjemmet om gode råd til skolen.",
            "We ask the home for good advice to the school.",
            "نطلب من البيت نصائح جيدة للمدرسة.",
        ),
        words(
            "Vi lytter til barnet og til forældrene, og vi siger tak.",
            "We listen to the child and the parents, and we say thank you.",
            "نستمع إلى الطفل وإلى الوالدين ونشكرهم.",
        ),
        words(
            "Vi gør noget i skolen og holder kontakten god.",
            "We do something at school and keep the contact good.",
            "نفعل شيئًا في المدرسة ونحافظ على تواصل طيّب.",
        ),
        words(
            "Vi har ansvaret, til det er løst.",
            "It is our task until it is solved.",
            "المسؤولية علينا حتى يُحلّ الأمر.",
        ),
    ),
    outcome=words(
        "Barnet hører til. Familien har håb.",
        "The child belongs. The family has hope.",
        "الطفل واحد منّا، وللعائلة أمل.",
    ),
    widens=True,
)

EXCLUSION = Spiral(
    title=words("Vejen ud", "The way out", "الطريق إلى الخارج"),
    steps=(
        words(
            "Barnet bliver set som problemet.",
            "The child is seen as the problem.",
            "يُنظر إلى الطفل على أنه المشكلة.",
        ),
        words(
            "Der bliver samlet beviser.",
            "Proof is gathered.",
            "تُجمع الأدلة.",
        ),
        words(
            "Barnet og familien bliver ikke hørt.",
            "The child and the family are not heard.",
            "لا يُسمع للطفل ولا للعائلة.",
        ),
        words(
            "Hjemmet får skylden og skal løse det.",
            "The home gets the blame and has to solve it.",
            "يُلام البيت ويُطلب منه أن يحلّ الأمر.",
        ),
        words(
            "Der kommer et enten-eller.",
            "It becomes an either-or.",
            "يصبح الأمر: إمّا هذا وإمّا ذاك.",
        ),
    ),
    outcome=words(
        "Barnet må finde en anden skole.",
        "The child has to find another school.",
        "يضطر الطفل إلى البحث عن مدرسة أخرى.",
    ),
    widens=False,
)

ASSUMPTIONS = NumberedList(
    title=words(
        "Seks gode antagelser om forældre", "Six good assumptions about parents", "ستة افتراضات طيبة عن الوالدين"
    ),
    use=words(
        "Vælg én. Hvornår lever den hos jer? Hvornår glipper den?",
        "Choose one. When is it alive with you? When does it slip?",
        "اختاروا واحدًا. متى يكون حيًّا عندكم؟ ومتى يغيب؟",
    ),
    lines=(
        words(
            "Alle børn og forældre kan noget. De vil gerne være med og have noget at sige.",
            "Every child and parent is good at something. They want to take part and have a say.",
            "كل طفل وكل والد يجيد شيئًا، ويرغب في المشاركة وإبداء الرأي.",
        ),
        words(
            "Forældre kender deres barn bedst. Bag en klage er der en bekymring og et håb om hjælp.",
            "Parents know their child best. Behind a complaint there is a worry and a hope of help.",
            "الوالدان أعرف الناس بطفلهما. ووراء كل شكوى قلق وأمل في العون.",
        ),
        words(
            "Forældre er ikke til stede i timen. De kan ikke styre den hjemmefra.",
            "Parents are not there in the lesson. They cannot steer it from home.",
            "الوالدان ليسا في الحصة، ولا يمكنهما إدارتها من البيت.",
        ),
        words(
            "Forældre gør det så godt, de kan. De ønsker også klassen det godt.",
            "Parents do the best they can. They wish the class well too.",
            "الوالدان يبذلان ما في وسعهما، ويتمنيان الخير للصف كله أيضًا.",
        ),
        words(
            "Skolen har ansvaret for, at børn har det godt i skolen. Går det skævt, tager skolen det første skridt.",
            "The school must see that children do well at school. If it goes wrong, the school takes the first step.",
            "على المدرسة أن يكون الأطفال بخير فيها. وإذا ساء أمر فهي تبدأ بالخطوة الأولى.",
        ),
        words(
            "Forældre kan hjælpe skolen. De ved, hvad barnet siger, hvad der virker, og hvem der skal have tak.",
            "Parents can help the school. They know what the child says, what works, and who should be thanked.",
            "يستطيع الوالدان مساعدة المدرسة: يعرفان ما يقوله الطفل وما ينفع ومن يستحق الشكر.",
        ),
    ),
    credit=CREDIT,
)

ELEMENTS = NumberedList(
    title=words(
        "Otte ting, der får samarbejdet til at lykkes",
        "Eight things that make working together succeed",
        "ثمانية أمور تُنجح التعاون",
    ),
    use=words(
        "Sæt en streg ved det, I vil begynde med. Sæt et kryds ved det, I kan gøre mindre af.",
        "Mark what you want to begin with. Cross what you can do less of.",
        "ضعوا خطًّا عند ما تريدون أن تبدؤوا به، وعلامة عند ما يمكن التقليل منه.",
    ),
    lines=(
        words(
            "Vi lytter først. Så finder vi sammen ud af, hvad det handler om.",
            "We listen first. Then we find out together what it is about.",
            "نستمع أولًا، ثم نكتشف معًا ما الموضوع.",
        ),
        words(
            "Barnet og forældrene er med, når noget skal forstås.",
            "The child and the parents take part when something is to be understood.",
            "يشارك الطفل والوالدان عندما نريد أن نفهم شيئًا.",
        ),
        words(
            "Vi spørger nysgerrigt, også til det, der går godt.",
            "We ask with curiosity, also about what goes well.",
            "نسأل بفضول، حتى عمّا يسير على ما يرام.",
        ),
        words(
            "Vi ser på det, vi selv gør, og lærer af det.",
            "We look at what we do ourselves and learn from it.",
            "ننظر في ما نفعله نحن ونتعلم منه.",
        ),
        words(
            "Vi lærer hinanden at kende. Alle skal kunne mærke, at de hører til.",
            "We get to know each other. Everyone should feel that they belong.",
            "نتعارف، ليشعر كل واحد بأنه ينتمي إلى المكان.",
        ),
        words(
            "Vi passer på, hvordan vi taler om hinanden. Ord sætter sig.",
            "We mind how we talk about each other. Words stick.",
            "ننتبه إلى كلامنا بعضنا عن بعض، فالكلمات تبقى.",
        ),
        words(
            "Skolen løser det, der er svært i skolen. Hjemmet har sit eget at passe.",
            "The school solves what is hard at school. The home has its own to look after.",
            "المدرسة تحلّ ما يصعب في المدرسة، وللبيت شؤونه.",
        ),
        words(
            "Skolen gør sig klar til barnet. Barnet skal ikke først blive klar til skolen.",
            "The school gets ready for the child. The child need not first get ready for the school.",
            "المدرسة تستعد للطفل، وليس على الطفل أن يستعد للمدرسة أولًا.",
        ),
    ),
    credit=CREDIT,
)


TABLE = words("Bord", "Table", "طاولة")
ROUND = words("Runde", "Round", "الجولة")
MINUTES = words("minutter", "minutes", "دقيقة")
MORE_NOTES = words("Flere noter", "More notes", "ملاحظات أخرى")
SAY_ROUND = words(
    "Skriv ved hver note, hvilken runde den hører til.",
    "Write by each note which round it belongs to.",
    "اكتبوا عند كل ملاحظة إلى أي جولة تنتمي.",
)
CODE = words("Kode", "Code", "الرمز")
NOTE_TAKER = words("Referent", "Note-taker", "كاتب الملاحظات")
OR_WRITE = words("eller skriv koden på", "or type the code at", "أو اكتبوا الرمز في")
ESSENTIAL = words(
    "Sæt en stjerne ved det vigtigste. Højst tre.",
    "Put a star by what matters most. At most three.",
    "ضعوا نجمة عند الأهم، ثلاثًا على الأكثر.",
)
DIFFERS = words(
    "Ser en af jer det anderledes? Skriv det her:",
    "Does one of you see it differently? Write it here:",
    "هل يرى أحدكم الأمر بشكل مختلف؟ اكتبوه هنا:",
)
HOW_TO_TITLE = words("Sådan gør I", "How to do it", "هكذا تفعلون")
HOW_TO = (
    words(
        "Åbn telefonens kamera, og ret det mod koden.",
        "Open the camera of a phone and point it at the code.",
        "افتحوا كاميرا الهاتف ووجّهوها نحو الرمز.",
    ),
    words(
        "Skriv det, I siger. Kort, og én ting ad gangen.",
        "Write what you say. Short, and one thing at a time.",
        "اكتبوا ما تقولونه، باختصار، شيئًا واحدًا في كل مرة.",
    ),
    words(
        "Skriv ingen navne på børn eller voksne.",
        "Write no names of children or adults.",
        "لا تكتبوا أسماء أطفال أو كبار.",
    ),
    words(
        "Er I uenige? Skriv det også. Begge dele tæller.",
        "Do you disagree? Write that too. Both count.",
        "هل تختلفون؟ اكتبوا ذلك أيضًا، فكلا الرأيين مهم.",
    ),
    words(
        "Intet net? Skriv på arket. Det tæller lige så meget.",
        "No network? Write on the sheet. It counts just as much.",
        "لا توجد شبكة؟ اكتبوا على الورقة، فلها القيمة نفسها.",
    ),
)
