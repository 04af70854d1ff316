# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""A letter's figures and places in words, in the reader's language: one wording for page, PDF, Word file and mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samspil.core import anonymity
from samspil.dialogue.letter.content import (
    AsideGroup,
    Difference,
    Facts,
    HearingFigures,
    LetterContent,
    NextMeeting,
    Place,
    Point,
    PublishedNote,
    Quote,
)
from samspil.dialogue.letter.readings import Readings
from samspil.dialogue.meetings.languages import NAMES
from samspil.dialogue.notes.enums import Origin
from samspil.dialogue.sorting.words import REASONS
from samspil.engines.sorting import AsideReason
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
    return text if _is_danish() or not text else f"{ISOLATE}{text}{END}"


def plain(text: str) -> str:
    """Without the signs of `danish`."""
    return text.replace(ISOLATE, "").replace(END, "")


def _is_danish() -> bool:
    return (get_language() or "da").startswith("da")


def in_danish_words(medium: str, readings: Readings | None = None) -> str:
    """That the letter is in Danish, or how much of it, and what one can do where it is read ("page", "mail", "paper",
    or "file", which never says it in another language); "" in Danish.
    """
    if _is_danish():
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


def where(place: Place) -> str:
    """»Runde 2 · et bord«: never which table."""
    if place.origin == Origin.TABLE:
        return _("Runde %(number)s · et bord") % {"number": place.round}
    if place.origin == Origin.PLENUM:
        return _("Opsamlingen for alle")
    parts = [_("Oplægget »%(title)s«") % {"title": danish(place.talk)}]
    if place.speaker:
        parts.append(danish(place.speaker))
    if place.slide:
        parts.append(_("billede %(number)s") % {"number": place.slide})
    return " · ".join(parts)


def language_words(item: PublishedNote | Quote) -> str:
    """»på arabisk«, where so many share the language that it may be named; else nothing."""
    if not item.names_language or item.language not in NAMES:
        return ""
    name = str(NAMES[item.language])
    return _("på %(language)s") % {"language": name.lower() if _is_danish() else name}


def quote_source(quote: Quote) -> str:
    """The line under a quote."""
    said = _("Ordret fra en note")
    if quote.place.origin == Origin.TALK:
        said = _("Ordret, fra oplægget")
    elif quote.place.origin == Origin.PLENUM:
        said = _("Ordret, fra opsamlingen for alle")
    language = language_words(quote)
    parts = [f"{said} {language}".strip(), where(quote.place)]
    return " · ".join(parts)


def tables_words(point: Point) -> str:
    """»ved 7 af 12 borde«; no figure where so few were there that it would point at somebody."""
    if point.small:
        shown = anonymity.shown(point.tables, point.table_total)
        few = point.table_total < anonymity.SMALLEST
        if shown is None:
            return _("ved færre end 5 borde") if few else _("ved nogle af bordene")
    return ngettext("ved %(count)s af %(total)s bord", "ved %(count)s af %(total)s borde", point.table_total) % {
        "count": words.number(point.tables),
        "total": words.number(point.table_total),
    }


def notes_words(count: int) -> str:
    """»14 noter«"""
    return ngettext("%(count)s note", "%(count)s noter", count) % {"count": words.number(count)}


def point_notes_words(point: Point) -> str:
    """How many notes from tables the point rests on; "" where so few were there that it says who."""
    return "" if point.small else notes_words(point.table_notes)


def behind_words(point: Point) -> str:
    """What opens the notes behind a point."""
    if point.small:
        return _("Se noterne bag punktet")
    count = point.note_count
    return ngettext("Se noten bag punktet", "Se de %(number)s noter bag punktet", count) % {"number": count}


def withheld_words(notes: Iterable[PublishedNote]) -> str:
    """That there is more than stands here: never how much."""
    if any(note.withheld for note in notes):
        return _("Noter uden et ja fra bordet tæller med, men deres ord bringes ikke.")
    return ""


def voice_words(point: Point) -> str:
    """Before what a point that was merged into this one said."""
    return _("Det blev også sagt sådan:") if point.small else _("Et enkelt bord sagde det sådan:")


def aside_words(group: AsideGroup, facts: Facts) -> str:
    """The reason, and how many notes have it."""
    reason = reason_words(group.reason)
    return reason if facts.small else f"{reason} ({group.count})"


def aside_lead(facts: Facts) -> str:
    """How many notes were set aside, in a sentence."""
    if facts.small:
        return _("Nogle noter er lagt til side.")
    count = facts.aside
    return ngettext("%(number)s note er lagt til side.", "%(number)s noter er lagt til side.", count) % {
        "number": count
    }


def dissent_words(point: Point) -> str:
    if not point.dissent_tables:
        return ""
    if point.small:
        return _("Nogen ser det anderledes")
    return ngettext("%(count)s bord ser det anderledes", "%(count)s borde ser det anderledes", point.dissent_tables) % {
        "count": words.number(point.dissent_tables)
    }


