# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a form at the sorting desk asks for, read into moves. Nothing is looked up here but the words of a note."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from samspil.core.errors import Refused
from samspil.core.ids import uuid_or_none
from samspil.engines.sorting import (
    LOOSE,
    AsideReason,
    Move,
    NoteAside,
    NoteBack,
    NoteJoin,
    NoteMove,
    NotePlace,
    NoteSplit,
    NoteUnplace,
    PointCreate,
    PointMerge,
    PointMove,
    PointRemove,
    PointRestore,
    PointSplit,
    PointState,
    Refusal,
    ThemeCreate,
    ThemeOrder,
    ThemeRemove,
    ThemeRename,
    Unit,
    text_digest,
)

NEW_THEME = "nyt"
LAST = "sidst"
Words = Callable[[str], str]


def moves_from(post: QueryDict, words: Words) -> list[Move]:
    """The moves that the form's `do` stands for. `words(note)` is a note's text. Raises Refused for what is no move."""
    reader = _READERS.get(post.get("do", ""))
    if reader is None:
        raise Refused(_("Knappen findes ikke. Intet er ændret."), code="desk-unknown")
    return reader(post, words)


def press_key(post: QueryDict) -> UUID:
    """The press that the form was made for; a new one when it has none."""
    return uuid_or_none(post.get("key", "")) or uuid4()


def unit_code(unit: Unit) -> str:
    """A unit as it stands in an address or a form: the note, and the part when it is one."""
    return f"{unit.note}.{unit.part}" if unit.part else unit.note


def unit_from(code: str) -> Unit | None:
    """The unit of a code; None for anything else."""
    note, _dot, part = code.partition(".")
    try:
        return Unit(str(UUID(note)), int(part or 0))
    except ValueError:
        return None


def spans_from(text: str, lines: str) -> tuple[tuple[int, int], ...]:
    """Where in `text` each line of `lines` stands, when the lines are the text with nothing but new lines put in.

    Blanks do not count: a browser may have changed them. Raises Refused when any other sign differs.
    """
    pieces = [piece for piece in lines.splitlines() if piece.strip()]
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    bare = [sign for piece in pieces for sign in piece if not sign.isspace()]
    if bare != [text[place] for place in places]:
        raise Refused(
            _("Ordene skal være de samme. Sæt kun nye linjer. Bordets egne ord må ikke ændres."), code="split-words"
        )
    spans, at = [], 0
    for piece in pieces:
        length = sum(not sign.isspace() for sign in piece)
        spans.append((places[at], places[at + length - 1] + 1))
        at += length
    if len(spans) < 2:
        raise Refused(_("Sæt en ny linje dér, hvor den næste del begynder."), code="split-one")
    return tuple(spans)


def _unit(post: QueryDict, name: str = "unit") -> Unit:
    unit = unit_from(post.get(name, ""))
    if unit is None:
        raise Refused(_("Vælg en note først."), code=Refusal.NOTE_UNKNOWN)
    return unit


def _id(post: QueryDict, name: str) -> str:
    try:
        return str(UUID(post.get(name, "")))
    except ValueError:
        raise Refused(_("Vælg et punkt eller et tema først."), code=Refusal.POINT_UNKNOWN) from None


def _line(post: QueryDict, name: str) -> str:
    return " ".join(post.get(name, "").split())


def _after(post: QueryDict) -> str | None:
    after = post.get("after", LAST)
    return None if after == LAST else after


def _theme(post: QueryDict) -> tuple[list[Move], str]:
    """The chosen theme; with a move first when it is new. A name that was written is a new theme, even unchosen."""
    title = _line(post, "title")
    if title or post.get("theme") == NEW_THEME:
        theme = str(uuid4())
        return [ThemeCreate(theme, title)], theme
    return [], post.get("theme", LOOSE)


def _place(post: QueryDict, words: Words) -> list[Move]:
    unit = _unit(post)
    points = list(dict.fromkeys(post.getlist("point")))
    if not points:
        raise Refused(_("Vælg et punkt først."), code=Refusal.POINT_UNKNOWN)
    return [NotePlace(unit, point) for point in points]


def _unplace(post: QueryDict, words: Words) -> list[Move]:
    return [NoteUnplace(_unit(post), _id(post, "point"))]


def _move(post: QueryDict, words: Words) -> list[Move]:
    return [NoteMove(_unit(post), _id(post, "source"), _id(post, "point"))]


def _aside(post: QueryDict, words: Words) -> list[Move]:
    try:
        reason = AsideReason(post.get("reason", ""))
    except ValueError:
        raise Refused(_("Vælg en grund. Den kommer med i brevet."), code="reason-missing") from None
    return [NoteAside(_unit(post), reason, _line(post, "text"))]


def _back(post: QueryDict, words: Words) -> list[Move]:
    return [NoteBack(_unit(post))]


def _point(post: QueryDict, words: Words) -> list[Move]:
    moves, theme = _theme(post)
    point = str(uuid4())
    moves.append(PointCreate(point, _line(post, "statement"), theme))
    units = [unit for code in post.getlist("unit") if (unit := unit_from(code))]
    return [*moves, *(NotePlace(unit, point) for unit in units)]


def _state(post: QueryDict, words: Words) -> list[Move]:
    return [PointState(_id(post, "point"), _line(post, "statement"))]


def _point_move(post: QueryDict, words: Words) -> list[Move]:
    moves, theme = _theme(post)
    return [*moves, PointMove(_id(post, "point"), theme, _after(post))]


def _point_remove(post: QueryDict, words: Words) -> list[Move]:
    return [PointRemove(_id(post, "point"))]


def _merge(post: QueryDict, words: Words) -> list[Move]:
    return [PointMerge(_id(post, "source"), _id(post, "into"))]


def _restore(post: QueryDict, words: Words) -> list[Move]:
    return [PointRestore(_id(post, "point"))]


def _split(post: QueryDict, words: Words) -> list[Move]:
    units = tuple(sorted({unit for code in post.getlist("unit") if (unit := unit_from(code))}))
    return [PointSplit(_id(post, "point"), str(uuid4()), _line(post, "statement"), units)]


def _theme_create(post: QueryDict, words: Words) -> list[Move]:
    return [ThemeCreate(str(uuid4()), _line(post, "title"))]


def _theme_rename(post: QueryDict, words: Words) -> list[Move]:
    return [ThemeRename(_id(post, "theme"), _line(post, "title"))]


def _theme_order(post: QueryDict, words: Words) -> list[Move]:
    return [ThemeOrder(_id(post, "theme"), _after(post))]


def _theme_remove(post: QueryDict, words: Words) -> list[Move]:
    return [ThemeRemove(_id(post, "theme"))]


def _note_split(post: QueryDict, words: Words) -> list[Move]:
    note = _unit(post, "note").note
    text = words(note)
    return [NoteSplit(note, spans_from(text, post.get("lines", "")), text_digest(text))]


def _note_join(post: QueryDict, words: Words) -> list[Move]:
    return [NoteJoin(_unit(post, "note").note)]


_READERS: dict[str, Callable[[QueryDict, Words], list[Move]]] = {
    "place": _place,
    "unplace": _unplace,
    "move": _move,
    "aside": _aside,
    "back": _back,
    "point": _point,
    "state": _state,
    "point-move": _point_move,
    "point-remove": _point_remove,
    "merge": _merge,
    "restore": _restore,
    "split": _split,
    "theme": _theme_create,
    "theme-rename": _theme_rename,
    "theme-order": _theme_order,
    "theme-remove": _theme_remove,
    "note-split": _note_split,
    "note-join": _note_join,
}
