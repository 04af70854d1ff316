# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Small linguistics that hold for any meeting: signs written out, words, stems, a guess at the language.

No word of any particular meeting belongs here. The abbreviations are those of ordinary Danish note-taking.
"""

import re
import unicodedata
from functools import lru_cache

_ABBREVIATIONS = {
    "ang": "angående", "beg": "begynd", "bl.a": "blandt andet", "ca": "cirka", "dvs": "det vil sige",
    "ekskl": "eksklusive", "evt": "eventuelt", "f.eks": "for eksempel", "fam": "familie", "fx": "for eksempel",
    "gl": "gammel", "hhv": "henholdsvis", "ifm": "i forbindelse med", "ift": "i forhold til", "iht": "i henhold til",
    "inkl": "inklusive", "jf": "jævnfør", "kl": "klasse", "komm": "kommunikation", "m": "med", "mdr": "måneder",
    "mdtl": "mundtlig", "mht": "med hensyn til", "ml": "mellem", "o.l": "og lignende", "osv": "og så videre",
    "pga": "på grund af", "pkt": "punkt", "skr": "skriftlig", "spm": "spørgsmål", "udv": "udvalg", "vedr": "vedrørende",
}  # fmt: skip
_ABBREVIATION = re.compile(
    r"(?<!\w)(" + "|".join(sorted(map(re.escape, _ABBREVIATIONS), key=len, reverse=True)) + r")\.(?![\w\d]|\s*\d)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[„“”\"»«]")
_ARROW = re.compile(r"\s*(?:→|⇒|-+>|=+>)\s*")
_PLUS = re.compile(r"\s+\+\s+")
_EQUALS = re.compile(r"\s*=\s*")
_SLASH = re.compile(r"(?<=[^\W\d])\s*/\s*(?=[^\W\d])")
_CAPITALS = re.compile(r"\b[A-ZÆØÅ]{4,}\b")
_COMMENT = re.compile(r"\s*\([A-ZÆØÅ][^()]*\.\)")
_CLAUSE = re.compile(r"[().;:!?–→]|, | - ")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ernes|erne|enes|ene|ens|ets|ers|er|en|et|es|e|s)$")

# Words too common to be a reason.
_STOP_WORDS = """
af aldrig alle alt altid anden andet andre at bare begge blev blive bliver bør da de dem den der deres det dette dig
din dit dog du efter ej eller en end ene er et for fordi fra få får før gang god godt gør gøre ham han hans har hav
havde have hele helt hende her hos hun hvad hver hvem hvis hvor hvordan hvornår ikke imod ind ingen intet jeg jo kan
kom komme kommer kun kunne lad lave lige man mange med meget mellem men mens mere mest mig min mindre mit mod må
måske ned nemlig ny når nå også og okay om op os over på samme se selv side sig sige sin sit skal skulle som så
sådan tage tager til ud uden under var ved vi vil ville vore vores været være ønsker and are but for from have not
our that the they this was what when with you your
"""
_STOP = frozenset(_STOP_WORDS.split())

# A handful of function words tell languages of one script apart; anything undecided counts as Danish.
_FUNCTION_WORDS = {
    "da": "og i at det er en et til som på for med af vi ikke der den de man har kan skal så når om hvad jeg fra hvem",
    "en": "the and of to is in that we are it for with on not be have was when this they you our just at or",
    "tr": "ve bir bu için ile de da çok daha ama gibi ne var yok biz bizi mi",
    "pl": "w nie na się jest że jak ale za po nam nas jej go który być",
    "so": "waa iyo in ka ku oo la u si aan uu ay ma ha waxaan kula ah",
    "de": "und der die das ist nicht ein eine zu mit wir für auf es sich den von sind",
}
# So do letters that the others do not have.
_OWN_LETTERS = {"da": "æøå", "tr": "ığş", "pl": "ąćęłńśźż", "de": "ß"}
_FUNCTIONS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_URDU = re.compile("[ٹڈڑںےگچپکیہھ]")


def readable(text: str) -> str:
    """The text with note-takers' signs written out (arrows, plus, slashes, abbreviations) and shouting calmed down."""
    text = unicodedata.normalize("NFC", text)
    text = _ARROW.sub(", ", _QUOTE.sub("", text))
    text = _EQUALS.sub(" er ", _PLUS.sub(" og ", text))
    text = _SLASH.sub(" eller ", text)
    text = _ABBREVIATION.sub(lambda match: _ABBREVIATIONS[match[1].lower()], text)
    return _CAPITALS.sub(lambda match: match[0].lower(), text).strip()


def without_comment(statement: str) -> str:
    """The statement without whole sentences in parentheses: they are remarks about the point, not what it says."""
    return _COMMENT.sub("", statement).strip() or statement


def statement_parts(statement: str) -> list[str]:
    """What is embedded of a statement: the whole first, then each clause of three or more letters."""
    whole = without_comment(statement)
    clauses = [part.strip() for part in _CLAUSE.split(whole)]
    return [whole, *(part for part in clauses if len(part) > 2)]


def words(text: str) -> list[str]:
    """Lower-case words of three or more letters that carry meaning, in the order written."""
    return [word for word in _WORD.findall(text.lower()) if word not in _STOP]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without a Danish inflexion, crudely: at least three letters stay."""
    short = _ENDING.sub("", word)
    return short if len(short) >= 3 else word


def guess_language(text: str) -> str:
    """A language code for `text`, or the name of its script; "da" when in doubt. Only used to take out what notes of
    one language have in common, so a wrong guess costs little."""
    letters = [letter for letter in text if letter.isalpha()]
    script = unicodedata.name(letters[0], "LATIN").split()[0] if letters else "LATIN"
    if script == "ARABIC":
        return "ur" if _URDU.search(text) else "ar"
    if script != "LATIN":
        return script.lower()
    found = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    counts = {code: sum(word in known for word in found) for code, known in _FUNCTIONS.items()}
    for code, own in _OWN_LETTERS.items():
        counts[code] += sum(letter in own for letter in text.lower())
    return min(counts, key=lambda code: (-counts[code], code != "da", code))