def echo_words(point: Point) -> str:
    """»3 borde mere siger det samme · 1 bord mere ser det anderledes«, from the last minutes of the rounds."""
    return "" if point.small else " · ".join(more_tables_words(agreeing=point.agreeing, differing=point.differing))


def more_tables_words(*, agreeing: int, differing: int) -> list[str]:
    """What tables said that wrote nothing at the point themselves."""
    same = ngettext("%(count)s bord mere siger det samme", "%(count)s borde mere siger det samme", agreeing)
    other = ngettext("%(count)s bord mere ser det anderledes", "%(count)s borde mere ser det anderledes", differing)
    said = [(same, agreeing), (other, differing)]
    return [text % {"count": words.number(count)} for text, count in said if count]


def single_words() -> str:
    return _("Sagt ved kun ét bord. Taget med, fordi ingen stemme må gå tabt.")


def origin_words(point: Point) -> str:
    """What was said apart from the tables; it is in no table count."""
    if point.talk_notes and point.plenum_notes:
        return _("Også sagt i oplægget og i opsamlingen for alle") if point.tables else _("Sagt i oplægget og for alle")
    if point.talk_notes:
        return _("Også sagt i oplægget") if point.tables else _("Sagt i oplægget")
    if point.plenum_notes:
        return _("Også sagt i opsamlingen for alle") if point.tables else _("Sagt i opsamlingen for alle")
    return ""


def count_line(point: Point) -> str:
    """Everything that is counted at a point, in one line: for paper and mail."""
    parts = []
    if point.tables:
        parts += [tables_words(point), point_notes_words(point)]
    parts += [dissent_words(point), echo_words(point), origin_words(point)]
    line = " · ".join(part for part in parts if part)
    return f"{line}. {single_words()}" if point.is_single else line


def reason_words(reason: str) -> str:
    """Why notes were set aside; a reason that a later version has dropped is "another"."""
    known = {str(key): text for key, text in REASONS.items()}
    return str(known.get(reason, known[AsideReason.OTHER]))


@dataclass(frozen=True, slots=True)
class Figure:
    number: str
    label: str


