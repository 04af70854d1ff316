# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The invented notes of two invented evenings. A line is »table.round marks| words«.

Marks: * most essential, ! somebody sees it differently (their words after » // «), a language code when not Danish.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Written:
    table: int
    round: int
    text: str
    essential: bool = False
    dissent: bool = False
    dissent_text: str = ""
    language: str = "da"


def read(lines: str) -> list[Written]:
    return [_line(line.strip()) for line in lines.strip().splitlines() if line.strip()]


# How a note begins that says what was said at another table too.
_ALSO = ("Også ved vores bord: ", "Det kender vi godt: ", "Enig med de andre: ")


def repeated(lines: list[Written], *, copies: int, tables: int) -> Iterator[Written]:
    """The lines, and each Danish one `copies` times more in other words, at tables that have none of their own."""
    own = max(line.table for line in lines)
    for line in lines:
        yield line
        for number in range(1, copies + 1) if line.language == "da" else ():
            table = (line.table - 1 + own * number) % tables + 1
            yield replace(line, table=table, text=f"{_ALSO[number - 1]}{line.text}", essential=False, dissent=False)


def _line(line: str) -> Written:
    head, _bar, words = line.partition("|")
    place, *marks = head.split()
    table, _dot, round_ = place.partition(".")
    text, _slashes, other = words.strip().partition(" // ")
    # Written together or apart: »*ar« is a star and a language.
    signs = "".join(marks)
    language = "".join(sign for sign in signs if sign.isalpha()) or "da"
    return Written(int(table), int(round_), text, "*" in signs, "!" in signs, other.strip(), language)


# What the notes in other languages say in Danish, as an officer wrote it beside them. One waits still.
DANISH = {
    "Tell us what is important. The rest we can skip.": "Fortæl os, hvad der er vigtigt. Resten kan vi springe over.",
    "رسالة واحدة في الأسبوع تكفي.": "Én besked om ugen er nok.",
    "نريد رسائل قصيرة وبلغة سهلة.": "Vi vil have korte beskeder i et let sprog.",
    "Google translate turns your letters into nonsense. Short sentences would help.": (
        "Google Translate laver jeres breve om til volapyk. Korte sætninger ville hjælpe."
    ),
    "Çocuğum bana mektubu okuyor, bu onun işi değil.": "Mit barn læser brevet op for mig. Det er ikke barnets opgave.",
    "They told us what they would change in the classroom first. That made us listen.": (
        "De fortalte os først, hvad de selv ville lave om i klassen. Det fik os til at lytte."
    ),
    "Wolę telefon niż długą wiadomość.": "Jeg vil hellere ringes op end have en lang besked.",
    "Say out loud what you expect. We did not grow up with this school system.": (
        "Sig højt, hvad I forventer. Vi er ikke vokset op med den her slags skole."
    ),
    "Food brings us. Meetings do not.": "Vi kommer for maden. Møder får os ikke til at komme.",
}


# Theme → (statement → the notes that support it).
SORTED: dict[str, dict[str, str]] = {
    "Færre beskeder, og bedre": {
        "Én samlet besked om ugen er nok. Kun det, der haster, må komme ind imellem.": """
            4.2 *| Når der kommer ti beskeder på en dag, slukker jeg for det hele. Så ser jeg heller ikke den vigtige.
            7.2 *! | Én besked om ugen er nok. Resten kan vente til torsdag. // I 0. klasse har vi brug for at høre mere, især det første halve år.
            11.2 | Saml det. En fast dag, så vi ved, hvornår vi skal kigge.
            2.2 | Send ét brev om torsdagen. Skriv altid, om der er noget, vi skal købe.
            5.2 en| Tell us what is important. The rest we can skip.
            9.2 ! | Et ugebrev på en fast dag. // Vi vil hellere have korte beskeder løbende.
            1.2 | Aula bipper hele aftenen. Saml det i ét brev.
            12.2 | ugebrev, fast dag, fast form
            6.2 ar| رسالة واحدة في الأسبوع تكفي.
            4.3 | Begynd året med at aftale, hvornår der kommer besked.
        """,
        "Skriv øverst, hvad familien skal gøre, og hvor lang tid det tager.": """
            7.2 *| Skriv øverst i brevet, hvad vi skal gøre, og hvor lang tid det tager.
            3.2 | det vigtige først, snakken bagefter
            8.2 | Kan der stå »I skal huske« øverst? Resten læser vi, når der er tid.
            10.2 | Vi leder efter opgaven i tre sider tekst.
            1.2 | En linje om, hvad det koster i tid og penge.
            6.2 | Sæt et flueben ved det, der skal svares på.
            2.3 | Hvad skal vi gøre, hvornår, hvor længe. Det er nok.
        """,
        "Et brev skal kunne læses på det sprog, familien taler derhjemme.": """
            6.2 *ar| نريد رسائل قصيرة وبلغة سهلة.
            9.2 | Jeg beder min datter om at oversætte. Det er ikke hendes opgave.
            11.2 en| Google translate turns your letters into nonsense. Short sentences would help.
            5.2 tr| Çocuğum bana mektubu okuyor, bu onun işi değil.
            11.3 so| Waxaan rabnaa warqado gaaban oo af Soomaali ah.
            3.2 | enkelt dansk først, så oversættelse
        """,
        "Sig i god tid, hvad ting koster.": """
            1.2 | En koloni til 900 kr. med tre ugers varsel går ikke.
            12.2 | pris på ture i god tid, og en stille måde at sige nej på
            8.3 | Skolen kunne have ting at låne ud, så ingen skal købe nyt.
        """,
    },
    "Skolen tager det første skridt": {
        "Når et barn har det svært, fortæller skolen først, hvad den selv vil prøve.": """
            2.1 *| Vores søn blev urolig. Læreren sagde: Vi prøver at flytte hans plads og begynder dagen sammen. Det virkede.
            4.1 *| Vi talte om, at skolen skal komme med sit eget første skridt, før den ringer hjem.
            1.1 | skolens plan først / så spørge forældre
            6.1 | »Her er, hvad vi gør. Hvad tænker I?« Sådan en besked fik vi. Den var god.
            7.1 en| They told us what they would change in the classroom first. That made us listen.
            10.1 ! | Skolen skal gøre noget, ikke kun melde tilbage. // Nogle gange ligger det altså derhjemme.
            12.1 | først voksne, så barnet
            5.1 | Et møde, hvor skolen begyndte med det, den selv havde prøvet.
        """,
        "Ring hellere én gang for meget end én gang for sent.": """
            3.1 | ring! skriv ikke det svære
            8.1 *| Kan man ikke ringe den første dag, der er noget? Efter tre uger er det blevet stort.
            9.1 | En opringning om noget godt i første uge gør den svære lettere.
            11.1 pl| Wolę telefon niż długą wiadomość.
            2.1 | Ring, når det går godt, også.
        """,
        "Et barn, der ofte er syg, skal have én fast voksen, som ringer den første dag.": """
            5.1 *| Vores pige var syg 40 dage. Tre lærere troede, at en anden ringede. Giv hende én voksen.
        """,
        "Personalet skal have tid til at følge op og tale sammen om klassen.": """
            1.1 *| Ingen luft i skemaet. Samtalen med hjemmet tages på vej ud ad døren.
            10.1 | Vi vil gerne, men hvornår? Der er tyve minutter mellem to timer.
            3.1 | tid til teamet, hver uge, samme tid
            12.1 | færre projekter, mere tid i klassen
            6.1 | Pædagogen ved mest om frikvarteret, men er ikke med til teammødet.
        """,
    },
    "En ny start hvert år": {
        "Begynd med at fjerne noget, før I lægger noget nyt til.": """
            3.3 *| stop to ting før en ny
            8.3 | Hvad holdt I op med i år? Det spørgsmål skulle alle få i august.
            4.3 | Vi talte om at begynde skoleåret med at stryge tre møder.
            10.3 | Drop julebag og klassekasse. Ingen savner det.
            1.3 *| færre udvalg → mere snak
            6.3 | En liste over det, vi ikke længere gør.
        """,
        "Skole og forældre siger højt, hvad de forventer af hinanden, hvert år.": """
            2.3 *| Et kort møde i august: Det her kan I regne med fra os, det her beder vi jer om.
            7.3 en| Say out loud what you expect. We did not grow up with this school system.
            9.3 | Hvad betyder »hjælp med lektierne«? Sig det med minutter.
            5.3 | Forventninger på én side, der hænger på køleskabet.
            12.3 | samme møde for alle, også dem der kommer midt på året
        """,
        "Forældremødet skal være samtale i små grupper, ikke oplæsning.": """
            4.3 | Fire ved et bord om én ting. Så siger alle noget.
            8.3 *! | Brug mødet på klassen og fællesskabet, ikke på praktiske ting. // Nogle af os vil bare have beskederne hurtigt overstået.
            11.3 | Kortere møder, kaffe først, børnene viser noget.
            7.3 | Vi vil hellere komme til én god aften end til fire møder.
        """,
    },
    "Nye familier og mange sprog": {
        "En ny familie får en anden familie at spørge.": """
            6.3 *| Da vi flyttede hertil, ringede Ninas mor og sagde: Du kan spørge mig om alt. Det var guld.
            2.3 | makkerfamilie det første år
            9.3 *| Buddy. Én til én. Ikke en hel forening.
            11.3 ur| نئے خاندان کو ایک دوست خاندان ملنا چاہیے۔
            5.3 | En familie, der viser vej, også til det, ingen skriver ned.
            10.3 | To familier sammen, begge lærer noget.
        """,
        "Tolk er en voksen, som skolen har bestilt, aldrig et barn.": """
            5.3 | Min nabos søn på ni tolkede om sin egen opførsel. Aldrig igen.
            6.1 | Voksen tolk, bestilt af skolen.
            11.1 *so| Turjubaanku waa inuu qof weyn yahay.
        """,
    },
    "Fællesskabet i klassen": {
        "Lad en samtale handle om klassen og ikke kun om ét barn.": """
            1.3 *| Hvordan har klassen det? Det spørgsmål får jeg aldrig til en skole-hjem-samtale.
            3.3 | gruppesamtaler, 4 børn + forældre
            7.1 | En samtale, hvor vi også hører om kammeraterne, uden navne.
            12.3 *| klassens trivsel som første punkt
            9.3 | Vores barn har det godt. Men har klassen? Det vil vi gerne hjælpe med.
            4.1 | Vi talte om, at det er fællesskabet, der bærer det enkelte barn.
        """,
        "Forældre lærer hinanden at kende over mad og leg, ikke på møder.": """
            8.3 | Suppe i skolegården. Det koster ingenting, og alle kommer.
            10.3 | Kender man de andre forældre, ringer man, før man klager.
            2.1 en| Food brings us. Meetings do not.
            12.1 | legeaftaler på tværs, det første halve år
        """,
    },
}

# Reason → notes that were set aside.
ASIDE: dict[str, str] = {
    "duplicate": """
        11.2 | Saml det i ét brev på en fast dag.
        3.2 | fast dag til brevet
    """,
    "off_topic": """
        10.1 | Der mangler cykelparkering ved Havneskolen.
        1.2 | Lyden i salen var svær at høre bagerst.
        8.2 | Kaffen slap op i pausen.
    """,
    "names_person": """
        9.1 | Karla i 2. B bliver altid hentet sent af sin bedstefar.
    """,
}

TALK_NOTES = (
    (7, "Oplægget viste en skole, hvor de voksne begynder med at spørge: Hvad kan vi gøre anderledes i klassen?"),
    (12, "Hun sagde, at samarbejdet skal være bedre og ikke større."),
)
PLENUM_NOTES = (
    "I plenum blev der spurgt, hvem der bestemmer, hvad der kan fjernes. Svaret var: det gør skolerne selv.",
    "Flere bestyrelser vil gerne høre fra hinanden mellem møderne.",
)

LIVE = read(
    """
    1.1 *| Læreren satte sig på gulvet ved siden af ham. Ingen sagde, at han var et problem.
    2.1 | De byttede om på timerne, så dansk lå om morgenen.
    3.1 | to voksne i idræt, så faldt der ro på
    4.1 *| Vi blev spurgt: Hvad virker derhjemme? Det var første gang.
    5.1 en| The teacher called to say what she would change. Not what our son should change.
    6.1 | En makker i frikvarteret. Hele klassen var med til at finde på det.
    7.1 | Skolen flyttede garderoben. Så enkelt kan det være.
    8.1 ar| سألوا ابنتي أولًا عن رأيها.
    1.1 | Pædagogen fulgte med over i klassen om morgenen.
    3.1 ! | Ro på, før der tales om skyld. // Nogle gange skal det siges højt, hvem der slår.
    6.1 *| De holdt op med at skrive hjem hver dag og mødtes i stedet med hende hver fredag.
    2.1 | Nogen på skolen sagde undskyld. Det hjalp mere end alt andet.
    1.2 *| Færre møder om aftenen. Vi arbejder på skift.
    2.2 | Skriv ikke om glemte madpakker. Giv barnet et stykke brød.
    3.2 | ingen lektier om onsdagen, tak
    4.2 | Vi vil hellere læse højt end lave regneark.
    5.2 en| Stop sending photos of every drawing. Send one story a week.
    6.2 *| Lad os slippe for klassekassen. Brug tiden på en fælles tur.
    7.2 | Gaver og kager til hver fødselsdag. Kan vi aftale noget mindre?
    8.2 ar| عدد أقل من الاجتماعات، ووقت أكثر معًا.
    1.2 | Underskrifter på papir, som barnet glemmer. Saml dem i august.
    4.2 *! | Drop skemaet over læseminutter. // Vores søn elsker det skema.
    """
)

# Statement → the words quoted from one of its notes.
QUOTED = {
    "Én samlet besked om ugen er nok. Kun det, der haster, må komme ind imellem.": "Når der kommer ti beskeder på en dag, slukker jeg for det hele. Så ser jeg heller ikke den vigtige.",
    "Et brev skal kunne læses på det sprog, familien taler derhjemme.": "Jeg beder min datter om at oversætte. Det er ikke hendes opgave.",
    "Et barn, der ofte er syg, skal have én fast voksen, som ringer den første dag.": "Giv hende én voksen.",
    "En ny familie får en anden familie at spørge.": "Du kan spørge mig om alt. Det var guld.",
    "Lad en samtale handle om klassen og ikke kun om ét barn.": "Hvordan har klassen det? Det spørgsmål får jeg aldrig til en skole-hjem-samtale.",
}
