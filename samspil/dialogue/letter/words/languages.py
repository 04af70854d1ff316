# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""In whose language it is said: quotation marks, Danish words in another language, and how much is only in Danish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samspil.dialogue.letter.readings import Readings
from samspil.ui import words

MARKS = {"da": "»«", "en": "“”", "ar": "«»", "fa": "«»", "ur": "“”", "ps": "«»", "ckb": "«»", "uk": "«»"}
_OWN_MARKS = frozenset("\"'»«„“”‘’›‹")


def quoted(text: str, language: str) -> str:
    """`text` between the quotation marks of the language it was said in; the words themselves are not touched.

    A note-taker who has put marks round the whole gets no second pair.
    """
    if len(text) > 1 and text[0] in _OWN_MARKS and text[-1] in _OWN_MARKS and not _OWN_MARKS & set(text[1:-1]):
        return text
    marks = MARKS.get(language, "»«")
    return f"{marks[0]}{text}{marks[1]}"


# Round words that stay Danish where the rest is in the reader's language: plain text and paper set their direction by
# these signs, a page makes an element with its language of them (letter_tags).
ISOLATE, END = "\u2068", "\u2069"


def danish(text: str) -> str:
    """Danish words inside a sentence of the reader's language."""
    return text if is_danish() or not text else f"{ISOLATE}{text}{END}"


def plain(text: str) -> str:
    """Without the signs of `danish`."""
    return text.replace(ISOLATE, "").replace(END, "")


def is_danish() -> bool:
    return (get_language() or "da").startswith("da")


def in_danish_words(medium: str, readings: Readings | None = None) -> str:
    """That the letter is in Danish, or how much of it, and what one can do where it is read ("page", "mail", "paper",
    or "file", which never says it in another language); "" in Danish.
    """
    if is_danish():
        return ""
    if readings and readings.found and medium != "file":
        return " ".join(_read_words(medium, readings))
    return {
        "page": _(
            "Brevet er skrevet på dansk og er ikke oversat. Brug oversættelsen i din browser eller på din telefon, "
            "eller spørg skolen."
        ),
        "mail": _(
            "Brevet er skrevet på dansk og er ikke oversat. Åbn det på siden: der kan din browser eller telefon "
            "oversætte det. Du kan også spørge skolen."
        ),
        "paper": _(
            "Brevet er skrevet på dansk og er ikke oversat. På brevets side på nettet kan din browser eller telefon "
            "oversætte det. Du kan også spørge skolen."
        ),
        "file": _(
            "Filen er på dansk. På brevets side på nettet kan din browser eller telefon oversætte brevet. "
            "Du kan også spørge skolen."
        ),
    }[medium]


def _read_words(medium: str, readings: Readings) -> Iterator[str]:
    """How much of the letter a person has approved in the reader's language, and where the Danish is."""
    yield _("Brevet er skrevet på dansk. Et menneske i kommunen har godkendt det, der står her på dit sprog.")
    left, total = readings.only_danish, readings.total
    if left:
        yield ngettext(
            "%(left)s af %(total)s stykker tekst er kun på dansk.",
            "%(left)s af %(total)s stykker tekst er kun på dansk.",
            left,
        ) % {"left": words.number(left), "total": words.number(total)}
    yield _("Citater og noter står, som de blev sagt.")
    if medium == "page":
        yield _("Tryk på »På dansk« for at se, hvad der står i det danske brev.")
    else:
        yield _("Hele det danske brev står på brevets side på nettet.")
    if left and medium == "page":
        yield _("Brug oversættelsen i din browser eller på din telefon til resten, eller spørg skolen.")
    elif left:
        yield _("Spørg skolen, hvis du ikke forstår det danske.")


def read_later_words(readings: Readings | None, sent_at: datetime | None) -> str:
    """When the letter came to be read in this language, where that was after it was sent; else nothing."""
    if not readings or not readings.last or not sent_at or readings.last <= sent_at:
        return ""
    day = words.long_date(readings.last, year=True)
    return _("Oversættelsen er kommet til efter brevet, senest %(day)s. Det danske er, som det blev sendt.") % {
        "day": day
    }