def figures(facts: Facts) -> list[Figure]:
    """The five figures. How many were there is left out when nobody has answered, and is words under five."""
    said = counted_words(facts)
    few = facts.small
    return [
        *([Figure(said.people, _("var med"))] if said.people else []),
        Figure(said.tables, ngettext("bord", "borde", 5 if few else facts.tables)),
        Figure(said.notes, ngettext("note", "noter", 5 if few else facts.notes)),
        Figure(said.used, _("er brugt her")),
        Figure(said.aside, _("lagt til side, med grund")),
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """The five figures as they may be written."""

    people: str
    tables: str
    notes: str
    used: str
    aside: str


def counted_words(facts: Facts) -> Counted:
    """In a small meeting no figure under five stands anywhere, nor one from which such a figure can be worked out."""
    people = ""
    if facts.people:
        people = _whole(facts.people)
    if not facts.small:
        others = (words.number(count) for count in (facts.tables, facts.notes, facts.used, facts.aside))
        return Counted(people, *others)
    return Counted(
        people,
        _whole(facts.tables),
        _whole(facts.notes),
        anonymity.words(facts.used, max(facts.notes, facts.used)),
        anonymity.words(facts.aside, max(facts.notes, facts.aside)),
    )


def _whole(count: int) -> str:
    return words.number(count) if count >= anonymity.SMALLEST else gettext("færre end 5")


def other_notes_words(facts: Facts) -> str:
    """How many of the notes are not from the tables."""
    if facts.small:
        return ""
    if facts.talk_notes and facts.plenum_notes:
        return _(
            "%(talk)s af noterne er fra oplægget og %(plenum)s fra opsamlingen. De tæller ikke med ved bordene."
        ) % {
            "talk": words.number(facts.talk_notes),
            "plenum": words.number(facts.plenum_notes),
        }
    if facts.talk_notes:
        return ngettext(
            "%(count)s note er fra oplægget. Den tæller ikke med ved bordene.",
            "%(count)s noter er fra oplægget. De tæller ikke med ved bordene.",
            facts.talk_notes,
        ) % {"count": words.number(facts.talk_notes)}
    if facts.plenum_notes:
        return ngettext(
            "%(count)s note er fra opsamlingen. Den tæller ikke med ved bordene.",
            "%(count)s noter er fra opsamlingen. De tæller ikke med ved bordene.",
            facts.plenum_notes,
        ) % {"count": words.number(facts.plenum_notes)}
    return ""


def next_words(following: NextMeeting) -> str:
    """»onsdag 14. april 2027 kl. 17.00–19.30«"""
    day = words.long_date(following.on, year=True)
    if following.starts and following.ends:
        return _("%(day)s kl. %(time)s") % {"day": day, "time": words.span(following.starts, following.ends)}
    if following.starts:
        return _("%(day)s kl. %(time)s") % {"day": day, "time": words.clock_time(following.starts)}
    return day


def next_place_words(following: NextMeeting) -> str:
    return danish(following.place) or _("Stedet får I at vide senere.")


def hearing_words(heard: HearingFigures) -> list[str]:
    """How many answered the draft, as whole sentences. Few are never exposed: not those who answered, not those who
    did not, and not those who wrote something.
    """
    asked = {"asked": words.number(heard.asked)}
    if heard.asked < 2 * anonymity.SMALLEST:
        sentences = [_("Før brevet blev sendt, kunne de, der var med, læse et udkast og rette det.")]
    else:
        sentences = [_answered_words(heard, asked)]
        # Those who answered are in two parts: both may be said, or neither.
        parts = anonymity.shown(heard.answered, heard.asked) and anonymity.shown(heard.agreed, heard.answered)
        if parts:
            sentences.append(_("%(count)s havde ikke noget at rette.") % {"count": words.number(heard.agreed)})
            sentences.append(_("%(count)s skrev en bemærkning.") % {"count": words.number(heard.remarked)})
    sentences.append(_("Hver bemærkning har fået et svar."))
    return sentences


def _answered_words(heard: HearingFigures, asked: dict[str, str]) -> str:
    answered = anonymity.shown(heard.answered, heard.asked)
    if answered is not None:
        return _("%(count)s af %(asked)s læste udkastet og svarede.") % {"count": words.number(answered), **asked}
    if heard.answered < anonymity.SMALLEST:
        return _("Færre end 5 af %(asked)s svarede på udkastet.") % asked
    return _("Alle på nær færre end 5 af %(asked)s læste udkastet og svarede.") % asked


def meeting_words(content: LetterContent) -> str:
    """»Fjordby Rådhus, onsdag 7. oktober 2026«"""
    day = words.long_date(content.starts_at, year=True)
    return f"{danish(content.meeting_place)}, {day}" if content.meeting_place else day


def difference_words(difference: Difference) -> str:
    """One change as a sentence. Words of notes are never in it."""
    said = {
        "title": _("Overskriften hed før »%(before)s«."),
        "greeting": _("Hilsenen var før »%(before)s«."),
        "introduction": _("Indledningen er skrevet om."),
        "closing": _("Afslutningen er skrevet om."),
        "sender_name": _("Afsenderen var før %(before)s."),
        "sender_title": _("Afsenderens titel var før »%(before)s«."),
        "facts-people": _("Tallet for, hvor mange der var med, er rettet fra %(before)s til %(after)s."),
        "facts-tables": _("Antallet af borde er rettet fra %(before)s til %(after)s."),
        "facts-notes": _("Antallet af noter er rettet fra %(before)s til %(after)s."),
        "facts-used": _("Antallet af brugte noter er rettet fra %(before)s til %(after)s."),
        "facts-aside": _("Antallet af noter lagt til side er rettet fra %(before)s til %(after)s."),
        "theme-new": _("Temaet »%(what)s« er nyt."),
        "theme-title": _("Temaet »%(before)s« hedder nu »%(after)s«."),
        "theme-text": _("Teksten under temaet »%(what)s« er skrevet om."),
        "theme-gone": _("Temaet »%(what)s« er taget ud."),
        "theme-order": _("Temaerne står i en anden rækkefølge."),
        "point-order": _("Punkterne under »%(what)s« står i en anden rækkefølge."),
        "point-new": _("Punktet »%(what)s« er nyt."),
        "point-moved": _("Punktet »%(what)s« er flyttet til et andet sted i brevet."),
        "statement": _("Punktet »%(before)s« er skrevet om til »%(after)s«."),
        "counts": _("Tal eller noter bag punkterne er rettet."),
        "point-tables": _("»%(what)s« blev sagt ved %(after)s borde, ikke ved %(before)s."),
        "point-notes": _("»%(what)s« bygger på %(after)s noter, ikke på %(before)s."),
        "point-agreeing": _("»%(what)s«: nu siger %(after)s andre borde det samme, før %(before)s."),
        "point-differing": _("»%(what)s«: nu ser %(after)s andre borde det anderledes, før %(before)s."),
        "point-echo": _("»%(what)s«: nu har %(after)s andre borde svaret på det, før %(before)s."),
        "point-dissent": _("»%(what)s«: nu ser %(after)s borde det anderledes, før %(before)s."),
        "point-quotes": _("Citaterne ved »%(what)s« er ændret."),
        "point-words": _("Ord er skjult i en note bag »%(what)s«."),
        "point-danish": _("Det danske ved siden af noter bag »%(what)s« er nyt eller rettet."),
        "point-gone": _("Punktet »%(what)s« er taget ud."),
        "asides": _("Det er ændret, hvilke noter der er lagt til side."),
        "next": _("Oplysningerne om næste møde er ændret."),
        "files": _("Filerne er ændret."),
    }
    words_of = {"what": difference.what, "before": difference.before, "after": difference.after}
    return said[difference.kind] % {name: danish(text) for name, text in words_of.items()}
