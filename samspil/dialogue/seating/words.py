# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The seating engine's codes as Danish sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.core.danish import sort_key
from samspil.dialogue.meetings.languages import NAMES
from samspil.engines.seating import Because, ContradictionCode, ReasonCode, UnmetCode

Row = Mapping[str, Any]
Names = Mapping[str, str]


def listed(names: Sequence[str]) -> str:
    """Amina, Bo og Cille."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def language_name(code: str | None) -> str:
    return str(NAMES.get(code or "", code or "")).lower()


def _people(row: Row, names: Names) -> str:
    known = sorted((names[person] for person in row.get("people", ()) if person in names), key=sort_key)
    return listed(known) or _("en, der ikke står her")


def reason(row: Row, names: Names, *, group: str) -> str:
    """Why somebody sits there, as one sentence; "" when there is nothing to say."""
    maker = _REASONS.get(row["code"])
    return maker(row, names, group) if maker else ""


def _mixed(row: Row, names: Names, group: str) -> str:
    if not group:
        return ""
    count = row.get("count", 0)
    if not count:
        return _("Den eneste fra %(group)s ved bordet.") % {"group": group}
    return ngettext(
        "%(count)s anden fra %(group)s sidder her også.", "%(count)s andre fra %(group)s sidder her også.", count
    ) % {"count": count, "group": group}


_REASONS: dict[str, Callable[[Row, Names, str], str]] = {
    ReasonCode.FIXED: lambda row, names, group: _("Har en fast plads ved bord %(table)s.") % {"table": row["table"]},
    ReasonCode.HELPED_BY: lambda row, names, group: _("%(people)s taler %(language)s.") % {
        "people": _people(row, names), "language": language_name(row["language"]),
    },
    ReasonCode.HELPS: lambda row, names, group: _("Kan hjælpe %(people)s på %(language)s.") % {
        "people": _people(row, names), "language": language_name(row["language"]),
    },
    ReasonCode.NOTE_TAKER: lambda row, names, group: _("Kan skrive noter ved bordet."),
    ReasonCode.TOGETHER: lambda row, names, group: _("Sidder sammen med %(people)s, som det var ønsket.") % {
        "people": _people(row, names),
    },
    ReasonCode.APART: lambda row, names, group: _("Sidder hver for sig fra %(people)s, som det var ønsket.") % {
        "people": _people(row, names),
    },
    ReasonCode.STAYS: lambda row, names, group: _("Bliver ved sit bord."),
    ReasonCode.MOVED: lambda row, names, group: _("Flyttet fra bord %(table)s.") % {"table": row["table"]},
    ReasonCode.MIXED: _mixed,
}  # fmt: skip


def unmet(rows: Sequence[Row], names: Names, *, takers: bool) -> list[str]:
    """What could not be had, and why; what is the same at several tables is one sentence.

    Where nobody takes notes at all (`takers`), the tables choose somebody themselves.
    """
    tables: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["code"] in _BY_TABLE:
            tables.setdefault((row["code"], row["because"]), []).append(str(row["table"]))
    grouped = [{"code": code, "because": because, "tables": found} for (code, because), found in tables.items()]
    single = [row for row in rows if row["code"] not in _BY_TABLE]
    shown = [row for row in [*single, *grouped] if takers or row["code"] != UnmetCode.NOTE_TAKER]
    said = [_unmet(row, names) for row in shown]
    if not takers and any(row["code"] == UnmetCode.NOTE_TAKER for row in rows):
        said.append(_("Ingen på listen er sat til at skrive noter. Lad hvert bord vælge en referent."))
    return said


def _unmet(row: Row, names: Names) -> str:
    what = _UNMET[row["code"]](row, names)
    why = _BECAUSE.get(row["because"])
    return f"{what} {why()}" if why else what


_BY_TABLE = frozenset({UnmetCode.NOTE_TAKER, UnmetCode.UNEVEN})
_UNMET: dict[str, Callable[[Row, Names], str]] = {
    UnmetCode.LANGUAGE: lambda row, names: _("%(people)s sidder ikke med nogen, der taler %(language)s.") % {
        "people": _people(row, names), "language": language_name(row.get("language")),
    },
    UnmetCode.NOTE_TAKER: lambda row, names: ngettext(
        "Bord %(tables)s har ingen, der skriver noter.",
        "Bordene %(tables)s har ingen, der skriver noter.",
        len(row["tables"]),
    ) % {"tables": listed(row["tables"])},
    UnmetCode.TOGETHER: lambda row, names: _("%(people)s sidder ikke sammen.") % {"people": _people(row, names)},
    UnmetCode.ABSENT: lambda row, names: _("Et ønske om %(people)s er ikke brugt.") % {"people": _people(row, names)},
    UnmetCode.UNEVEN: lambda row, names: ngettext(
        "Ved bord %(tables)s sidder der flere eller færre end ved de andre.",
        "Ved bordene %(tables)s sidder der flere eller færre end ved de andre.",
        len(row["tables"]),
    ) % {"tables": listed(row["tables"])},
}  # fmt: skip

_BECAUSE: dict[str, Callable[[], str]] = {
    Because.NO_PARTNER: lambda: _("Ingen på listen kan hjælpe. Find en tolk, eller spørg en, der taler sproget."),
    Because.TOO_FEW: lambda: _("Der er færre, der skriver noter, end der er borde."),
    Because.APART: lambda: _("Et andet ønske siger, at de skal sidde hver for sig."),
    Because.FIXED: lambda: _("De har faste pladser ved hver sit bord."),
    Because.OUTRANKED: lambda: _("Det ville gå ud over noget, der tæller mere."),
    Because.NOT_FOUND: lambda: _("Vi fandt ikke en bedre plan, men der kan være en."),
    Because.ABSENT: lambda: _("En af dem kommer ikke."),
}


def contradiction(row: Row, names: Names) -> str:
    """Why there can be no plan, with what to do."""
    places = {
        "people": _people(row, names),
        "tables": listed([str(table) for table in row.get("tables", ())]),
        "count": row.get("count", 0),
        "room": row.get("room", 0),
    }
    return str(_CONTRADICTIONS.get(row["code"], _CONTRADICTIONS[ContradictionCode.UNDECIDED])() % places)


_CONTRADICTIONS: dict[str, Callable[[], str]] = {
    ContradictionCode.TOO_MANY_PEOPLE: lambda: _(
        "Der kommer %(count)s, og der er plads til %(room)s. Sæt flere borde op, eller skriv flere pladser ved hvert."
    ),
    ContradictionCode.TABLE_UNKNOWN: lambda: _("%(people)s har en fast plads ved et bord, der ikke findes."),
    ContradictionCode.FIXED_TWICE: lambda: _("%(people)s har faste pladser ved bord %(tables)s. Fjern det ene ønske."),
    ContradictionCode.TABLE_OVERFULL: lambda: _(
        "%(count)s har en fast plads ved bord %(tables)s, hvor der er plads til %(room)s. Flyt nogle af dem."
    ),
    ContradictionCode.APART_FIXED_TOGETHER: lambda: _(
        "%(people)s skal sidde hver for sig, men har begge en fast plads ved bord %(tables)s. Fjern et af ønskerne."
    ),
    ContradictionCode.APART_CROWDED: lambda: _(
        "Ønskerne om %(people)s kan ikke opfyldes på én gang. Fjern et af dem, eller sæt et bord mere op."
    ),
    ContradictionCode.UNDECIDED: lambda: _(
        "Vi fandt ingen plan, der opfylder ønskerne om %(people)s. Fjern et af dem, og prøv igen."
    ),
}

_LINES: dict[str, Callable[[], str]] = {
    "language": lambda: _("sproghjælp"),
    "note_taker": lambda: _("referenter"),
    "lopsided": lambda: _("lige store borde"),
    "moves": lambda: _("få, der flytter"),
    "uneven": lambda: _("lige store borde"),
    "together": lambda: _("ønsker om at sidde sammen"),
    "pairs": lambda: _("blandede borde"),
}


def bound(kept: Row) -> str:
    """How good the plan is known to be, in a sentence."""
    if kept.get("optimal"):
        return _("Det er bevist, at ingen plan er bedre.")
    cost, least = kept["cost"], kept["bound"]
    name = next(name for name in cost if cost[name] != least[name])
    gap = cost[name] - least[name]
    return _(
        "Det er ikke bevist, at planen er den bedste. Den kan højst blive %(gap)s bedre, når det gælder %(what)s."
    ) % {"gap": gap, "what": _LINES[name]()}


def figures(kept: Row, *, grouped: bool) -> list[str]:
    """The plan in a few short sentences: how mixed it is, where there are groups, and who moves."""
    cost = kept["cost"]
    pairs = cost["pairs"]
    said = [
        ngettext(
            "%(pairs)s gang sidder to fra samme gruppe ved samme bord.",
            "%(pairs)s gange sidder to fra samme gruppe ved samme bord.",
            pairs,
        )
        % {"pairs": pairs}
        if pairs
        else _("Ingen sidder ved bord med en fra deres egen gruppe.")
    ]
    if not grouped:
        said = [_("Bordene er lige store, så vidt det går op.")]
    moved = len(kept.get("moved", ()))
    if moved:
        said.append(ngettext("%(moved)s flytter bord.", "%(moved)s flytter bord.", moved) % {"moved": moved})
    return said
