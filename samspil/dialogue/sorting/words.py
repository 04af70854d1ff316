# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the sorting desk says: refusals, reasons, and what a move did, in plain words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.engines.sorting import AsideReason, Refusal

_GONE = _("Punktet er her ikke mere. En anden har måske lagt det sammen med et andet. Siden er frisk nu: vælg igen.")
_NOTE_GONE = _("Noten er ikke på mødet, eller bordet har trukket den tilbage.")

REFUSALS: dict[Refusal, str | Promise] = {
    Refusal.THEME_UNKNOWN: _("Temaet er her ikke mere. Siden er frisk nu: vælg igen."),
    Refusal.THEME_EXISTS: _("Temaet er der allerede."),
    Refusal.THEME_NOT_EMPTY: _("Der er punkter i temaet. Flyt dem først."),
    Refusal.TITLE_BLANK: _("Skriv, hvad temaet hedder."),
    Refusal.POINT_UNKNOWN: _GONE,
    Refusal.POINT_EXISTS: _("Punktet er der allerede."),
    Refusal.POINT_NOT_EMPTY: _("Der ligger noter i punktet. Flyt dem, eller læg punktet sammen med et andet."),
    Refusal.STATEMENT_BLANK: _("Skriv, hvad punktet siger."),
    Refusal.AFTER_UNKNOWN: _("Rækkefølgen er ændret imens. Siden er frisk nu: prøv igen."),
    Refusal.SAME_POINT: _("Det er det samme punkt. Vælg et andet."),
    Refusal.NOT_MERGED: _("Punktet ligger ikke inde i et andet."),
    Refusal.SPLIT_NONE: _("Vælg de noter, der skal med over i det nye punkt."),
    Refusal.SPLIT_ALL: _("Lad mindst én note blive. Skal alle med, så skift punktets ord i stedet."),
    Refusal.NOTE_UNKNOWN: _NOTE_GONE,
    Refusal.NOTE_IS_ASIDE: _("Noten er lagt til side. Tag den frem først."),
    Refusal.NOTE_IS_PLACED: _("Noten ligger i et punkt. Tag den ud først."),
    Refusal.NOTE_IS_SPLIT: _("Noten er delt. Læg delene på plads hver for sig, eller saml noten igen."),
    Refusal.NOT_SPLIT: _("Noten er ikke delt sådan mere. Siden er frisk nu."),
    Refusal.NOT_ASIDE: _("Noten er taget frem allerede."),
    Refusal.NOT_PLACED: _("Noten ligger der ikke mere. Siden er frisk nu."),
    Refusal.ALREADY_PLACED: _("Noten ligger der allerede."),
    Refusal.SPANS_WRONG: _("Hver del skal have ord, og alle ord skal med. Sæt delingen et andet sted."),
    Refusal.REASON_NEEDS_WORDS: _("Skriv grunden. Den kommer med i brevet."),
    Refusal.NO_CHANGE: _("Der er ikke ændret noget."),
    Refusal.MOVE_UNKNOWN: _("Der er ikke noget at fortryde."),
    Refusal.MOVE_OF_ANOTHER: _("Det var en anden, der gjorde det. Man kan kun fortryde sit eget."),
    Refusal.ALREADY_UNDONE: _("Det er fortrudt allerede."),
    Refusal.BUILT_ON: _("Det kan ikke fortrydes, for der er bygget videre på det."),
}

# speaks: da en ar (to the next empty line: they stand in the letter)
REASONS: dict[AsideReason, str | Promise] = {
    AsideReason.SAME_TABLE: _("Bordet har sagt det samme i en anden note"),
    AsideReason.OFF_TOPIC: _("Handler om noget andet end spørgsmålet"),
    AsideReason.NAMES_PERSON: _("Handler om en bestemt person"),
    AsideReason.UNCLEAR: _("Vi kan ikke læse, hvad der menes"),
    AsideReason.OTHER: _("En anden grund"),
}

# What a later move did, when it stands in the way of an undo: "Jonas har siden …".
SINCE: dict[str, str | Promise] = {
    "theme_create": _("lavet et tema"),
    "theme_rename": _("givet temaet et andet navn"),
    "theme_order": _("flyttet temaet"),
    "theme_remove": _("fjernet temaet"),
    "point_create": _("lavet et punkt i temaet"),
    "point_state": _("skiftet punktets ord"),
    "point_move": _("flyttet punktet"),
    "point_remove": _("fjernet punktet"),
    "point_merge": _("lagt punktet sammen med et andet"),
    "point_restore": _("taget et punkt ud igen"),
    "point_split": _("delt punktet"),
    "note_place": _("lagt en note der"),
    "note_unplace": _("taget noten ud"),
    "note_move": _("flyttet noten"),
    "note_aside": _("lagt noten til side"),
    "note_back": _("taget noten frem"),
    "note_split": _("delt noten"),
    "note_join": _("samlet noten"),
}

# What was done last, at the foot of the desk; the statement or the title follows.
SAID: dict[str, str | Promise] = {
    "theme_create": _("Nyt tema:"),
    "theme_rename": _("Temaet hedder nu"),
    "theme_order": _("Temaet er flyttet:"),
    "theme_remove": _("Temaet er fjernet."),
    "point_create": _("Nyt punkt:"),
    "point_state": _("Punktets ord er nu"),
    "point_move": _("Punktet er flyttet:"),
    "point_remove": _("Punktet er fjernet."),
    "point_merge": _("Lagt sammen under"),
    "point_restore": _("Taget ud igen:"),
    "point_split": _("Nyt punkt af noterne:"),
    "note_place": _("Note %(number)s ligger nu under"),
    "note_unplace": _("Note %(number)s er taget ud af"),
    "note_move": _("Note %(number)s er flyttet til"),
    "note_aside": _("Note %(number)s er lagt til side."),
    "note_back": _("Note %(number)s er taget frem igen."),
    "note_split": _("Note %(number)s er delt."),
    "note_join": _("Note %(number)s er samlet igen."),
}
